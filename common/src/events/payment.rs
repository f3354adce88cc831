//! Told by payments.

use serde::{Deserialize, Serialize};

use super::{Event, EventKey, events_of};
use crate::ids::{OrderId, PaymentId, UserId};
use crate::money::Money;

/// The public state of one attempt to pay an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentState {
    pub id: PaymentId,
    pub version: i64,
    pub order_id: OrderId,
    /// The buyer.
    pub user_id: UserId,
    pub amount_cents: Money,
    pub currency: String,
    /// Stripe's PaymentIntent.
    pub stripe_id: String,
}

events_of!(PaymentState {
    /// The card is authorised; the order decides.
    PaymentCreated = "payment.created";
    /// The money was taken.
    PaymentCaptured = "payment.captured";
    /// The authorised money can never be taken.
    PaymentFailed = "payment.failed";
    /// The money was given back.
    PaymentRefunded = "payment.refunded";
});
