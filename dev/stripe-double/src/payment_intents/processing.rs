//! `processing`: a charge whose outcome is not known yet. Stripe has it for other payment methods and, in rare cases,
//! for cards; here a test asks for it.

use super::charge::charge;
use super::{Status, find, find_mut};
use crate::deadlines::Deadline;
use crate::error::StripeError;
use crate::events::Origin;
use crate::payment_methods::{self, PaymentMethod};
use crate::store::Store;

/// Which of the next charges take their time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SlowCharges {
    /// How many are still to come.
    pub times: u32,
    /// How long each takes, in milliseconds.
    pub settle_ms: i64,
}

/// Charges the card, at once or, if a test wants that, a while later.
pub(super) fn charge_now_or_later(
    store: &mut Store,
    origin: Origin<'_>,
    id: &str,
    method: &PaymentMethod,
) -> Result<(), StripeError> {
    if store.slow_charges.times == 0 {
        return charge(store, origin, id, method);
    }
    store.slow_charges.times -= 1;
    let due_ms = store.clock.now_ms().saturating_add(store.slow_charges.settle_ms);
    let intent = find_mut(store, id)?;
    intent.status = Status::Processing;
    intent.next_action = None;
    let snapshot = intent.render();
    store.emit("payment_intent.processing", snapshot, origin);
    store.deadlines.add(due_ms, Deadline::ChargeSettles { payment_intent: id.to_owned() });
    Ok(())
}

/// Gives a charge that took its time its outcome.
pub(crate) fn settle_charge(store: &mut Store, id: &str, origin: Origin<'_>) {
    let Ok(intent) = find(store, id) else { return };
    let method = intent.payment_method.clone().unwrap_or_default();
    if intent.status != Status::Processing {
        return;
    }
    let settled = payment_methods::resolve(store, &method, "payment_method")
        .and_then(|method| charge(store, origin, id, &method));
    // A decline is an outcome, and written into the intent.
    if let Err(error) = settled {
        tracing::debug!(payment_intent.id = %id, %error, "a charge failed");
    }
}
