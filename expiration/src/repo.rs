//! The timers' collection.

use std::time::Duration;

use bson::{Document, doc};
use common::aggregate::Aggregates;
use common::clock::{Clock, Timestamp};
use common::ids::OrderId;
use common::mongo::DbError;
use futures::TryStreamExt;
use mongodb::IndexModel;
use mongodb::options::{Hint, IndexOptions};

use crate::domain::Timer;

/// Longer than any event of an order can be late by.
const REMEMBERED: Duration = Duration::from_secs(7 * 24 * 3600);
/// Timers fired in one go, so that a turn ends and a stop is noticed.
const BATCH: i64 = 500;
/// Writes on their way at the same time.
const CONCURRENCY: usize = 16;

const DUE: &str = "due";

#[derive(Clone)]
pub struct Timers {
    aggregates: Aggregates<Timer>,
    clock: Clock,
}

impl Timers {
    pub fn new(database: &mongodb::Database, clock: Clock) -> Self {
        Self { aggregates: Aggregates::new(database, clock.clone()), clock }
    }

    pub fn aggregates(&self) -> &Aggregates<Timer> {
        &self.aggregates
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let armed = IndexOptions::builder()
            .name(DUE.to_owned())
            .partial_filter_expression(doc! { "state": "armed" })
            .build();
        let removed =
            IndexOptions::builder().name("remove_at".to_owned()).expire_after(Duration::ZERO).build();
        self.aggregates
            .ensure_indexes(vec![
                IndexModel::builder().keys(doc! { "dueAt": 1 }).options(armed).build(),
                IndexModel::builder().keys(doc! { "removeAt": 1 }).options(removed).build(),
            ])
            .await
    }

    /// An order was made. One that has a timer, or is finished, keeps what it has.
    pub async fn arm(&self, order: OrderId, due_at: Timestamp) -> Result<(), DbError> {
        self.insert(&Timer::armed(order, due_at)).await.map(|_| ())
    }

    /// The same of an order that was most likely heard of before: a read costs less than a write that is refused.
    pub async fn arm_unless_known(&self, order: OrderId, due_at: Timestamp) -> Result<(), DbError> {
        match self.aggregates.get(order).await? {
            Some(_) => Ok(()),
            None => self.arm(order, due_at).await,
        }
    }

    /// An order is finished, whether or not it was heard of before.
    pub async fn disarm(&self, order: OrderId, due_at: Timestamp) -> Result<(), DbError> {
        let remove_at = self.clock.now().plus(REMEMBERED);
        let disarm = || self.aggregates.change(order, |timer| Ok::<_, DbError>(timer.disarm(remove_at)));
        let known = disarm().await?.is_some();
        if !known && !self.insert(&Timer::disarmed(order, due_at, remove_at)).await? {
            // It was armed meanwhile.
            disarm().await?;
        }
        Ok(())
    }

    /// How many timers have not fired although their time has come.
    pub async fn count_due(&self) -> Result<u64, DbError> {
        let hint = Hint::Name(DUE.to_owned());
        Ok(self.aggregates.collection().count_documents(self.due()).hint(hint).await?)
    }

    fn due(&self) -> Document {
        doc! { "state": "armed", "dueAt": { "$lte": self.clock.now() } }
    }

    /// Whether the timer was new.
    async fn insert(&self, timer: &Timer) -> Result<bool, DbError> {
        match self.aggregates.insert(timer).await {
            Ok(()) => Ok(true),
            Err(DbError::Duplicate(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Fires every timer whose time has come. Of replicas that try the same one, one writes.
    pub async fn fire_due(&self) -> Result<(), DbError> {
        let due =
            self.aggregates.collection().find(self.due()).sort(doc! { "dueAt": 1 }).limit(BATCH).await?;
        due.map_err(DbError::from)
            .try_for_each_concurrent(CONCURRENCY, |timer| async move {
                let Some(fired) = timer.fire() else { return Ok(()) };
                if self.aggregates.save(&fired).await? {
                    let late = fired.due_at.until(self.clock.now());
                    metrics::histogram!("expiration_timer_lateness_seconds").record(late);
                }
                Ok(())
            })
            .await
    }
}
