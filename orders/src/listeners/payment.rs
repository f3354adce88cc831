//! Payments: an authorised one is decided upon; what became of its money follows.

use common::bus::{ListenError, Listener};
use common::events::order::CancelReason;
use common::events::payment::{
    PaymentCaptured, PaymentCreated, PaymentFailed, PaymentRefunded, PaymentState,
};

use crate::repo::Orders;

pub struct PaymentCreatedListener(pub Orders);

impl Listener for PaymentCreatedListener {
    type Event = PaymentCreated;

    async fn hear(&self, PaymentCreated(payment): PaymentCreated) -> Result<(), ListenError> {
        decide(&self.0, &payment).await
    }
}

pub struct PaymentCapturedListener(pub Orders);

impl Listener for PaymentCapturedListener {
    type Event = PaymentCaptured;

    /// Confirms the decision: money that was taken for an order that does not rest on it is sent back.
    async fn hear(&self, PaymentCaptured(payment): PaymentCaptured) -> Result<(), ListenError> {
        decide(&self.0, &payment).await
    }
}

pub struct PaymentFailedListener(pub Orders);

impl Listener for PaymentFailedListener {
    type Event = PaymentFailed;

    async fn hear(&self, PaymentFailed(payment): PaymentFailed) -> Result<(), ListenError> {
        Ok(self.0.undo(payment.order_id, payment.id, CancelReason::PaymentFailed).await?)
    }
}

pub struct PaymentRefundedListener(pub Orders);

impl Listener for PaymentRefundedListener {
    type Event = PaymentRefunded;

    async fn hear(&self, PaymentRefunded(payment): PaymentRefunded) -> Result<(), ListenError> {
        Ok(self.0.undo(payment.order_id, payment.id, CancelReason::Refunded).await?)
    }
}

async fn decide(orders: &Orders, payment: &PaymentState) -> Result<(), ListenError> {
    match orders.decide(payment.order_id, payment.id).await? {
        Some(true) => Ok(()),
        // After a growing delay: the mark is a matter of milliseconds, or of as long as tickets is away.
        Some(false) => Err(ListenError::retry("the ticket is not marked yet")),
        None => Err(ListenError::reject(format!("no order {}", payment.order_id))),
    }
}
