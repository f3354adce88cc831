//! From the orders on a ticket and its seller's account to where the ticket stands.

use bson::doc;
use common::events::user::AccountStatus;
use common::ids::{TicketId, UserId};
use common::mongo::DbError;
use futures::TryStreamExt;

use super::Tickets;
use crate::domain::{Circumstances, Order, Seller, Ticket};

/// Too many lost races in a row are a sign of something else than bad luck.
const MAX_ATTEMPTS: usize = 100;

impl Tickets {
    /// Takes over what orders tells of an order, and settles its ticket by it. The answer is the ticket
    /// afterwards, or `None` when there is no such ticket.
    pub async fn apply(&self, order: &Order) -> Result<Option<Ticket>, DbError> {
        self.orders.apply(order).await?;
        self.settle(order.ticket_id).await
    }

    /// Takes over what auth tells of an account, and settles all that its owner sells by it. A listing that is made
    /// meanwhile is settled by who makes it; should he die before he comes to that, auth tells of the account
    /// again within minutes.
    pub async fn apply_seller(&self, seller: &Seller) -> Result<(), DbError> {
        self.sellers.apply(seller).await?;
        let concerned = doc! {
            "userId": seller.id,
            "status": { "$in": ["listed", "reserved", "withdrawn"] },
            "withdrawn": false,
        };
        let mut concerned = self.aggregates.collection().find(concerned).await?;
        while let Some(ticket) = concerned.try_next().await? {
            self.settle(ticket.id).await?;
        }
        Ok(())
    }

    /// Brings the ticket in line with its circumstances; writes nothing when it is.
    ///
    /// Any number of replicas may do this for one ticket at once. Two rules make the last of them right:
    ///
    /// - The ticket is read before its circumstances. What is stored of those after we read them is settled by
    ///   its own listener, which finds the ticket as it was, and then one of the two compare-and-sets fails and
    ///   reads all again, or finds it as we leave it.
    /// - Who writes looks again. Otherwise a writer who decided by circumstances that are out of date by now
    ///   could come after another who had found nothing to do: reserving for an order whose cancellation
    ///   was heard meanwhile, for good.
    ///
    /// So everyone ends by finding ticket and circumstances in agreement. Of all who settle this ticket, take
    /// the one who reads it last: nobody writes to it later, for he would read it later still, and nothing is
    /// stored of its circumstances after he reads those, for who stores it would read the ticket later still.
    /// A crash in between leaves the event unacknowledged, and it is heard again.
    pub async fn settle(&self, id: TicketId) -> Result<Option<Ticket>, DbError> {
        for _ in 0..MAX_ATTEMPTS {
            let Some(ticket) = self.get(id).await? else { return Ok(None) };
            let Some(settled) = ticket.settled(&self.circumstances_of(&ticket).await?) else {
                return Ok(Some(ticket));
            };
            if self.aggregates.save(&settled).await? {
                tracing::info!(ticket.id = %id, ticket.status = ?settled.status, "ticket settled");
            }
        }
        Err(DbError::Contention)
    }

    pub(super) async fn circumstances_of(&self, ticket: &Ticket) -> Result<Circumstances, DbError> {
        let holding = doc! { "status": { "$in": ["created", "awaiting:payment", "complete"] } };
        let concerned = doc! { "ticketId": ticket.id, "$or": [holding, { "ticketVoided": true }] };
        let orders = self.orders.collection().find(concerned).await?.try_collect().await?;
        Ok(Circumstances { orders, seller: self.status_of(ticket.user_id).await? })
    }

    pub(super) async fn status_of(&self, seller: UserId) -> Result<AccountStatus, DbError> {
        let seller = self.sellers.get(seller).await?;
        Ok(seller.map_or(AccountStatus::Active, |seller| seller.status))
    }
}
