//! A ticket as an admin sees it.

use common::clock::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Ticket;
use crate::routes::TicketView;

/// A listing, whatever its status.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdminTicketView {
    #[serde(flatten)]
    ticket: TicketView,
    created_at: Timestamp,
}

impl From<Ticket> for AdminTicketView {
    fn from(ticket: Ticket) -> Self {
        Self { created_at: ticket.created_at, ticket: TicketView::for_its_seller(ticket) }
    }
}
