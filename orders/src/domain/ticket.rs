//! What orders knows of a listing.

use common::events::order::OrderedTicket;
use common::events::ticket::{EventDetails, TicketState, TicketStatus};
use common::ids::{OrderId, TicketId, UserId};
use common::money::Money;
use common::replica::Replica;
use serde::{Deserialize, Serialize};

/// The replica of a listing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    #[serde(rename = "_id")]
    pub id: TicketId,
    pub version: i64,
    pub title: String,
    pub price: Money,
    pub currency: String,
    /// The seller.
    pub user_id: UserId,
    pub status: TicketStatus,
    /// The order that tickets has marked it with.
    pub order_id: Option<OrderId>,
    pub event: EventDetails,
}

impl From<TicketState> for Ticket {
    fn from(state: TicketState) -> Self {
        Self {
            id: state.id,
            version: state.version,
            title: state.title,
            price: state.price_cents,
            currency: state.currency,
            user_id: state.user_id,
            status: state.status,
            order_id: state.order_id,
            event: state.event,
        }
    }
}

impl Ticket {
    /// What an order keeps of it.
    pub fn snapshot(&self) -> OrderedTicket {
        OrderedTicket {
            id: self.id,
            version: self.version,
            title: self.title.clone(),
            price_cents: self.price,
            currency: self.currency.clone(),
            user_id: self.user_id,
            event: self.event.clone(),
        }
    }
}

impl Replica for Ticket {
    const COLLECTION: &'static str = "tickets";
    type Id = TicketId;

    fn id(&self) -> TicketId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
