//! The charge that an attempt makes, and what it does to the intent.

use serde_json::Value;

use super::{CaptureMethod, Status, find, find_mut};
use crate::cards::Decline;
use crate::charges::{Charge, HOLD_SECONDS};
use crate::deadlines::Deadline;
use crate::error::{CardFailure, StripeError, card_failure};
use crate::events::Origin;
use crate::payment_methods::PaymentMethod;
use crate::store::Store;

/// Charges the card: a hold with manual capture, the money at once without.
///
/// # Errors
/// The decline, after it has been written down.
pub(super) fn charge(
    store: &mut Store,
    origin: Origin<'_>,
    id: &str,
    method: &PaymentMethod,
) -> Result<(), StripeError> {
    if let Some(refusal) = method.card.behaviour.decline {
        return Err(decline(store, origin, id, method, refusal, true)?);
    }
    if let Some(method) = store.payment_methods.get_mut(&method.id) {
        method.is_spent = true;
    }
    let now_ms = store.clock.now_ms();
    let intent = find_mut(store, id)?;
    let mut charge = Charge::attempt(intent, method, None, now_ms.div_euclid(1000));
    intent.latest_charge = Some(charge.id.clone());
    intent.next_action = None;
    let told = if intent.capture_method == CaptureMethod::Manual {
        intent.status = Status::RequiresCapture;
        intent.amount_capturable = intent.amount;
        "payment_intent.amount_capturable_updated"
    } else {
        intent.status = Status::Succeeded;
        intent.amount_received = intent.amount;
        intent.captures += 1;
        charge.capture(intent.amount);
        "payment_intent.succeeded"
    };
    let is_held = intent.status == Status::RequiresCapture;
    let snapshot = intent.render();
    store.emit("charge.succeeded", charge.render(), origin);
    store.emit(told, snapshot, origin);
    store.charges.insert(charge.id.clone(), charge);
    if is_held {
        let expiry = Deadline::HoldExpires { payment_intent: id.to_owned() };
        store.deadlines.add(now_ms + HOLD_SECONDS * 1000, expiry);
    }
    Ok(())
}

/// Writes a failed attempt down: the intent needs another payment method. Gives the error to answer with.
pub(super) fn decline(
    store: &mut Store,
    origin: Origin<'_>,
    id: &str,
    method: &PaymentMethod,
    decline: Decline,
    was_tried: bool,
) -> Result<StripeError, StripeError> {
    let created = store.now();
    let charge = was_tried
        .then(|| find(store, id).map(|intent| Charge::attempt(intent, method, Some(decline), created)))
        .transpose()?;
    let mut failure = CardFailure {
        decline,
        charge: charge.as_ref().map(|charge| charge.id.clone()),
        payment_intent: None,
        payment_method: Some(method.render()),
    };
    let intent = find_mut(store, id)?;
    intent.status = Status::RequiresPaymentMethod;
    intent.payment_method = None;
    intent.next_action = None;
    intent.last_payment_error = Some(Value::Object(card_failure(&failure)));
    intent.latest_charge = failure.charge.clone().or(intent.latest_charge.take());
    let snapshot = intent.render();
    failure.payment_intent = Some(snapshot.clone());
    if let Some(charge) = charge {
        store.emit("charge.failed", charge.render(), origin);
        store.charges.insert(charge.id.clone(), charge);
    }
    store.emit("payment_intent.payment_failed", snapshot, origin);
    Ok(StripeError::Card(Box::new(failure)))
}
