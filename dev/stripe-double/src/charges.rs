//! Charges: one attempt to take an intent's amount from a card.

mod render;

use serde_json::Value;

use crate::cards::Decline;
use crate::error::StripeError;
use crate::expand::Expand;
use crate::ids;
use crate::listing::{self, Page};
use crate::metadata::Metadata;
use crate::payment_intents::PaymentIntent;
use crate::payment_methods::PaymentMethod;
use crate::pipeline::Work;
use crate::store::Store;

/// How long an authorisation holds, in seconds: seven days for a card that is not present.
pub(crate) const HOLD_SECONDS: i64 = 7 * 24 * 3600;

#[derive(Debug, Clone)]
pub(crate) struct Charge {
    pub id: String,
    pub payment_intent: String,
    pub payment_method: PaymentMethod,
    pub amount: i64,
    pub currency: &'static str,
    pub created: i64,
    pub description: Option<String>,
    pub metadata: Metadata,
    pub receipt_email: Option<String>,
    pub statement_descriptor_suffix: Option<String>,
    pub decline: Option<Decline>,
    pub was_authenticated: bool,
    pub captured: bool,
    pub amount_captured: i64,
    /// What was authorised and let go, uncaptured. Stripe counts it as refunded.
    pub amount_released: i64,
    /// What was captured and given back by refunds that have not failed.
    pub amount_refunded: i64,
    pub balance_transaction: Option<String>,
}

impl Charge {
    /// An attempt on an intent, not captured yet.
    pub(crate) fn attempt(
        intent: &PaymentIntent,
        method: &PaymentMethod,
        decline: Option<Decline>,
        created: i64,
    ) -> Self {
        Self {
            id: ids::fresh("ch"),
            payment_intent: intent.id.clone(),
            payment_method: method.clone(),
            amount: intent.amount,
            currency: intent.currency,
            created,
            description: intent.description.clone(),
            metadata: intent.metadata.clone(),
            receipt_email: intent.receipt_email.clone(),
            statement_descriptor_suffix: intent.statement_descriptor_suffix.clone(),
            decline,
            was_authenticated: intent.is_authenticated,
            captured: false,
            amount_captured: 0,
            amount_released: 0,
            amount_refunded: 0,
            balance_transaction: None,
        }
    }

    pub(crate) fn capture(&mut self, amount: i64) {
        self.captured = true;
        self.amount_captured = amount;
        self.amount_released = self.amount - amount;
        self.balance_transaction = Some(ids::fresh("txn"));
    }

    pub(crate) fn release(&mut self) {
        self.amount_released = self.amount;
    }

    pub(crate) fn refundable(&self) -> i64 {
        self.amount_captured - self.amount_refunded
    }

    pub(crate) fn status(&self) -> &'static str {
        if self.decline.is_some() { "failed" } else { "succeeded" }
    }
}

/// A charge with what the request wants expanded.
pub(crate) fn rendered(store: &Store, id: &str, expand: &Expand) -> Value {
    let Some(charge) = store.charges.get(id) else { return Value::Null };
    let mut rendered = charge.render();
    expand.replace(&mut rendered, "payment_intent", |inner| {
        crate::payment_intents::rendered(store, &charge.payment_intent, inner)
    });
    rendered
}

const EXPANDABLE: &[&str] = &["payment_intent", "payment_intent.payment_method"];

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;
    match work.store.charges.get(&work.id) {
        Some(charge) => Ok(rendered(work.store, &charge.id, &expand)),
        None => Err(StripeError::NoSuch { kind: "charge", id: work.id.clone(), param: "id" }),
    }
}

pub(crate) fn list(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let page = Page::take(&mut fields)?;
    let intent = fields.text("payment_intent")?;
    fields.finish()?;
    let wanted = |charge: &Charge| intent.as_ref().is_none_or(|id| charge.payment_intent == *id);
    listing::list("/v1/charges", &work.store.charges, &page, |charge| charge.created, wanted, Charge::render)
}
