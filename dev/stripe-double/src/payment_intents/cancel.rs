//! POST /v1/payment_intents/{id}/cancel, and the end that a hold comes to by itself.

use serde_json::Value;

use super::input::EXPANDABLE;
use super::{Status, find, find_mut, rendered};
use crate::error::StripeError;
use crate::events::Origin;
use crate::expand::Expand;
use crate::pipeline::Work;
use crate::store::Store;

pub(crate) fn cancel(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let reasons = ["duplicate", "fraudulent", "requested_by_customer", "abandoned"];
    let reason = fields.one_of("cancellation_reason", &reasons.map(|reason| (reason, reason)))?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;

    let id = work.id.clone();
    let (store, origin) = work.split();
    let intent = find(store, &id)?;
    // Stripe cancels what is processing in rare cases; a caller must not count on it.
    if matches!(intent.status, Status::Processing | Status::Succeeded | Status::Canceled) {
        return Err(intent.unexpected_state(format!(
            "You cannot cancel this PaymentIntent because it has a status of {}. Only a PaymentIntent with one \
             of the following statuses may be canceled: requires_payment_method, requires_capture, \
             requires_reauthorization, requires_confirmation, requires_action, processing.",
            intent.status.as_str()
        )));
    }
    end(store, &id, reason, "charge.refunded", origin)?;
    Ok(rendered(store, &id, &expand))
}

/// Ends an intent whose hold has run out, unless it has been captured or cancelled before.
pub(crate) fn expire_hold(store: &mut Store, id: &str, origin: Origin<'_>) {
    let is_held = find(store, id).is_ok_and(|intent| intent.status == Status::RequiresCapture);
    if !is_held {
        return;
    }
    if let Err(error) = end(store, id, Some("automatic"), "charge.expired", origin) {
        tracing::error!(payment_intent.id = %id, %error, "a hold did not expire");
    }
}

/// Cancels, and lets go of what is held. Stripe tells of a hold that was let go as of a refund, though nothing was taken.
fn end(
    store: &mut Store,
    id: &str,
    reason: Option<&'static str>,
    told_of_hold: &'static str,
    origin: Origin<'_>,
) -> Result<(), StripeError> {
    let now = store.now();
    let intent = find_mut(store, id)?;
    let held = (intent.status == Status::RequiresCapture).then(|| intent.latest_charge.clone()).flatten();
    intent.status = Status::Canceled;
    intent.amount_capturable = 0;
    intent.next_action = None;
    intent.canceled_at = Some(now);
    intent.cancellation_reason = reason;
    let snapshot = intent.render();
    if let Some(charge) = held.and_then(|id| store.charges.get_mut(&id)) {
        charge.release();
        let released = charge.render();
        store.emit(told_of_hold, released, origin);
    }
    store.emit("payment_intent.canceled", snapshot, origin);
    Ok(())
}
