// What Stripe.js throws when it is called wrongly, and the errors that it answers with.

class IntegrationError extends Error {
  constructor(message) {
    super(message);
    this.name = "IntegrationError";
  }
}

const CONNECTION_ERROR = {
  type: "api_connection_error",
  message:
    "We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.",
};

const FIELD_ERRORS = {
  incomplete_number: "Your card number is incomplete.",
  invalid_number: "Your card number is invalid.",
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  incomplete_cvc: "Your card's security code is incomplete.",
};

function validationError(code) {
  return { type: "validation_error", code, message: FIELD_ERRORS[code] };
}

function requireThat(condition, message) {
  if (!condition) throw new IntegrationError(message);
}
