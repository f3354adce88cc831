// The Appearance API: a theme, variables and rules, made into style sheets of the element's own.
// Constructed sheets need no leave of a content security policy.

const THEMES = {
  stripe: {
    colorPrimary: "#0570de",
    colorBackground: "#ffffff",
    colorText: "#30313d",
    colorTextSecondary: "#6d6e78",
    colorTextPlaceholder: "#6d6e78",
    colorDanger: "#b3093c",
    colorBorder: "#8d8e99",
  },
  night: {
    colorPrimary: "#85d996",
    colorBackground: "#30313d",
    colorText: "#ffffff",
    colorTextSecondary: "#a3a4ae",
    colorTextPlaceholder: "#a3a4ae",
    colorDanger: "#fe87a1",
    colorBorder: "#7d7e89",
  },
};
THEMES.flat = THEMES.stripe;

const DEFAULTS = {
  fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, sans-serif",
  fontSizeBase: "16px",
  fontSizeSm: "0.93rem",
  fontWeightNormal: "400",
  borderRadius: "5px",
  spacingUnit: "4px",
  gridRowSpacing: "0.75rem",
  gridColumnSpacing: "0.75rem",
};

const BASE_RULES = `
  :host { display: block; }
  * { box-sizing: border-box; }
  .Grid { display: grid; grid-template-columns: 1fr 1fr; gap: var(--gridRowSpacing) var(--gridColumnSpacing);
    margin: 0; padding: 0; border: 0; min-width: 0;
    font-family: var(--fontFamily); font-size: var(--fontSizeBase); font-weight: var(--fontWeightNormal); color: var(--colorText); }
  .Field { min-width: 0; }
  .Field--wide { grid-column: 1 / -1; }
  .Label { display: block; margin-bottom: var(--spacingUnit); font-size: var(--fontSizeSm); line-height: 1.4; color: var(--colorText); }
  .Box { position: relative; }
  .Input { display: block; width: 100%; min-height: 46px; margin: 0; padding: 10px calc(var(--spacingUnit) * 3);
    font: inherit; font-variant-numeric: tabular-nums; line-height: 1.4; color: var(--colorText);
    background-color: var(--colorBackground); border: 1px solid var(--colorBorder); border-radius: var(--borderRadius);
    outline: 2px solid transparent; transition: border-color 120ms, box-shadow 120ms; }
  .Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
  .Input:focus { border-color: var(--colorPrimary); box-shadow: 0 0 0 1px var(--colorPrimary); }
  .Input--invalid { border-color: var(--colorDanger); box-shadow: 0 0 0 1px var(--colorDanger); color: var(--colorDanger); }
  .Input:disabled { opacity: 0.6; }
  .Brand { position: absolute; inset-block: 0; inset-inline-end: calc(var(--spacingUnit) * 3); display: flex; align-items: center;
    pointer-events: none; font-size: 0.75rem; font-weight: 600; letter-spacing: 0.02em; color: var(--colorTextSecondary); }
  .Error { margin: var(--spacingUnit) 0 0; font-size: var(--fontSizeSm); line-height: 1.4; color: var(--colorDanger); }
  .Error:empty { display: none; }
  @media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;

const COLOR = /^(#[0-9a-f]{3,8}|(rgb|hsl)a?\([^()]*\)|transparent)$/i;
const STYLED = /^\.(Input|Label|Error|Brand|Field|Grid)(--invalid)?(:(focus|hover|disabled))?(::placeholder)?$/;

function isUsable(name, value) {
  if (typeof value !== "string") return false;
  // Stripe's frame knows nothing of the page's custom properties, and reads few notations of colours.
  const usable = !/var\(/.test(value) && (!/^color/.test(name) || COLOR.test(value.trim()));
  if (!usable) console.warn(`[Stripe.js] Invalid value for the Appearance variable ${name}: ${value}`);
  return usable;
}

function variablesOf(appearance) {
  const theme = THEMES[appearance.theme ?? "stripe"];
  requireThat(theme, `Invalid value for appearance.theme: ${appearance.theme}.`);
  const given = Object.entries(appearance.variables ?? {}).filter(([name, value]) => isUsable(name, value));
  return { ...DEFAULTS, ...theme, ...Object.fromEntries(given) };
}

// Puts declarations in by CSSOM: a value cannot leave its declaration.
function addRule(sheet, selector, declarations) {
  const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)];
  for (const [name, value] of Object.entries(declarations)) {
    const property = name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    rule.style.setProperty(property, value);
  }
}

function styleSheets(appearance) {
  const base = new CSSStyleSheet();
  base.replaceSync(BASE_RULES);
  const own = new CSSStyleSheet();
  const variables = Object.entries(variablesOf(appearance)).map(([name, value]) => [`--${name}`, value]);
  addRule(own, ":host", Object.fromEntries(variables));
  for (const [selector, declarations] of Object.entries(appearance.rules ?? {})) {
    if (STYLED.test(selector)) addRule(own, selector, declarations);
  }
  return [base, own];
}
