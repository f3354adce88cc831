//! The collections: attempts to pay, the orders that they pay, and the webhooks that Stripe sent.

mod tries;
mod unfinished;

use std::sync::Arc;
use std::time::Duration;

use bson::{Document, doc};
use common::aggregate::Aggregates;
use common::clock::{Clock, Timestamp};
use common::http::{Cursor, Page, PageSize};
use common::ids::{OrderId, PaymentId, UserId};
use common::mongo::{self, DbError, index, unique_index};
use common::replica::Replicas;
use common::telemetry::trace::traceparent;
use futures::TryStreamExt;
use mongodb::options::{Hint, IndexOptions, ReturnDocument};
use mongodb::{Collection, Database, IndexModel};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::domain::{Order, Payment, PaymentStatus};
use crate::error::PaymentError;

/// How long one worker has an attempt to itself. A crashed worker's attempt waits as long.
const LEASE: Duration = Duration::from_secs(15);
/// How long a webhook is kept, for questions.
const WEBHOOKS_KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// More than there can be for one order.
const MAX_LISTED: i64 = 100;
/// Far longer than any page takes; what takes longer harms all others.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Where a page of attempts ended.
pub type PaymentCursor = Cursor<(Timestamp, PaymentId)>;

/// Which attempts are wanted; all that is given must fit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PaymentFilter {
    #[serde(rename = "orderId", skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PaymentStatus>,
}

/// A webhook as Stripe sent it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    #[serde(rename = "_id")]
    pub id: String,
    pub r#type: String,
    pub intent: Option<String>,
    pub received_at: Timestamp,
}

/// How many attempts have a status, and since when the oldest of them is there.
#[derive(Debug, Deserialize)]
pub struct Standing {
    #[serde(rename = "_id")]
    pub status: PaymentStatus,
    pub count: u32,
    pub oldest: Timestamp,
}

#[derive(Clone)]
pub struct Payments {
    aggregates: Aggregates<Payment>,
    documents: Collection<Document>,
    orders: Replicas<Order>,
    webhooks: Collection<Webhook>,
    clock: Clock,
    due: Arc<Notify>,
}

impl Payments {
    pub fn new(database: &Database, clock: Clock) -> Self {
        let aggregates = Aggregates::<Payment>::new(database, clock.clone());
        Self {
            documents: aggregates.collection().clone_with_type(),
            aggregates,
            orders: Replicas::new(database),
            webhooks: database.collection("webhooks"),
            clock,
            due: Arc::new(Notify::new()),
        }
    }

    pub fn aggregates(&self) -> &Aggregates<Payment> {
        &self.aggregates
    }

    pub fn orders(&self) -> &Replicas<Order> {
        &self.orders
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let due = IndexOptions::builder()
            .name("work_at".to_owned())
            .partial_filter_expression(doc! { "workAt": { "$type": "date" } })
            .build();
        self.aggregates
            .ensure_indexes(vec![
                unique_index(ONE_OPEN, doc! { "orderId": 1 }, Some(doc! { "open": true })),
                index(OF_ORDER, doc! { "orderId": 1, "createdAt": -1 }),
                index(OF_STATUS, doc! { "status": 1, "createdAt": -1, "_id": -1 }),
                index(NEWEST, doc! { "createdAt": -1, "_id": -1 }),
                index("of_intent", doc! { "stripeId": 1 }),
                index(tries::OF_BUYER, doc! { "userId": 1, "status": 1, "createdAt": -1 }),
                IndexModel::builder().keys(doc! { "workAt": 1 }).options(due).build(),
            ])
            .await?;
        let kept = IndexOptions::builder().name("received_at".to_owned()).expire_after(WEBHOOKS_KEPT).build();
        let kept = IndexModel::builder().keys(doc! { "receivedAt": 1 }).options(kept).build();
        mongo::ensure_indexes(&self.webhooks, vec![kept]).await
    }

