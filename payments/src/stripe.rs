//! Stripe, as far as payments needs it and in payments' own words. Every call that changes something
//! carries an idempotency key that the attempt's document determines, so that it can be repeated.

mod answer;
mod signature;

use std::collections::HashMap;
use std::time::Duration;

use serde::Serialize;
use stripe::{Client, ClientBuilder};
use stripe_client_core::{
    CustomizableStripeRequest, IdempotencyKey, RequestBuilder, RequestStrategy, StripeMethod, StripeRequest,
};
use stripe_core::payment_intent::{
    CancelPaymentIntent, CapturePaymentIntent, CreatePaymentIntent, ListPaymentIntent, RetrievePaymentIntent,
};
use stripe_core::refund::{CreateRefund, ListRefund};
use stripe_shared::{
    PaymentIntent, PaymentIntentAllowedPaymentMethodTypes, PaymentIntentCaptureMethod, PaymentMethod,
};
use stripe_types::{Currency, RangeBoundsTs, RangeQueryTs};

pub use answer::{Failure, Refund, RefundStatus};
pub use signature::{SignatureError, verify};

use crate::config::StripeConfig;
use crate::domain::{Intent, Payment};

/// Shorter than the lease under which an attempt is worked on.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Intents of one attempt can only be this far around its making, in seconds, however wrong a clock is.
const DAY: i64 = 24 * 3600;
const PAGE: i64 = 100;
const METADATA_PAYMENT: &str = "payment_id";
const METADATA_ORDER: &str = "order_id";

/// A connection to Stripe, or to its double.
#[derive(Clone)]
pub struct Stripe(Client);

impl Stripe {
    pub fn new(config: &StripeConfig) -> anyhow::Result<Self> {
        let builder = ClientBuilder::new(config.secret_key.expose()).url(&config.api_url).timeout(TIMEOUT);
        Ok(Self(builder.build()?))
    }

    /// Holds the money.
    pub async fn authorise(&self, payment: &Payment) -> Result<Intent, Failure> {
        let token = payment.token.as_str();
        let create = match &payment.payment_method {
            Some(method) => hold(payment).payment_method(method),
            None if token.starts_with("ctoken_") => hold(payment).confirmation_token(token),
            None => hold(payment).payment_method(token),
        };
        let intent = self.once(&create, payment, "authorise").await?;
        Ok(answer::intent(&intent))
    }

    /// Makes a payment method of an old-style card token.
    pub async fn payment_method(&self, payment: &Payment) -> Result<String, Failure> {
        let create = CreateCardPaymentMethod { r#type: "card", card: Card { token: payment.token.as_str() } };
        let method = self.once(&create, payment, "method").await?;
        Ok(method.id.to_string())
    }

    /// How an intent stands.
    pub async fn retrieve(&self, intent: &str) -> Result<Intent, Failure> {
        let intent = RetrievePaymentIntent::new(intent).send(&self.0).await?;
        Ok(answer::intent(&intent))
    }

    /// The intent of an attempt whose answer was lost, by its metadata. The list, unlike the search, shows
    /// at once what was made.
    pub async fn find(&self, payment: &Payment) -> Result<Option<Intent>, Failure> {
        let made = payment.created_at.seconds();
        let around = RangeBoundsTs { gte: Some(made - DAY), lte: Some(made + DAY), gt: None, lt: None };
        let mut list = ListPaymentIntent::new().created(RangeQueryTs::Bounds(around)).limit(PAGE);
        loop {
            let page = list.send(&self.0).await?;
            let id = payment.id.to_string();
            let ours = |intent: &&PaymentIntent| intent.metadata.get(METADATA_PAYMENT) == Some(&id);
            if let Some(intent) = page.data.iter().find(ours) {
                return Ok(Some(answer::intent(intent)));
            }
            match page.data.last().filter(|_| page.has_more) {
                Some(last) => list = list.starting_after(last.id.as_str()),
                None => return Ok(None),
            }
        }
    }

    /// Takes the money that is held.
    pub async fn capture(&self, payment: &Payment, intent: &str) -> Result<Intent, Failure> {
        let intent = self.once(&CapturePaymentIntent::new(intent), payment, "capture").await?;
        Ok(answer::intent(&intent))
    }

    /// Gives up the hold, and keeps an unconfirmed intent from ever being confirmed.
    pub async fn void(&self, payment: &Payment, intent: &str) -> Result<Intent, Failure> {
        let intent = self.once(&CancelPaymentIntent::new(intent), payment, "void").await?;
        Ok(answer::intent(&intent))
    }

    /// Gives all of the money back.
    pub async fn refund(&self, payment: &Payment, intent: &str) -> Result<Refund, Failure> {
        let refund = self.once(&CreateRefund::new().payment_intent(intent), payment, "refund").await?;
        Ok(answer::refund(&refund))
    }

    /// The newest refund of an intent.
    pub async fn refund_of(&self, intent: &str) -> Result<Option<Refund>, Failure> {
        let refunds = ListRefund::new().payment_intent(intent).limit(1).send(&self.0).await?;
        Ok(refunds.data.first().map(answer::refund))
    }

    async fn once<R>(&self, request: &R, payment: &Payment, what: &str) -> Result<R::Output, Failure>
    where
        R: StripeRequest,
        R::Output: miniserde::Deserialize,
    {
        let key = IdempotencyKey::new(payment.idempotency_key(what)).map_err(|_| Failure::Unknown)?;
        let request: CustomizableStripeRequest<R::Output> = request.customize();
        Ok(request.request_strategy(RequestStrategy::Idempotent(key)).send(&self.0).await?)
    }
}

/// What is asked of Stripe to hold the money, all but the card: a PaymentIntent with manual capture,
/// confirmed at once.
pub fn hold(payment: &Payment) -> CreatePaymentIntent {
    CreatePaymentIntent::new(payment.amount.cents(), Currency::USD)
        .capture_method(PaymentIntentCaptureMethod::Manual)
        .confirm(true)
        // As the browser's Payment Element says it too: Stripe wants both to agree.
        .allowed_payment_method_types(vec![PaymentIntentAllowedPaymentMethodTypes::Card])
        .metadata(HashMap::from([
            (METADATA_PAYMENT.to_owned(), payment.id.to_string()),
            (METADATA_ORDER.to_owned(), payment.order_id.to_string()),
        ]))
}

/// The library's own request cannot name a token.
#[derive(Serialize)]
struct CreateCardPaymentMethod<'a> {
    r#type: &'static str,
    card: Card<'a>,
}

#[derive(Serialize)]
struct Card<'a> {
    token: &'a str,
}

impl StripeRequest for CreateCardPaymentMethod<'_> {
    type Output = PaymentMethod;

    fn build(&self) -> RequestBuilder {
        RequestBuilder::new(StripeMethod::Post, "/payment_methods").form(self)
    }
}
