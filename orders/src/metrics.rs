//! What is counted of orders.

use common::events::order::{CancelReason, OrderStatus};
use metrics::{Counter, counter, describe_counter};

use crate::domain::Order;

const REASONS: [CancelReason; 5] = [
    CancelReason::User,
    CancelReason::Expired,
    CancelReason::Withdrawn,
    CancelReason::PaymentFailed,
    CancelReason::Refunded,
];

/// Every series is there from the start: what appears with its first count has no increase.
pub fn describe() {
    describe_counter!("orders_total", "Orders that came to a state, by status, and by reason if cancelled");
    for status in [OrderStatus::Created, OrderStatus::AwaitingPayment, OrderStatus::Complete] {
        counted(status, None).increment(0);
    }
    for reason in REASONS {
        counted(OrderStatus::Cancelled, Some(reason)).increment(0);
    }
}

/// An order came to the state that it is in.
pub fn came_to(order: &Order) {
    counted(order.status, order.cancel_reason).increment(1);
}

fn counted(status: OrderStatus, reason: Option<CancelReason>) -> Counter {
    let status = match status {
        OrderStatus::Created => "created",
        OrderStatus::AwaitingPayment => "awaiting_payment",
        OrderStatus::Complete => "complete",
        OrderStatus::Cancelled => "cancelled",
    };
    let reason = match reason {
        None => "",
        Some(CancelReason::User) => "user",
        Some(CancelReason::Expired) => "expired",
        Some(CancelReason::Withdrawn) => "withdrawn",
        Some(CancelReason::PaymentFailed) => "payment_failed",
        Some(CancelReason::Refunded) => "refunded",
    };
    counter!("orders_total", "status" => status, "reason" => reason)
}
