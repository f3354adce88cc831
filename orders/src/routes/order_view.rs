//! An order as its buyer sees it.

use common::clock::Timestamp;
use common::events::order::{CancelReason, OrderState, OrderStatus, OrderedTicket};
use common::events::ticket::EventDetails;
use common::ids::{OrderId, TicketId, UserId};
use common::money::Price;
use serde::Serialize;
use utoipa::ToSchema;

/// An order, and the server's time, by which `expiresAt` counts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    id: OrderId,
    user_id: UserId,
    status: OrderStatus,
    expires_at: Timestamp,
    server_now: Timestamp,
    version: i64,
    ticket: OrderedTicketView,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_reason: Option<CancelReason>,
}

/// The ticket as it was when the order was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OrderedTicketView {
    id: TicketId,
    title: String,
    price: Price,
    currency: String,
    user_id: UserId,
    version: i64,
    #[serde(flatten)]
    event: EventDetails,
}

impl OrderView {
    pub fn new(order: OrderState, server_now: Timestamp) -> Self {
        Self {
            id: order.id,
            user_id: order.user_id,
            status: order.status,
            expires_at: order.expires_at,
            server_now,
            version: order.version,
            ticket: order.ticket.into(),
            cancel_reason: order.cancel_reason,
        }
    }
}

impl From<OrderedTicket> for OrderedTicketView {
    fn from(ticket: OrderedTicket) -> Self {
        Self {
            id: ticket.id,
            title: ticket.title,
            price: Price(ticket.price_cents),
            currency: ticket.currency,
            user_id: ticket.user_id,
            version: ticket.version,
            event: ticket.event,
        }
    }
}
