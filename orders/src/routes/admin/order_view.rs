//! An order as an admin sees it.

use common::clock::Timestamp;
use common::ids::PaymentId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Order, Stage};
use crate::routes::OrderView;

/// An order, and how it came to stand as it does.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdminOrderView {
    #[serde(flatten)]
    order: OrderView,
    created_at: Timestamp,
    /// The payment that completed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_id: Option<PaymentId>,
    /// Its ticket is not to be sold again.
    ticket_voided: bool,
    /// The states that it came to, oldest first. Of an old order only the first and the last may be known.
    history: Vec<Stage>,
}

impl AdminOrderView {
    pub(super) fn new(order: &Order, server_now: Timestamp) -> Self {
        Self {
            created_at: order.created_at,
            payment_id: order.payment_id,
            ticket_voided: order.ticket_voided,
            history: order.stages(),
            order: OrderView::new(order.state(), server_now),
        }
    }
}
