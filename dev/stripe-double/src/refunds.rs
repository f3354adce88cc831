//! Refunds of captured charges.

mod render;

use serde_json::Value;

use crate::cards::RefundBehaviour;
use crate::deadlines::Deadline;
use crate::error::StripeError;
use crate::events::Origin;
use crate::expand::Expand;
use crate::form::Fields;
use crate::ids;
use crate::listing::{self, Page};
use crate::metadata::{Change, Metadata};
use crate::money;
use crate::pipeline::Work;
use crate::store::Store;

/// When a refund that does not settle at once does, in milliseconds.
const SETTLE_MS: i64 = 1000;

const EXPANDABLE: &[&str] = &["charge", "payment_intent"];
const REFUSED: &[&str] =
    &["currency", "customer", "instructions_email", "origin", "refund_application_fee", "reverse_transfer"];

#[derive(Debug, Clone)]
pub(crate) struct Refund {
    pub id: String,
    pub charge: String,
    pub payment_intent: String,
    pub amount: i64,
    pub currency: &'static str,
    pub created: i64,
    pub reason: Option<&'static str>,
    pub metadata: Metadata,
    pub status: RefundStatus,
    pub balance_transaction: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundStatus {
    Pending,
    Succeeded,
    Failed,
}

impl RefundStatus {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }
}

pub(crate) fn create(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(REFUSED)?;
    let (intent, charge) = (fields.text("payment_intent")?, fields.text("charge")?);
    let amount = fields.integer("amount")?;
    let reasons = ["duplicate", "fraudulent", "requested_by_customer"];
    let reason = fields.one_of("reason", &reasons.map(|reason| (reason, reason)))?;
    let metadata = Change::take(&mut fields)?.apply(&Metadata::new())?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    if amount.is_some_and(|amount| amount < 1) {
        return Err(StripeError::InvalidParameter {
            param: "amount".to_owned(),
            code: Some("parameter_invalid_integer"),
            message: "This value must be greater than or equal to 1.".to_owned(),
        });
    }
    fields.finish()?;
    if intent.is_none() && charge.is_none() {
        return Err(StripeError::MissingParameter("payment_intent".to_owned()));
    }

    let (store, origin) = work.split();
    let charge_id = charge_to_refund(store, intent.as_deref(), charge)?;
    let amount = refundable_amount(store, &charge_id, amount)?;
    let id = make(store, origin, &charge_id, amount, reason, metadata)?;
    Ok(rendered(store, &id, &expand))
}

fn charge_to_refund(
    store: &Store,
    intent: Option<&str>,
    charge: Option<String>,
) -> Result<String, StripeError> {
    let Some(intent_id) = intent else { return Ok(charge.unwrap_or_default()) };
    let Some(intent) = store.payment_intents.get(intent_id) else {
        let id = intent_id.to_owned();
        return Err(StripeError::NoSuch { kind: "payment_intent", id, param: "payment_intent" });
    };
    let latest = intent.latest_charge.as_ref().and_then(|id| store.charges.get(id));
    match latest.filter(|charge| charge.decline.is_none()) {
        None => Err(StripeError::Refused {
            code: None,
            param: Some("payment_intent"),
            message: format!("This PaymentIntent ({intent_id}) does not have a successful charge to refund."),
        }),
        Some(latest) if charge.as_ref().is_some_and(|id| *id != latest.id) => Err(StripeError::Refused {
            code: None,
            param: Some("charge"),
            message: format!("The charge does not belong to the PaymentIntent {intent_id}."),
        }),
        Some(latest) => Ok(latest.id.clone()),
    }
}

fn refundable_amount(store: &Store, charge_id: &str, amount: Option<i64>) -> Result<i64, StripeError> {
    let Some(charge) = store.charges.get(charge_id) else {
        return Err(StripeError::NoSuch { kind: "charge", id: charge_id.to_owned(), param: "charge" });
    };
    let refused = |code, param, message| Err(StripeError::Refused { code, param, message });
    if charge.decline.is_some() {
        return refused(None, Some("charge"), format!("Charge {charge_id} failed and cannot be refunded."));
    }
    if !charge.captured && charge.amount_released == 0 {
        let message = format!(
            "Charge {charge_id} has not been captured. Cancel the PaymentIntent {} to release the funds.",
            charge.payment_intent
        );
        return refused(Some("charge_not_refundable"), Some("charge"), message);
    }
    if charge.refundable() == 0 {
        let message = format!("Charge {charge_id} has already been refunded.");
        return refused(Some("charge_already_refunded"), None, message);
    }
    let amount = amount.unwrap_or(charge.refundable());
    if amount > charge.refundable() {
        let message = format!(
            "Refund amount ({}) is greater than unrefunded amount on charge ({})",
            money::display(amount, charge.currency),
            money::display(charge.refundable(), charge.currency)
        );
        return refused(None, Some("amount"), message);
    }
    Ok(amount)
}

