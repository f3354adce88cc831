//! Told by tickets.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Event, EventKey, events_of};
use crate::clock::Timestamp;
use crate::ids::{OrderId, TicketId, UserId};
use crate::money::Money;

/// Where a listing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TicketStatus {
    /// On sale.
    Listed,
    /// Held by a live order.
    Reserved,
    /// Owned by the buyer of a complete order.
    Sold,
    /// Off the market: taken back by its seller, taken down by an admin, or its seller's account is closed or suspended.
    Withdrawn,
}

/// What the ticket admits to; what is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// The venue's IANA time zone, for example `Europe/Oslo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
}

/// The public state of a listing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketState {
    pub id: TicketId,
    pub version: i64,
    pub title: String,
    pub price_cents: Money,
    pub currency: String,
    /// The seller.
    pub user_id: UserId,
    pub status: TicketStatus,
    /// The live or complete order that has the ticket.
    pub order_id: Option<OrderId>,
    pub face_value_cents: Option<Money>,
    pub event: EventDetails,
}

events_of!(TicketState {
    /// A ticket is on sale.
    TicketCreated = "ticket.created";
    /// A listing was edited, reserved, freed, sold, or is on the market again.
    TicketUpdated = "ticket.updated";
    /// A listing is off the market.
    TicketWithdrawn = "ticket.withdrawn";
});
