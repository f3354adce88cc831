//! The collections of orders, and of the tickets that they are about.

mod admin;
mod indexes;
mod places;
mod turns;

use std::time::Duration;

use bson::{Document, doc};
use common::aggregate::Aggregates;
use common::clock::{Clock, Timestamp};
use common::events::order::{CancelReason, OrderPaymentRejected};
use common::http::{Cursor, Page, PageSize};
use common::ids::{OrderId, PaymentId, TicketId, UserId};
use common::mongo::DbError;
use common::replica::Replicas;
use futures::TryStreamExt;
use mongodb::Database;
use mongodb::options::Hint;

use crate::domain::{Decision, Order, Ticket};
use crate::error::OrderError;
pub use admin::OrderFilter;
use turns::Turns;

/// An order this long past its end was forgotten by expiration.
const OVERDUE: Duration = Duration::from_secs(30);
const SWEEP_BATCH: i64 = 200;
/// Far longer than any page takes; what takes longer harms all others.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Where a page of a buyer's orders ended.
pub type OrderCursor = Cursor<(Timestamp, OrderId)>;

#[derive(Clone)]
pub struct Orders {
    aggregates: Aggregates<Order>,
    tickets: Replicas<Ticket>,
    clock: Clock,
    /// Of all clones.
    turns: Turns,
}

