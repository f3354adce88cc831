//! The collections of orders, and of the tickets that they are about.

mod indexes;
mod places;

use std::time::Duration;

use bson::doc;
use common::aggregate::Aggregates;
use common::clock::{Clock, Timestamp};
use common::events::order::{CancelReason, OrderPaymentRejected};
use common::http::{Cursor, Page, PageSize};
use common::ids::{OrderId, PaymentId, TicketId, UserId};
use common::mongo::DbError;
use common::replica::Replicas;
use futures::TryStreamExt;
use mongodb::Database;

use crate::domain::{Decision, Order, Ticket};
use crate::error::OrderError;

/// An order this long past its end was forgotten by expiration.
const OVERDUE: Duration = Duration::from_secs(30);
const SWEEP_BATCH: i64 = 200;

/// Where a page of a buyer's orders ended.
pub type OrderCursor = Cursor<(Timestamp, OrderId)>;

#[derive(Clone)]
pub struct Orders {
    aggregates: Aggregates<Order>,
    tickets: Replicas<Ticket>,
    clock: Clock,
}

impl Orders {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { aggregates: Aggregates::new(database, clock.clone()), tickets: Replicas::new(database), clock }
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
        let mut filter = doc! { "userId": buyer };
        if let Some(Cursor((at, id))) = after {
            filter.insert(
                "$or",
                vec![doc! { "createdAt": { "$lt": at } }, doc! { "createdAt": at, "_id": { "$lt": id } }],
            );
        }
        let limit = i64::try_from(size.get()).unwrap_or(i64::MAX).saturating_add(1);
        let newest_first = doc! { "createdAt": -1, "_id": -1 };
        let found = self.aggregates.collection().find(filter).sort(newest_first).limit(limit).await?;
        let orders = found.try_collect().await?;
        Ok(Page::new(orders, size, |order: &Order| (order.created_at, order.id)))
    }

    /// The ticket carries the order's mark now.
    pub async fn await_payment(&self, id: OrderId) -> Result<(), DbError> {
        self.aggregates.change(id, |order| Ok::<_, DbError>(order.await_payment())).await?;
        Ok(())
    }

    /// Ends an order before it was paid. An order that is complete refuses.
    pub async fn cancel(&self, id: OrderId, reason: CancelReason) -> Result<(), OrderError> {
        self.aggregates.change(id, |order| Ok::<_, OrderError>(order.cancel(reason)?)).await?;
        Ok(())
    }

    /// Ends the unpaid order of a ticket that was withdrawn.
    pub async fn cancel_withdrawn(&self, ticket: TicketId) -> Result<(), DbError> {
        let holding = doc! { "ticket.id": ticket, "holdsTicket": true };
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
        let order = self
            .aggregates
            .change(id, |order| Ok::<_, DbError>(order.is_due(now).then(|| order.expire()).flatten()))
            .await?;
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
        self.aggregates.change(id, |order| Ok::<_, DbError>(order.undo(payment, reason))).await?;
        Ok(())
    }
}
