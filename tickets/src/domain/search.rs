//! What a buyer looks for, and in which order it is shown.

use std::str::FromStr;

use common::clock::Timestamp;
use common::ids::{TicketId, UserId};
use common::money::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Ticket;

/// Which of the listings that can be bought are wanted; all that is given must fit.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Text of which every word must occur in the title, description, venue or city.
    pub text: Option<String>,
    pub city: Option<String>,
    pub min_price: Option<Money>,
    pub max_price: Option<Money>,
    /// The first and the last moment at which the event may start.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub sort: Sort,
}

/// Which of all listings an admin wants; all that is given must fit.
#[derive(Clone, Debug, Default)]
pub struct AdminSearch {
    pub standing: Option<Standing>,
    /// A text that occurs in the title, venue or city, in any case, or the listing's id.
    pub text: Option<String>,
    pub seller: Option<UserId>,
}

/// Where a listing stands, as an admin asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Listed,
    Reserved,
    Sold,
    /// By its seller or an admin.
    Withdrawn,
    /// By an admin.
    TakenDown,
}

/// The order of a list. Those that are the same in it are told apart by their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Sort {
    #[default]
    #[serde(rename = "newest")]
    Newest,
    #[serde(rename = "price")]
    Cheapest,
    #[serde(rename = "-price")]
    Dearest,
    /// The soonest event first, undated listings last.
    #[serde(rename = "date")]
    Soonest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be newest, price, -price or date")]
pub struct UnknownSort;

impl FromStr for Sort {
    type Err = UnknownSort;

    fn from_str(text: &str) -> Result<Self, UnknownSort> {
        match text {
            "newest" => Ok(Self::Newest),
            "price" => Ok(Self::Cheapest),
            "-price" => Ok(Self::Dearest),
            "date" => Ok(Self::Soonest),
            _ => Err(UnknownSort),
        }
    }
}

/// A ticket's place in a sorted list: what it is sorted by (cents, or milliseconds since the epoch), and
/// its id. It stays meaningful when the ticket itself has moved or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub sort: Sort,
    pub value: i64,
    pub id: TicketId,
}

impl Position {
    pub fn of(ticket: &Ticket, sort: Sort) -> Self {
        let value = match sort {
            Sort::Newest => ticket.created_at.millis(),
            Sort::Cheapest | Sort::Dearest => ticket.price_cents.cents(),
            Sort::Soonest => ticket.keys.date.millis(),
        };
        Self { sort, value, id: ticket.id }
    }
}
