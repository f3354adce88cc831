//! From the orders on a ticket to where the ticket stands.

use bson::doc;
use common::ids::TicketId;
use common::mongo::DbError;
use futures::TryStreamExt;

use super::Tickets;
use crate::domain::{Order, Ticket};

/// Too many lost races in a row are a sign of something else than bad luck.
const MAX_ATTEMPTS: usize = 100;

impl Tickets {
    /// Takes over what orders tells of an order, and settles its ticket by it. The answer is the ticket
    /// afterwards, or `None` when there is no such ticket.
    pub async fn apply(&self, order: &Order) -> Result<Option<Ticket>, DbError> {
        self.orders.apply(order).await?;
        self.settle(order.ticket_id).await
    }

    /// Brings the ticket in line with the orders on it; writes nothing when it is.
    ///
    /// Any number of replicas may do this for one ticket at once. Two rules make the last of them right:
    ///
    /// - The ticket is read before the orders. An order that is stored after we read the orders is
    ///   settled by its own listener, which finds the ticket as it was, and then one of the two
    ///   compare-and-sets fails and reads all again, or finds it as we leave it.
    /// - Who writes looks again. Otherwise a writer who decided by orders that are out of date by now
    ///   could come after another who had found nothing to do: reserving for an order whose cancellation
    ///   was heard meanwhile, for good.
    ///
    /// So everyone ends by finding ticket and orders in agreement. Of all who settle this ticket, take
    /// the one who reads the orders last: it sees every order, and whatever was written to the ticket
    /// before it read that; and whoever writes later reads the orders later, against the choice.
    /// A crash in between leaves the event unacknowledged, and it is heard again.
    pub async fn settle(&self, id: TicketId) -> Result<Option<Ticket>, DbError> {
        for _ in 0..MAX_ATTEMPTS {
            let Some(ticket) = self.get(id).await? else { return Ok(None) };
            let Some(settled) = ticket.settled(&self.orders_on(id).await?) else { return Ok(Some(ticket)) };
            if self.aggregates.save(&settled).await? {
                tracing::info!(ticket.id = %id, ticket.status = ?settled.status, "ticket settled");
            }
        }
        Err(DbError::Contention)
    }

    /// The orders that have, or seem to have, the ticket, and one that voided it.
    pub(super) async fn orders_on(&self, ticket: TicketId) -> Result<Vec<Order>, DbError> {
        let holding = doc! { "status": { "$in": ["created", "awaiting:payment", "complete"] } };
        let concerned = doc! { "ticketId": ticket, "$or": [holding, { "ticketVoided": true }] };
        Ok(self.orders.collection().find(concerned).await?.try_collect().await?)
    }
}
