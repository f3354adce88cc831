//! A ticket as everyone sees it.

use common::events::ticket::{EventDetails, TicketState, TicketStatus};
use common::ids::{OrderId, TicketId, UserId};
use common::money::Price;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{TakenDown, Ticket};

/// A listing; what is not known of it is left out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketView {
    id: TicketId,
    title: String,
    price: Price,
    currency: String,
    /// The seller.
    user_id: UserId,
    version: i64,
    status: TicketStatus,
    /// The order that has the ticket; left out while it is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<OrderId>,
    #[serde(flatten)]
    event: EventDetails,
    /// What is printed on the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    face_value: Option<Price>,
    /// An admin took it down. Shown to its seller and to admins.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_down: Option<TakenDown>,
}

impl TicketView {
    /// For its seller, who may know more than others.
    pub(super) fn for_its_seller(mut ticket: Ticket) -> Self {
        Self { taken_down: ticket.taken_down.take(), ..ticket.into() }
    }
}

impl From<TicketState> for TicketView {
    fn from(ticket: TicketState) -> Self {
        Self {
            id: ticket.id,
            title: ticket.title,
            price: Price(ticket.price_cents),
            currency: ticket.currency,
            user_id: ticket.user_id,
            version: ticket.version,
            status: ticket.status,
            order_id: ticket.order_id,
            event: ticket.event,
            face_value: ticket.face_value_cents.map(Price),
            taken_down: None,
        }
    }
}

impl From<Ticket> for TicketView {
    fn from(ticket: Ticket) -> Self {
        TicketState::from(ticket).into()
    }
}