    /// Stores a new attempt, unless the same request has stored it. The index lets one attempt be open for
    /// an order: the other one is told.
    pub async fn begin(&self, payment: &Payment) -> Result<Payment, PaymentError> {
        match self.aggregates.insert_once(payment).await {
            Ok(payment) => {
                self.look();
                Ok(payment)
            }
            Err(DbError::Duplicate(index)) if index == ONE_OPEN => Err(PaymentError::AlreadyOpen),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn get(&self, id: PaymentId) -> Result<Option<Payment>, DbError> {
        self.aggregates.get(id).await
    }

    /// The attempt that is open for an order.
    pub async fn open_of(&self, order: OrderId) -> Result<Option<Payment>, DbError> {
        Ok(self.aggregates.collection().find_one(doc! { "orderId": order, "open": true }).await?)
    }

    /// A buyer's attempts for an order, newest first.
    pub async fn of(&self, order: OrderId, buyer: UserId) -> Result<Vec<Payment>, DbError> {
        let theirs = doc! { "orderId": order, "userId": buyer };
        let newest_first = doc! { "createdAt": -1, "_id": -1 };
        let found = self.aggregates.collection().find(theirs).sort(newest_first).limit(MAX_LISTED).await?;
        Ok(found.try_collect().await?)
    }

    /// Everyone's attempts that fit, newest first.
    pub async fn all(
        &self,
        filter: &PaymentFilter,
        size: PageSize,
        after: Option<PaymentCursor>,
    ) -> Result<Page<Payment>, DbError> {
        let mut fits = mongo::to_document(filter)?;
        if let Some(Cursor((at, id))) = after {
            let older = doc! { "createdAt": { "$lt": at } };
            fits.insert("$or", vec![older, doc! { "createdAt": at, "_id": { "$lt": id } }]);
        }
        let index = match filter {
            PaymentFilter { order: Some(_), .. } => OF_ORDER,
            PaymentFilter { status: Some(_), .. } => OF_STATUS,
            PaymentFilter { .. } => NEWEST,
        };
        let limit = i64::try_from(size.get()).unwrap_or(i64::MAX).saturating_add(1);
        let found = self
            .aggregates
            .collection()
            .find(fits)
            .sort(doc! { "createdAt": -1, "_id": -1 })
            .limit(limit)
            .hint(Hint::Name(index.to_owned()))
            .max_time(MAX_TIME)
            .await?;
        let payments = found.try_collect().await?;
        Ok(Page::new(payments, size, |payment: &Payment| (payment.created_at, payment.id)))
    }

    /// The buyer takes another card, although this one still waits for him.
    pub async fn abandon(&self, id: PaymentId) -> Result<(), DbError> {
        let now = self.clock.now();
        self.aggregates.change(id, |payment| Ok::<_, DbError>(payment.abandon(now))).await?;
        self.look();
        Ok(())
    }

    /// The order refused this attempt's money. `None` when there is no such attempt.
    pub async fn reject(&self, id: PaymentId) -> Result<Option<Payment>, DbError> {
        let now = self.clock.now();
        let payment = self.aggregates.change(id, |payment| Ok::<_, DbError>(payment.reject(now))).await?;
        self.look();
        Ok(payment)
    }

    /// An order has news: what is open for it is worked on now, and so is the attempt that completed it.
    pub async fn wake_order(&self, order: &Order) -> Result<(), DbError> {
        let mut concerned = vec![doc! { "orderId": order.id, "open": true }];
        if let Some(payment) = order.payment_id {
            concerned.push(doc! { "_id": payment });
        }
        self.wake(doc! { "$or": concerned }, traceparent()).await
    }

    /// Stripe has news of an intent: its attempt is worked on now, unless it has the `status` that they are of.
    pub async fn wake_intent(
        &self,
        intent: &str,
        payment: Option<PaymentId>,
        status: Option<PaymentStatus>,
    ) -> Result<(), DbError> {
        let mut concerned = vec![doc! { "stripeId": intent }];
        if let Some(payment) = payment {
            concerned.push(doc! { "_id": payment });
        }
        let mut concerned = doc! { "$or": concerned };
        if let Some(known) = status {
            concerned.insert("status", doc! { "$ne": bson::serialize_to_bson(&known)? });
        }
        // It is still worked on for whoever asked for it, not for Stripe.
        self.wake(concerned, None).await
    }

    async fn wake(&self, concerned: Document, trace: Option<String>) -> Result<(), DbError> {
        let mut now = doc! { "workAt": self.clock.now() };
        if let Some(trace) = trace {
            now.insert("trace", trace);
        }
        if self.documents.update_many(concerned, doc! { "$set": now }).await?.matched_count > 0 {
            self.look();
        }
        Ok(())
    }

    /// Keeps a webhook; the same one again is no news.
    pub async fn keep(&self, webhook: &Webhook) -> Result<(), DbError> {
        match self.webhooks.insert_one(webhook).await.map_err(DbError::from) {
            Ok(_) | Err(DbError::Duplicate(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The attempts in any of some statuses, counted by status.
    pub async fn standing(&self, statuses: &[PaymentStatus]) -> Result<Vec<Standing>, DbError> {
        let statuses = bson::serialize_to_bson(statuses)?;
        let counted = doc! { "_id": "$status", "count": { "$sum": 1 }, "oldest": { "$min": "$createdAt" } };
        let found = self
            .documents
            .aggregate([doc! { "$match": { "status": { "$in": statuses } } }, doc! { "$group": counted }])
            .hint(Hint::Name(OF_STATUS.to_owned()))
            .max_time(MAX_TIME)
            .with_type::<Standing>()
            .await?;
        Ok(found.try_collect().await?)
    }

    /// Lets the worker look for attempts to work on.
    pub fn look(&self) {
        self.due.notify_one();
    }

    /// Resolves when there may be an attempt to work on.
    pub async fn due(&self) {
        self.due.notified().await;
    }

    /// The attempt that has waited longest for its turn, for one worker alone while the lease lasts.
    pub async fn claim(&self) -> Result<Option<Payment>, DbError> {
        let now = self.clock.now();
        // The type makes the server see that the partial index has them all.
        let due = doc! { "workAt": { "$type": "date", "$lte": now } };
        let lease = doc! { "$set": { "workAt": now.plus(LEASE) } };
        let claimed = self
            .aggregates
            .collection()
            .find_one_and_update(due, lease)
            .sort(doc! { "workAt": 1 })
            .return_document(ReturnDocument::After)
            .await?;
        Ok(claimed)
    }

    /// Plans the next turn of an attempt, unless it changed or was woken since it was claimed.
    pub async fn plan(&self, claimed: &Payment, next: &Payment) -> Result<bool, DbError> {
        let leased = doc! { "_id": claimed.id, "version": claimed.version, "workAt": claimed.work_at };
        let last_error = next.last_error.as_ref().map(mongo::to_document).transpose()?;
        let plan = doc! { "$set": {
            "workAt": next.work_at,
            "failures": next.failures,
            "spoiltKeys": next.spoilt_keys,
            "unansweredAt": next.unanswered_at,
            "lastError": last_error,
        } };
        Ok(self.documents.update_one(leased, plan).await?.matched_count == 1)
    }
}

/// One attempt at a time is open for an order.
const ONE_OPEN: &str = "one_open";
const OF_ORDER: &str = "of_order";
const OF_STATUS: &str = "of_status";
const NEWEST: &str = "newest";