fn make(
    store: &mut Store,
    origin: Origin<'_>,
    charge_id: &str,
    amount: i64,
    reason: Option<&'static str>,
    metadata: Metadata,
) -> Result<String, StripeError> {
    let now_ms = store.clock.now_ms();
    let Some(charge) = store.charges.get_mut(charge_id) else {
        return Err(StripeError::NoSuch { kind: "charge", id: charge_id.to_owned(), param: "charge" });
    };
    charge.amount_refunded += amount;
    let behaviour = charge.payment_method.card.behaviour.refund;
    let refund = Refund {
        id: ids::fresh("re"),
        charge: charge.id.clone(),
        payment_intent: charge.payment_intent.clone(),
        amount,
        currency: charge.currency,
        created: now_ms.div_euclid(1000),
        reason,
        metadata,
        status: match behaviour {
            RefundBehaviour::SucceedsLater => RefundStatus::Pending,
            RefundBehaviour::Succeeds | RefundBehaviour::FailsLater => RefundStatus::Succeeded,
        },
        balance_transaction: ids::fresh("txn"),
    };
    let (id, charge) = (refund.id.clone(), charge.render());
    if behaviour != RefundBehaviour::Succeeds {
        store.deadlines.add(now_ms + SETTLE_MS, Deadline::RefundSettles { refund: id.clone() });
    }
    let snapshot = refund.render();
    store.refunds.insert(id.clone(), refund);
    store.emit("refund.created", snapshot, origin);
    store.emit("charge.refunded", charge, origin);
    Ok(id)
}

/// Gives a refund the end that its card has in store for it: pending turns to succeeded, succeeded to failed.
pub(crate) fn settle(store: &mut Store, id: &str, origin: Origin<'_>) {
    let Some(refund) = store.refunds.get_mut(id) else { return };
    let failed = refund.status == RefundStatus::Succeeded;
    refund.status = if failed { RefundStatus::Failed } else { RefundStatus::Succeeded };
    let (snapshot, charge, amount) = (refund.render(), refund.charge.clone(), refund.amount);
    if failed {
        if let Some(charge) = store.charges.get_mut(&charge) {
            charge.amount_refunded -= amount;
        }
        store.emit("refund.failed", snapshot.clone(), origin);
    }
    store.emit("refund.updated", snapshot.clone(), origin);
    store.emit("charge.refund.updated", snapshot, origin);
}

fn rendered(store: &Store, id: &str, expand: &Expand) -> Value {
    let Some(refund) = store.refunds.get(id) else { return Value::Null };
    let mut rendered = refund.render();
    expand.replace(&mut rendered, "charge", |inner| crate::charges::rendered(store, &refund.charge, inner));
    expand.replace(&mut rendered, "payment_intent", |inner| {
        crate::payment_intents::rendered(store, &refund.payment_intent, inner)
    });
    rendered
}

fn find(store: &Store, id: &str) -> Result<String, StripeError> {
    match store.refunds.get(id) {
        Some(refund) => Ok(refund.id.clone()),
        None => Err(StripeError::NoSuch { kind: "refund", id: id.to_owned(), param: "id" }),
    }
}

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields: Fields = std::mem::take(&mut work.fields);
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;
    let id = find(work.store, &work.id)?;
    Ok(rendered(work.store, &id, &expand))
}

pub(crate) fn update(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let change = Change::take(&mut fields)?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;
    let id = find(work.store, &work.id)?;
    let (store, origin) = work.split();
    if let Some(refund) = store.refunds.get_mut(&id) {
        refund.metadata = change.apply(&refund.metadata)?;
        let snapshot = refund.render();
        store.emit("refund.updated", snapshot.clone(), origin);
        store.emit("charge.refund.updated", snapshot, origin);
    }
    Ok(rendered(store, &id, &expand))
}

pub(crate) fn list(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let page = Page::take(&mut fields)?;
    let (intent, charge) = (fields.text("payment_intent")?, fields.text("charge")?);
    fields.finish()?;
    let wanted = |refund: &Refund| {
        intent.as_ref().is_none_or(|id| refund.payment_intent == *id)
            && charge.as_ref().is_none_or(|id| refund.charge == *id)
    };
    listing::list("/v1/refunds", &work.store.refunds, &page, |refund| refund.created, wanted, Refund::render)
}
