// The one global: Stripe(publishableKey, options).

class StripeDouble {
  #key;

  constructor(key) {
    this.#key = key;
  }

  elements(options) {
    return new Elements(options);
  }

  async createConfirmationToken({ elements, params = {} } = {}) {
    requireThat(elements instanceof Elements, "createConfirmationToken() needs the elements that it reads the card from.");
    const { payment_method_data: data = {}, ...others } = params;
    const parameters = {
      ...others,
      payment_method_data: { ...elements._paymentMethod("stripe.createConfirmationToken"), ...data },
    };
    const { object, error } = await call(this.#key, "POST", "confirmation_tokens", parameters);
    return error ? { error } : { confirmationToken: object };
  }

  async retrievePaymentIntent(clientSecret) {
    return retrieveIntent(this.#key, clientSecret, "retrievePaymentIntent");
  }

  async handleNextAction({ clientSecret } = {}) {
    const { paymentIntent, error } = await retrieveIntent(this.#key, clientSecret, "handleNextAction");
    if (error) return { error };
    requireThat(
      paymentIntent.status === "requires_action",
      "handleNextAction: The PaymentIntent supplied is not in the requires_action state.",
    );
    return challenge(this.#key, clientSecret, paymentIntent);
  }

  registerAppInfo() {}

  _registerWrapper() {}
}

// React's wrapper wants them to be there before it takes the object for Stripe's.
for (const name of ["createToken", "createPaymentMethod", "confirmCardPayment", "confirmPayment"]) {
  StripeDouble.prototype[name] = async () => {
    throw new IntegrationError(`This double of Stripe has no ${name}().`);
  };
}

function Stripe(key) {
  requireThat(
    typeof key === "string" && key !== "",
    "Please call Stripe() with your publishable key. You used an empty string.",
  );
  requireThat(
    !/^(sk|rk)_/.test(key),
    "You should not use your secret key with Stripe.js. Please pass a publishable key instead.",
  );
  requireThat(/^pk_test_/.test(key), "This is a double of Stripe: it takes publishable test keys only.");
  return new StripeDouble(key);
}
Stripe.version = VERSION;

window.Stripe = Stripe;
