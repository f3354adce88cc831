// A group of elements in deferred mode: the intent is made by the server, after the card is known.

class Elements {
  #options;
  #element = null;
  #emitter = new Emitter();
  // Whether what is typed is what submit() found in order.
  #submitted = false;

  constructor(options) {
    this.#options = checked(options);
  }

  create(type, options) {
    requireThat(type === "payment", `This double of Stripe has no Element of the type ${type}, only payment.`);
    requireThat(!this.#element, "Can only create one Element of type payment through a single Elements instance.");
    this.#element = new PaymentElement(this, options);
    return this.#element;
  }

  getElement(type) {
    return type === "payment" || type === PaymentElement ? this.#element : null;
  }

  async update(options) {
    const { amount, appearance } = this.#options;
    this.#options = checked({ ...this.#options, ...options });
    if (this.#options.amount !== amount) this.#submitted = false;
    if (this.#options.appearance !== appearance) this.#element?._restyle(this._appearance);
    this.#emitter.emit("update-end");
  }

  async fetchUpdates() {
    return {};
  }

  async submit() {
    requireThat(this.#element, "elements.submit() needs a mounted Payment Element.");
    const error = this.#element._validate();
    this.#submitted = !error;
    return error ? { error } : { selectedPaymentMethod: "card" };
  }

  on(name, handler) {
    this.#emitter.on(name, handler);
  }

  // Below: for this script's other parts.

  get _appearance() {
    return this.#options.appearance ?? {};
  }

  _changed() {
    this.#submitted = false;
  }

  _forget(element) {
    if (this.#element === element) this.#element = null;
  }

  // The card as parameters of the API.
  _paymentMethod(method) {
    requireThat(
      this.#element && this.#submitted,
      `elements.submit() must be called before ${method}(), and the card must not change in between.`,
    );
    return { type: "card", card: this.#element._card() };
  }
}

function checked(options) {
  const { mode, amount, currency, allowedPaymentMethodTypes, clientSecret } = options ?? {};
  requireThat(!clientSecret, "This double of Stripe knows Elements in deferred mode only: no clientSecret.");
  requireThat(mode === "payment", `Invalid value for elements(): mode should be "payment". You specified: ${mode}.`);
  requireThat(
    Number.isInteger(amount) && amount > 0,
    `Invalid value for elements(): amount should be a positive integer of the currency's smallest unit. You specified: ${amount}.`,
  );
  requireThat(
    /^[a-z]{3}$/.test(currency ?? ""),
    `Invalid value for elements(): currency should be a lowercase three-letter code. You specified: ${currency}.`,
  );
  requireThat(
    allowedPaymentMethodTypes === undefined || (Array.isArray(allowedPaymentMethodTypes) && allowedPaymentMethodTypes.includes("card")),
    "This double of Stripe takes cards only.",
  );
  return options;
}