impl Orders {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self {
            aggregates: Aggregates::new(database, clock.clone()),
            tickets: Replicas::new(database),
            clock,
            turns: Turns::new(),
        }
    }

    pub fn aggregates(&self) -> &Aggregates<Order> {
        &self.aggregates
    }

    pub fn tickets(&self) -> &Replicas<Ticket> {
        &self.tickets
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        self.aggregates.ensure_indexes(indexes::orders()).await
    }

    pub async fn get(&self, id: OrderId) -> Result<Option<Order>, DbError> {
        self.aggregates.get(id).await
    }

    /// A buyer's orders, newest first.
    pub async fn of(
        &self,
        buyer: UserId,
        size: PageSize,
        after: Option<OrderCursor>,
    ) -> Result<Page<Order>, DbError> {
        self.page(doc! { "userId": buyer }, indexes::OF_BUYER, size, after).await
    }

    /// A page of those that fit, newest first, along the index.
    async fn page(
        &self,
        mut filter: Document,
        index: &str,
        size: PageSize,
        after: Option<OrderCursor>,
    ) -> Result<Page<Order>, DbError> {
        if let Some(Cursor((at, id))) = after {
            filter.insert(
                "$or",
                vec![doc! { "createdAt": { "$lt": at } }, doc! { "createdAt": at, "_id": { "$lt": id } }],
            );
        }
        let limit = i64::try_from(size.get()).unwrap_or(i64::MAX).saturating_add(1);
        let newest_first = doc! { "createdAt": -1, "_id": -1 };
        let hint = Hint::Name(index.to_owned());
        let found = self
            .aggregates
            .collection()
            .find(filter)
            .sort(newest_first)
            .limit(limit)
            .hint(hint)
            .max_time(MAX_TIME)
            .await?;
        let orders = found.try_collect().await?;
        Ok(Page::new(orders, size, |order: &Order| (order.created_at, order.id)))
    }

    /// Whether some order has the ticket, at this moment.
    pub async fn is_held(&self, ticket: TicketId) -> Result<bool, DbError> {
        let holding = doc! { "ticket.id": ticket, "holdsTicket": true };
        let orders = self.aggregates.collection().clone_with_type::<Document>();
        Ok(orders.find_one(holding).projection(doc! { "_id": 1 }).await?.is_some())
    }

    /// The ticket carries the order's mark now.
    pub async fn await_payment(&self, id: OrderId) -> Result<(), DbError> {
        let mark = |order: &Order| Ok::<_, DbError>(order.await_payment(self.clock.now()));
        self.aggregates.change(id, mark).await?;
        Ok(())
    }

    /// Ends an order before it was paid. An order that is complete refuses.
    pub async fn cancel(&self, id: OrderId, reason: CancelReason) -> Result<(), OrderError> {
        let cancel = |order: &Order| Ok::<_, OrderError>(order.cancel(reason, self.clock.now())?);
        let order = self.aggregates.change(id, cancel).await?;
        self.note_end(order.as_ref());
        Ok(())
    }

    /// Whoever comes for the ticket of an order that has ended need not be told that it is gone.
    fn note_end(&self, order: Option<&Order>) {
        if let Some(order) = order.filter(|order| !order.holds_ticket) {
            self.turns.let_go(order.ticket.id);
        }
    }

    /// Ends the unpaid order of a ticket that was withdrawn in this version. An order that was made when a
    /// later version was known is no matter of an earlier withdrawal: an admin may have undone that.
    pub async fn cancel_withdrawn(&self, ticket: TicketId, version: i64) -> Result<(), DbError> {
        let earlier = doc! { "$lt": version };
        let holding = doc! { "ticket.id": ticket, "holdsTicket": true, "ticket.version": earlier };
        if let Some(order) = self.aggregates.collection().find_one(holding).await? {
            match self.cancel(order.id, CancelReason::Withdrawn).await {
                // Sold: a withdrawal that lost the race has no effect.
                Ok(()) | Err(OrderError::Refused(_)) => {}
                Err(OrderError::Db(error)) => return Err(error),
                Err(error) => return Err(DbError::Refused(error.to_string())),
            }
        }
        Ok(())
    }

    /// Ends an order whose time is over. The answer is its end when that is still to come by our clock.
    pub async fn expire(&self, id: OrderId) -> Result<Option<Timestamp>, DbError> {
        let now = self.clock.now();
        let order = self.aggregates.change(id, |order| Ok::<_, DbError>(order.expire(now))).await?;
        self.note_end(order.as_ref());
        Ok(order.filter(|order| order.status.is_live()).map(|order| order.expires_at))
    }

    /// Ends what expiration should have ended long ago.
    pub async fn cancel_overdue(&self) -> Result<(), DbError> {
        let overdue = doc! {
            "status": { "$in": indexes::LIVE.to_vec() },
            "expiresAt": { "$lt": self.clock.now().minus(OVERDUE) },
        };
        let found = self.aggregates.collection().find(overdue).limit(SWEEP_BATCH).await?;
        for order in found.try_collect::<Vec<_>>().await? {
            tracing::warn!(order.id = %order.id, "expiration did not end this order in time");
            self.expire(order.id).await?;
        }
        Ok(())
    }

    /// A payment is authorised: completes the order, or tells payments to give the money back. `None`
    /// when there is no such order, `Some(false)` when its ticket is not marked yet.
    pub async fn decide(&self, id: OrderId, payment: PaymentId) -> Result<Option<bool>, DbError> {
        loop {
            let Some(order) = self.get(id).await? else { return Ok(None) };
            let decided = match order.decide(payment, self.clock.now()) {
                Decision::Complete(complete) => self.aggregates.save(&complete).await?,
                Decision::Already => true,
                Decision::NotYet => return Ok(Some(false)),
                Decision::Reject => self.reject(&order, payment).await?,
            };
            if decided {
                return Ok(Some(true));
            }
        }
    }

    async fn reject(&self, order: &Order, payment: PaymentId) -> Result<bool, DbError> {
        let rejected =
            OrderPaymentRejected { order_id: order.id, version: order.version, payment_id: payment };
        self.aggregates.tell(order.id, order.version, &rejected).await
    }

    /// The money of a payment can never be had, or was given back.
    pub async fn undo(&self, id: OrderId, payment: PaymentId, reason: CancelReason) -> Result<(), DbError> {
        let undo = |order: &Order| Ok::<_, DbError>(order.undo(payment, reason, self.clock.now()));
        let order = self.aggregates.change(id, undo).await?;
        self.note_end(order.as_ref());
        Ok(())
    }
}
