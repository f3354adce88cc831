//! The indexes of orders.

use bson::doc;
use common::mongo::{index, unique_index};
use mongodb::IndexModel;
use mongodb::options::IndexOptions;

/// One order at a time has a ticket.
pub(super) const TICKET_HELD: &str = "ticket_held";

/// One live order at a time has a place of its buyer's.
pub(super) const PLACE_TAKEN: &str = "place_taken";

/// Stored names of the states in which an order holds its ticket and is not paid.
pub(super) const LIVE: [&str; 2] = ["created", "awaiting:payment"];

/// The lists, each newest first.
pub(super) const OF_BUYER: &str = "of_buyer";
pub(super) const OF_TICKET: &str = "of_ticket";
pub(super) const OF_STATUS: &str = "of_status";
pub(super) const NEWEST: &str = "newest";

pub(super) fn orders() -> Vec<IndexModel> {
    let overdue = IndexOptions::builder()
        .name("live_expires_at".to_owned())
        .partial_filter_expression(doc! { "status": { "$in": LIVE.to_vec() } })
        .build();
    vec![
        unique_index(TICKET_HELD, doc! { "ticket.id": 1 }, Some(doc! { "holdsTicket": true })),
        unique_index(
            PLACE_TAKEN,
            doc! { "userId": 1, "place": 1 },
            Some(doc! { "place": { "$type": "number" } }),
        ),
        index(OF_BUYER, doc! { "userId": 1, "createdAt": -1, "_id": -1 }),
        index(OF_TICKET, doc! { "ticket.id": 1, "createdAt": -1, "_id": -1 }),
        index(OF_STATUS, doc! { "status": 1, "createdAt": -1, "_id": -1 }),
        index(NEWEST, doc! { "createdAt": -1, "_id": -1 }),
        IndexModel::builder().keys(doc! { "expiresAt": 1 }).options(overdue).build(),
    ]
}
