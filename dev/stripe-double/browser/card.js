// What a card's number, expiration date and security code look like while they are typed, and when they are wrong.

const ANY_BRAND = { name: "unknown", pattern: /^/, lengths: [16], gaps: [4, 8, 12], cvc: 3 };
const BRANDS = [
  { name: "amex", pattern: /^3[47]/, lengths: [15], gaps: [4, 10], cvc: 4 },
  { name: "diners", pattern: /^3(0[0-5]|[689])/, lengths: [14], gaps: [4, 10], cvc: 3 },
  { name: "jcb", pattern: /^35/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
  { name: "mastercard", pattern: /^(5[1-5]|2[2-7])/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
  { name: "discover", pattern: /^(6011|64[4-9]|65)/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
  { name: "unionpay", pattern: /^62/, lengths: [16, 17, 18, 19], gaps: [4, 8, 12, 16], cvc: 3 },
  { name: "visa", pattern: /^4/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
];

const digitsOf = (text) => text.replace(/\D/g, "");

function brandOf(digits) {
  return BRANDS.find((brand) => brand.pattern.test(digits)) ?? ANY_BRAND;
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

const NUMBER = {
  format(text) {
    const all = digitsOf(text);
    const brand = brandOf(all);
    const digits = all.slice(0, Math.max(...brand.lengths));
    return [...digits].map((digit, at) => (brand.gaps.includes(at) ? ` ${digit}` : digit)).join("");
  },
  problem(text) {
    const digits = digitsOf(text);
    if (digits.length < Math.min(...brandOf(digits).lengths)) return "incomplete_number";
    return passesLuhn(digits) ? null : "invalid_number";
  },
  // Whether nothing more can be typed.
  isFull: (text) => digitsOf(text).length === Math.max(...brandOf(digitsOf(text)).lengths),
};

const EXPIRY = {
  format(text, isDeleting) {
    let digits = digitsOf(text);
    // `12/2034`, as browsers fill it in.
    if (/^\d{2}20\d{2}$/.test(digits)) digits = digits.slice(0, 2) + digits.slice(4);
    if (/^([2-9]|1[3-9])/.test(digits)) digits = `0${digits}`;
    digits = digits.slice(0, 4);
    // Whoever deletes the slash means the digit before it.
    if (isDeleting && /^\d{2} ?\/?$/.test(text)) return digits.slice(0, 1);
    return digits.length < 2 ? digits : `${digits.slice(0, 2)} / ${digits.slice(2)}`;
  },
  problem(text) {
    const { month, year, length } = EXPIRY.read(text);
    if (length < 4 || month < 1) return "incomplete_expiry";
    const today = new Date();
    const thisYear = today.getFullYear();
    if (year < thisYear) return "invalid_expiry_year_past";
    if (year > thisYear + 50) return "invalid_expiry_year";
    return year === thisYear && month < today.getMonth() + 1 ? "invalid_expiry_month_past" : null;
  },
  isFull: (text) => digitsOf(text).length === 4,
  read(text) {
    const digits = digitsOf(text);
    return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2)), length: digits.length };
  },
};

// The code's length is the brand's.
function securityCodeFor(brand) {
  return {
    format: (text) => digitsOf(text).slice(0, brand().cvc),
    problem: (text) => (digitsOf(text).length < brand().cvc ? "incomplete_cvc" : null),
    isFull: (text) => digitsOf(text).length === brand().cvc,
  };
}
