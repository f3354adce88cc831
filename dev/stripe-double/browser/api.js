// Calls of the double's API with the publishable key, from the origin that served this script.

// `/stripe/v3/` is served beside `/stripe/v1/`.
const API_BASE = new URL(SCRIPT_URL.replace(/v3\/?([?#].*)?$/, ""));

// {a: {b: 1}} becomes a[b]=1, as Stripe's API reads it.
function formEncoded(parameters) {
  const form = new URLSearchParams();
  const add = (name, value) => {
    if (value === undefined || value === null) return;
    if (typeof value !== "object") return form.append(name, String(value));
    for (const [key, inner] of Object.entries(value)) add(name ? `${name}[${key}]` : key, inner);
  };
  add("", parameters);
  return form;
}

// The answer's object, or {error}. It never rejects, as Stripe's does not.
async function call(key, method, path, parameters) {
  const url = new URL(`v1/${path}`, API_BASE);
  const form = formEncoded(parameters);
  const request = { method, headers: { Authorization: `Bearer ${key}` }, credentials: "omit" };
  if (method === "GET") url.search = form.toString();
  else request.body = form;
  try {
    const response = await fetch(url, request);
    const body = await response.json();
    return response.ok ? { object: body } : { error: body.error ?? CONNECTION_ERROR };
  } catch {
    return { error: CONNECTION_ERROR };
  }
}

const SECRET = /^(pi_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+$/;

function intentOf(clientSecret, method) {
  const [, id] = SECRET.exec(clientSecret) ?? [];
  requireThat(
    id,
    `Invalid value for ${method} intent secret: value should be a client secret of the form ` +
      `\${id}_secret_\${secret}. You specified: ${clientSecret}.`,
  );
  return id;
}

async function retrieveIntent(key, clientSecret, method) {
  const path = `payment_intents/${intentOf(clientSecret, method)}`;
  const { object, error } = await call(key, "GET", path, { client_secret: clientSecret });
  return error ? { error } : { paymentIntent: object };
}
