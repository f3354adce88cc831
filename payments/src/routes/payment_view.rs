//! A payment as its buyer sees it.

use common::clock::Timestamp;
use common::ids::{OrderId, PaymentId};
use common::money::Price;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Payment, PaymentStatus};

/// Where a payment stands, in Stripe's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShownStatus {
    Processing,
    RequiresAction,
    Succeeded,
    Failed,
    Canceled,
    Refunded,
}

impl From<PaymentStatus> for ShownStatus {
    fn from(status: PaymentStatus) -> Self {
        match status {
            PaymentStatus::Initiated | PaymentStatus::Sent | PaymentStatus::Processing => Self::Processing,
            PaymentStatus::Authorised => Self::Processing,
            PaymentStatus::RequiresAction => Self::RequiresAction,
            PaymentStatus::Captured | PaymentStatus::RefundFailed => Self::Succeeded,
            PaymentStatus::Declined | PaymentStatus::CaptureFailed => Self::Failed,
            PaymentStatus::Voided => Self::Canceled,
            PaymentStatus::Refunded => Self::Refunded,
        }
    }
}

/// A payment of an order, with what was given back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentView {
    id: PaymentId,
    order_id: OrderId,
    status: ShownStatus,
    amount: Price,
    currency: String,
    created_at: Timestamp,
    /// Why it failed: Stripe's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    decline_code: Option<String>,
    refunds: Vec<RefundView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RefundView {
    id: String,
    amount: Price,
    currency: String,
}

impl From<Payment> for PaymentView {
    fn from(payment: Payment) -> Self {
        let refund = payment.refund_id.filter(|_| payment.status == PaymentStatus::Refunded);
        let refunds = refund.map(|id| RefundView {
            id,
            amount: Price(payment.amount),
            currency: payment.currency.clone(),
        });
        Self {
            id: payment.id,
            order_id: payment.order_id,
            status: payment.status.into(),
            amount: Price(payment.amount),
            currency: payment.currency,
            created_at: payment.created_at,
            decline_code: payment.decline.map(|decline| decline.code),
            refunds: refunds.into_iter().collect(),
        }
    }
}
