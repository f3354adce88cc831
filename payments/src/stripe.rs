//! Stripe, as far as payments needs it and in payments' own words. Requests are those of async-stripe, the
//! living successor of stripe-rust; answers are read here. Every call that changes something carries an
//! idempotency key that the attempt's document determines, so that it can be repeated.

mod answer;
mod connection;
mod event;
mod record;
mod signature;

use std::collections::HashMap;

use common::error::chain;
use serde::Serialize;
use serde::de::DeserializeOwned;
use stripe_client_core::{RequestBuilder, StripeMethod, StripeRequest};
use stripe_core::payment_intent::{
    CancelPaymentIntent, CapturePaymentIntent, CreatePaymentIntent, ListPaymentIntent, RetrievePaymentIntent,
};
use stripe_core::refund::{CreateRefund, ListRefund};
use stripe_shared::{PaymentIntentAllowedPaymentMethodTypes, PaymentIntentCaptureMethod};
use stripe_types::{Currency, RangeBoundsTs, RangeQueryTs};

pub use answer::{Failure, Refund, RefundStatus};
pub use event::StripeEvent;
pub use record::Record;
pub use signature::{SignatureError, verify};

use crate::config::StripeConfig;
use crate::domain::{Intent, Payment, Token};
use answer::{Page, PaymentIntent, PaymentMethod};
use connection::Connection;

/// Intents of one attempt can only be this far around its making, in seconds, however wrong a clock is.
const DAY: i64 = 24 * 3600;
const PAGE: i64 = 100;
const METADATA_PAYMENT: &str = "payment_id";
const METADATA_ORDER: &str = "order_id";

/// Stripe, or its double.
#[derive(Clone)]
pub struct Stripe(Connection);

impl Stripe {
    pub fn new(config: &StripeConfig) -> anyhow::Result<Self> {
        Ok(Self(Connection::new(config)?))
    }

    /// Holds the money.
    pub async fn authorise(&self, payment: &Payment) -> Result<Intent, Failure> {
        let token = payment.token.as_str();
        let create = match &payment.payment_method {
            Some(method) => hold(payment).payment_method(method),
            None if token.starts_with("ctoken_") => hold(payment).confirmation_token(token),
            None => hold(payment).payment_method(token),
        };
        self.change(create.build(), payment, "authorise").await
    }

    /// Makes a payment method of an old-style card token.
    pub async fn payment_method(&self, payment: &Payment) -> Result<String, Failure> {
        let method: PaymentMethod = self.once(make_method(&payment.token), payment, "method").await?;
        Ok(method.id)
    }

    /// How an intent stands.
    pub async fn retrieve(&self, intent: &str) -> Result<Intent, Failure> {
        let intent: PaymentIntent = self.ask(RetrievePaymentIntent::new(intent).build()).await?;
        Ok(intent.intent())
    }

    /// The intent of an attempt whose answer was lost, by its metadata. The list, unlike the search, shows
    /// at once what was made.
    pub async fn find(&self, payment: &Payment) -> Result<Option<Intent>, Failure> {
        let made = payment.created_at.seconds();
        let around = RangeBoundsTs { gte: Some(made - DAY), lte: Some(made + DAY), gt: None, lt: None };
        let mut list = ListPaymentIntent::new().created(RangeQueryTs::Bounds(around)).limit(PAGE);
        let id = payment.id.to_string();
        loop {
            let page: Page<PaymentIntent> = self.ask(list.build()).await?;
            let ours = |intent: &&PaymentIntent| intent.metadata(METADATA_PAYMENT) == Some(id.as_str());
            if let Some(intent) = page.data.iter().find(ours) {
                return Ok(Some(intent.intent()));
            }
            match page.data.last().filter(|_| page.has_more) {
                Some(last) => list = list.starting_after(last.id.as_str()),
                None => return Ok(None),
            }
        }
    }

    /// Takes the money that is held.
    pub async fn capture(&self, payment: &Payment, intent: &str) -> Result<Intent, Failure> {
        self.change(CapturePaymentIntent::new(intent).build(), payment, "capture").await
    }

    /// Gives up the hold, and keeps an unconfirmed intent from ever being confirmed.
    pub async fn void(&self, payment: &Payment, intent: &str) -> Result<Intent, Failure> {
        self.change(CancelPaymentIntent::new(intent).build(), payment, "void").await
    }

    /// Gives all of the money back.
    pub async fn refund(&self, payment: &Payment, intent: &str) -> Result<Refund, Failure> {
        self.once(CreateRefund::new().payment_intent(intent).build(), payment, "refund").await
    }

    /// The newest refund of an intent.
    pub async fn refund_of(&self, intent: &str) -> Result<Option<Refund>, Failure> {
        let list = ListRefund::new().payment_intent(intent).limit(1).build();
        let refunds: Page<Refund> = self.ask(list).await?;
        Ok(refunds.data.into_iter().next())
    }

    /// Asks for another state of an intent.
    async fn change(
        &self,
        request: RequestBuilder,
        payment: &Payment,
        what: &str,
    ) -> Result<Intent, Failure> {
        let intent: PaymentIntent = self.once(request, payment, what).await?;
        Ok(intent.intent())
    }

    /// Asks under the key that belongs to `what`, so that it is done once however often it is asked.
    async fn once<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        payment: &Payment,
        what: &str,
    ) -> Result<T, Failure> {
        self.send(request, Some(&payment.idempotency_key(what))).await
    }

    /// Asks for what changes nothing.
    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failure> {
        self.send(request, None).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        key: Option<&str>,
    ) -> Result<T, Failure> {
        match self.0.send(request, key).await {
            Ok((status, body)) => answer::read(status, &body),
            Err(lost) => {
                tracing::warn!(error = chain(&lost), "stripe did not answer");
                Err(Failure::Unknown)
            }
        }
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
fn make_method(token: &Token) -> RequestBuilder {
    #[derive(Serialize)]
    struct CreateCard<'a> {
        r#type: &'static str,
        card: Card<'a>,
    }
    #[derive(Serialize)]
    struct Card<'a> {
        token: &'a str,
    }
    let create = CreateCard { r#type: "card", card: Card { token: token.as_str() } };
    RequestBuilder::new(StripeMethod::Post, "/payment_methods").form(&create)
}
