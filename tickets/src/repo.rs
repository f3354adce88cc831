//! The tickets' collection, and the replicas of the orders on them and of their sellers' accounts.

mod admin;
mod indexes;
mod search;
mod settling;

use std::time::Duration;

use bson::doc;
use common::aggregate::Aggregates;
use common::clock::{Clock, Timestamp};
use common::events::user::AccountStatus;
use common::ids::{TicketId, UserId};
use common::mongo::{DbError, ensure_indexes};
use common::replica::Replicas;
use futures::TryStreamExt;
use mongodb::Database;

use crate::domain::{Listing, Order, Seller, Ticket};
use crate::error::TicketError;
pub use search::Query;

/// Listings of one seller that are not sold or withdrawn.
const MAX_OPEN: u64 = 500;
/// New listings of one seller, whatever became of them.
const MAX_A_DAY: u64 = 1000;
const DAY: Duration = Duration::from_secs(24 * 3600);
/// More changes than anyone reads at once.
const MAX_CHANGES: i64 = 1000;

#[derive(Clone)]
pub struct Tickets {
    aggregates: Aggregates<Ticket>,
    orders: Replicas<Order>,
    sellers: Replicas<Seller>,
    clock: Clock,
}

impl Tickets {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self {
            aggregates: Aggregates::new(database, clock.clone()),
            orders: Replicas::new(database),
            sellers: Replicas::new(database),
            clock,
        }
    }

    pub fn aggregates(&self) -> &Aggregates<Ticket> {
        &self.aggregates
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        self.aggregates.ensure_indexes(indexes::of_tickets()).await?;
        ensure_indexes(&self.orders.collection(), indexes::of_orders()).await
    }

    pub async fn get(&self, id: TicketId) -> Result<Option<Ticket>, DbError> {
        self.aggregates.get(id).await
    }

    /// Stores a new listing, unless the same request has stored it, if its seller has room for it. Of
    /// several at the same time each may find the last room: a seller can have as many more as he sends at
    /// once.
    pub async fn list(&self, ticket: &Ticket) -> Result<Ticket, TicketError> {
        let (tickets, seller) = (self.aggregates.collection(), ticket.user_id);
        let open = doc! { "userId": seller, "status": { "$in": ["listed", "reserved"] } };
        let open = tickets.count_documents(open).limit(MAX_OPEN).await.map_err(DbError::from)?;
        if open >= MAX_OPEN {
            return Err(TicketError::TooManyListings);
        }
        let today = doc! { "userId": seller, "createdAt": { "$gt": ticket.created_at.minus(DAY) } };
        let today = tickets.count_documents(today).limit(MAX_A_DAY).await.map_err(DbError::from)?;
        if today >= MAX_A_DAY {
            return Err(TicketError::ListsTooOften);
        }
        let listed = self.aggregates.insert_once(ticket).await?;
        // What auth told of the seller a moment ago has found all his listings but this one.
        match self.status_of(seller).await? {
            AccountStatus::Active => Ok(listed),
            AccountStatus::Suspended | AccountStatus::Closed => {
                Ok(self.settle(listed.id).await?.unwrap_or(listed))
            }
        }
    }

    /// Replaces what the seller writes. A reservation that comes at the same time is either seen here
    /// and refuses the edit, or comes after it.
    pub async fn edit(&self, id: TicketId, editor: UserId, listing: &Listing) -> Result<Ticket, TicketError> {
        let edit = |ticket: &Ticket| Ok::<_, TicketError>(Some(ticket.edit(editor, listing.clone())?));
        self.aggregates.change(id, edit).await?.ok_or(TicketError::NoTicket)
    }

    /// Takes a listing back. A reservation that comes at the same time is either seen here and refuses
    /// that, or is cancelled by orders, which hears of the withdrawal.
    pub async fn withdraw(&self, id: TicketId, editor: UserId) -> Result<Ticket, TicketError> {
        let withdraw = |ticket: &Ticket| Ok::<_, TicketError>(ticket.withdraw(editor)?);
        self.aggregates.change(id, withdraw).await?.ok_or(TicketError::NoTicket)
    }

    /// The tickets that were changed since then, the last first.
    pub async fn changed_since(&self, since: Timestamp) -> Result<Vec<Ticket>, DbError> {
        let (tickets, since) = (self.aggregates.collection(), doc! { "updatedAt": { "$gte": since } });
        let changed = tickets.find(since).sort(doc! { "updatedAt": -1 }).limit(MAX_CHANGES).await?;
        Ok(changed.try_collect().await?)
    }
}
