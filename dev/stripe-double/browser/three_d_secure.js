// The page of the card's bank, as a dialog over the shop's page.

const DIALOG_RULES = `
  dialog { box-sizing: border-box; width: min(26rem, calc(100vw - 2rem)); padding: 1.75rem; border: 1px solid #d5d7de; border-radius: 12px;
    background: #fff; color: #1f2330; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; box-shadow: 0 24px 64px rgb(0 0 0 / 0.3); }
  dialog::backdrop { background: rgb(10 12 20 / 0.6); }
  .tag { display: inline-block; margin: 0 0 0.75rem; padding: 0.1rem 0.5rem; border-radius: 4px; background: #ffe9b8; color: #5c3b00;
    font-size: 0.75rem; font-weight: 600; letter-spacing: 0.04em; }
  h2 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
  p { margin: 0 0 1rem; }
  .error { color: #b3093c; }
  .error:empty { display: none; }
  .buttons { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin-top: 1.25rem; }
  button { min-height: 44px; padding: 0 1rem; border: 1px solid #6d7080; border-radius: 8px; background: #fff; color: inherit;
    font: inherit; font-weight: 600; cursor: pointer; }
  button.main { border-color: #2f4bd8; background: #2f4bd8; color: #fff; }
  button:focus-visible { outline: 3px solid #2f4bd8; outline-offset: 2px; }
  button:disabled { opacity: 0.6; cursor: default; }
`;

const WATCH_MS = 1500;

const AUTHENTICATION_FAILED = {
  type: "invalid_request_error",
  code: "payment_intent_authentication_failure",
  doc_url: "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
  message:
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};

// Asks the buyer, tells the bank, and answers {paymentIntent} or {error} as handleNextAction() does.
function challenge(key, clientSecret, intent) {
  return new Promise((resolve) => {
    const page = new ChallengePage(intent);
    let watch = 0;
    const end = (result) => {
      clearInterval(watch);
      page.close();
      resolve(result);
    };
    page.onAnswer = async (outcome) => {
      page.busy(true);
      const body = { client_secret: clientSecret, outcome };
      const { object, error } = await call(key, "POST", `payment_intents/${intent.id}/_authenticate`, body);
      if (error?.type === "api_connection_error") return page.busy(false, error.message);
      end(error ? { error } : settled(object));
    };
    // It may end elsewhere: the order runs out, or a test takes the buyer's part.
    watch = setInterval(async () => {
      const { paymentIntent } = await retrieveIntent(key, clientSecret, "handleNextAction");
      if (paymentIntent && paymentIntent.status !== "requires_action" && !page.isBusy) end(settled(paymentIntent));
    }, WATCH_MS);
    page.open();
  });
}

function settled(intent) {
  const { status, last_payment_error: last } = intent;
  if (status !== "requires_payment_method" && status !== "canceled") return { paymentIntent: intent };
  if (status === "canceled") {
    const message = "This PaymentIntent was canceled.";
    const error = { type: "invalid_request_error", code: "payment_intent_unexpected_state", message };
    return { error: { ...error, payment_intent: intent } };
  }
  const failed = last && last.code !== AUTHENTICATION_FAILED.code ? last : { ...last, ...AUTHENTICATION_FAILED };
  return { error: { ...failed, payment_intent: intent } };
}

class ChallengePage {
  onAnswer = () => {};
  isBusy = false;
  #host = make("div", { className: "__PrivateStripeThreeDSecure" });
  #dialog;
  #error = make("p", { className: "error", role: "alert" });
  #buttons;

  constructor({ amount, currency }) {
    const price = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount / 100);
    const answer = (outcome) => () => this.onAnswer(outcome);
    const complete = make("button", { type: "button", className: "main", textContent: "Complete" });
    const fail = make("button", { type: "button", textContent: "Fail" });
    complete.addEventListener("click", answer("succeeded"));
    fail.addEventListener("click", answer("fail"));
    this.#buttons = [complete, fail];
    this.#dialog = make("dialog", { "aria-labelledby": "title", "aria-describedby": "text" }, [
      make("p", { className: "tag", textContent: "TEST" }),
      make("h2", { id: "title", textContent: "3-D Secure authentication" }),
      make("p", { id: "text", textContent: `Your bank asks you to confirm this payment of ${price}.` }),
      this.#error,
      make("div", { className: "buttons" }, this.#buttons),
    ]);
    // Whoever closes the page of his bank has not confirmed.
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (!this.isBusy) this.onAnswer("fail");
    });
    const root = this.#host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(DIALOG_RULES);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#dialog);
  }

  open() {
    document.body.append(this.#host);
    this.#dialog.showModal();
  }

  busy(isBusy, message = "") {
    this.isBusy = isBusy;
    for (const button of this.#buttons) button.disabled = isBusy;
    this.#error.textContent = message;
  }

  close() {
    this.#dialog.close();
    this.#host.remove();
  }
}
