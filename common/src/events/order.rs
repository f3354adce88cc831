//! Told by orders.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ticket::EventDetails;
use super::{Event, EventKey, events_of};
use crate::clock::Timestamp;
use crate::ids::{OrderId, PaymentId, TicketId, UserId};
use crate::money::Money;

/// Where an order stands. Nothing leaves `cancelled`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum OrderStatus {
    /// The reservation is made; its ticket is not marked yet.
    #[serde(rename = "created")]
    Created,
    /// The ticket is marked; the buyer may pay.
    #[serde(rename = "awaiting:payment")]
    AwaitingPayment,
    /// Sold.
    #[serde(rename = "complete")]
    Complete,
    #[serde(rename = "cancelled")]
    Cancelled,
}

impl OrderStatus {
    /// The order holds its ticket but has not bought it yet.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Created | Self::AwaitingPayment)
    }

    /// The order has its ticket, for now or for good.
    pub fn holds_ticket(self) -> bool {
        self != Self::Cancelled
    }
}

/// Why an order was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The buyer did not want it any more.
    User,
    /// It was not paid in time.
    Expired,
    /// Its ticket was taken back in the same moment.
    Withdrawn,
    /// The authorised money could not be captured.
    PaymentFailed,
    /// An admin gave the money back.
    Refunded,
}

/// The ticket as it was when the order was made: what is bought, at the price that was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderedTicket {
    pub id: TicketId,
    pub version: i64,
    pub title: String,
    pub price_cents: Money,
    pub currency: String,
    /// The seller.
    pub user_id: UserId,
    pub event: EventDetails,
}

/// The public state of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderState {
    pub id: OrderId,
    pub version: i64,
    /// The buyer.
    pub user_id: UserId,
    pub status: OrderStatus,
    pub expires_at: Timestamp,
    pub ticket: OrderedTicket,
    pub cancel_reason: Option<CancelReason>,
    /// The payment that completed the order: the only one that may be captured.
    pub payment_id: Option<PaymentId>,
    /// The money was given back, and the ticket is not to be sold again.
    #[serde(default)]
    pub ticket_voided: bool,
}

events_of!(OrderState {
    /// A ticket was reserved.
    OrderCreated = "order.created";
    /// The order may be paid now.
    OrderUpdated = "order.updated";
    /// The order let go of its ticket; authorised money is given back.
    OrderCancelled = "order.cancelled";
    /// The ticket is sold; the payment is captured.
    OrderCompleted = "order.completed";
});

/// A payment was authorised that the order cannot use any more: it must be voided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPaymentRejected {
    pub order_id: OrderId,
    /// The version of the order that refused.
    pub version: i64,
    pub payment_id: PaymentId,
}

impl Event for OrderPaymentRejected {
    const SUBJECT: &'static str = "order.payment_rejected";

    fn key(&self) -> EventKey {
        EventKey::new(format_args!("{}:{}", self.order_id, self.payment_id), self.version)
    }
}
