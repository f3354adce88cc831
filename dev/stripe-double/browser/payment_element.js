// The Payment Element, for cards. Stripe's lives in a frame; this one in a shadow tree, so that neither styles nor the
// values of a surrounding form pass through here either.

const LIVE_EVENTS = ["ready", "change", "focus", "blur", "escape", "loaderror", "loaderstart", "carddetailschange"];
const MUTABLE = ["defaultValues", "business", "paymentMethodOrder", "fields", "readOnly", "terms", "layout", "applePay", "walletOptions"];

class PaymentElement {
  #elements;
  #options;
  #emitter = new Emitter();
  #container = null;
  #host = null;
  #fields = null;
  #state = "new";

  constructor(elements, options = {}) {
    this.#elements = elements;
    this.#options = options;
  }

  mount(target) {
    this.#alive();
    const container = typeof target === "string" ? document.querySelector(target) : target;
    requireThat(
      container instanceof HTMLElement,
      "The selector or element that you passed to mount() must be an existing DOM element.",
    );
    if (this.#container === container && this.#host?.isConnected) return;
    this.unmount();
    this.#container = container;
    container.replaceChildren(this.#build());
    container.classList.add("StripeElement");
    queueMicrotask(() => this.#emit("loaderstart"));
    const host = this.#host;
    setTimeout(() => {
      if (this.#host !== host) return;
      this.#state = "ready";
      this.#emit("ready");
      this.#changed();
    });
  }

  unmount() {
    this.#host?.remove();
    this.#container?.classList.remove("StripeElement");
    this.#container = this.#host = this.#fields = null;
  }

  destroy() {
    this.unmount();
    this.#emitter.forget();
    this.#state = "destroyed";
    this.#elements._forget(this);
  }

  on(name, handler) {
    this.#emitter.on(known(name), handler);
    return this;
  }

  once(name, handler) {
    this.#emitter.once(known(name), handler);
    return this;
  }

  off(name, handler) {
    this.#emitter.off(name, handler);
    return this;
  }

  update(options) {
    this.#alive();
    const mutable = Object.entries(options).filter(([name]) => MUTABLE.includes(name));
    this.#options = { ...this.#options, ...Object.fromEntries(mutable) };
    this.#applyReadOnly();
    return this;
  }

  // There is nothing to collapse where a card is the only method.
  collapse() {
    this.#alive();
    return this;
  }

  focus() {
    this.#fields?.number.input.focus();
  }

  blur() {
    for (const field of this.#list()) field.input.blur();
  }

  clear() {
    for (const field of this.#list()) field.clear();
    this.#changed();
  }

  // Below: for the Elements that this belongs to.

  _restyle(appearance) {
    if (this.#host) this.#host.shadowRoot.adoptedStyleSheets = styleSheets(appearance);
  }

  // Shows every mistake, takes the buyer to the first, and answers it.
  _validate() {
    requireThat(this.#fields, "elements.submit() was called before the Payment Element was mounted.");
    for (const field of this.#list()) field.showProblem();
    const wrong = this.#list().find((field) => field.problem);
    wrong?.input.focus();
    return wrong ? validationError(wrong.problem) : null;
  }

  _card() {
    const { number, expiry, cvc } = this.#fields;
    const { month, year } = EXPIRY.read(expiry.input.value);
    return { number: digitsOf(number.input.value), exp_month: month, exp_year: year, cvc: cvc.input.value };
  }

  #build() {
    const changed = () => {
      this.#elements._changed();
      this.#changed();
    };
    const brand = () => brandOf(digitsOf(number.input.value));
    const cvc = new Field({
      name: "cvc", label: "Security code", placeholder: "CVC", autocomplete: "cc-csc",
      kind: securityCodeFor(brand), onChange: changed,
    });
    const expiry = new Field({
      name: "expiry", label: "Expiration date", placeholder: "MM / YY", autocomplete: "cc-exp",
      kind: EXPIRY, onChange: changed, onFull: () => cvc.input.focus(),
    });
    const mark = make("span", { className: "Brand", "aria-hidden": "true" });
    const brandChanged = () => {
      const name = brand().name;
      if (mark.dataset.brand === name) return;
      mark.dataset.brand = name;
      mark.textContent = name === "unknown" ? "" : name.toUpperCase();
      cvc.reconsider();
      this.#emit("carddetailschange", { loading: false, details: { brands: [name], funding: null } });
    };
    const number = new Field({
      name: "number", label: "Card number", placeholder: "1234 1234 1234 1234", autocomplete: "cc-number",
      kind: NUMBER, wide: true, onFull: () => expiry.input.focus(),
      onChange: () => {
        brandChanged();
        changed();
      },
    });
    number.box.append(mark);
    this.#fields = { number, expiry, cvc };
    this.#host = make("div", { className: "__PrivateStripeElement" });
    const root = this.#host.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = styleSheets(this.#elements._appearance);
    const group = make("div", { className: "Grid", role: "group", "aria-label": "Card details" });
    group.append(number.root, expiry.root, cvc.root);
    root.append(group);
    this.#listen(group);
    this.#applyReadOnly();
    return this.#host;
  }

  #listen(group) {
    group.addEventListener("focusin", (event) => {
      if (!group.contains(event.relatedTarget)) this.#emit("focus");
    });
    group.addEventListener("focusout", (event) => {
      if (!group.contains(event.relatedTarget)) this.#emit("blur");
    });
    group.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#emit("escape");
      // The inputs belong to no form here: Enter sends the one around the element.
      if (event.key === "Enter") this.#container?.closest("form")?.requestSubmit();
    });
  }

  #list() {
    return this.#fields ? [this.#fields.number, this.#fields.expiry, this.#fields.cvc] : [];
  }

  #applyReadOnly() {
    for (const field of this.#list()) field.input.readOnly = this.#options.readOnly === true;
  }

  #changed() {
    const fields = this.#list();
    this.#emit("change", {
      empty: fields.every((field) => field.isEmpty),
      complete: fields.every((field) => !field.problem),
      collapsed: false,
      value: { type: "card" },
    });
  }

  #emit(name, event = {}) {
    this.#emitter.emit(name, { elementType: "payment", ...event });
  }

  #alive() {
    requireThat(this.#state !== "destroyed", "This Element has already been destroyed. Please create a new one.");
  }
}

function known(name) {
  if (!LIVE_EVENTS.includes(name)) console.warn(`[Stripe.js] The double never emits the event "${name}".`);
  return name;
}
