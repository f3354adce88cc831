//! The outbox inside an aggregate's document, and the relay that publishes it. Fields beside the state:
//! `outbox`, the messages in order; `outboxAt`, since when there are any (absent when there are none);
//! `outboxLease`, until when one relay has it to itself.

use std::sync::Arc;
use std::time::Duration;

use bson::{Bson, Document, doc};
use mongodb::options::{Hint, IndexOptions, ReturnDocument};
use mongodb::{Collection, IndexModel};
use serde::Deserialize;
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;

use crate::bus::{Bus, Outgoing};
use crate::clock::{Clock, Timestamp};
use crate::crash;
use crate::error::chain;
use crate::mongo::{DbError, to_document};
use crate::telemetry::{gauge_of, looked_up};

/// Far longer than publishing takes, far shorter than the stream remembers ids.
const LEASE: Duration = Duration::from_secs(10);
/// How long an outbox rests whose message the bus did not take: one that it will never take must not be
/// the first that every worker picks, or no other would get its turn.
const REST: Duration = Duration::from_secs(1);
/// How soon a crashed relay's leftovers are looked for.
const POLL: Duration = Duration::from_millis(500);
/// Documents that one relay publishes at the same time.
const WORKERS: usize = 4;

const INDEX: &str = "outbox_at";

pub(crate) fn index() -> IndexModel {
    let options = IndexOptions::builder().name(INDEX.to_owned()).sparse(true).build();
    IndexModel::builder().keys(doc! { "outboxAt": 1 }).options(options).build()
}

/// The fields of a document that is stored with its first messages, if there are any.
pub(crate) fn first_entries(messages: &[Outgoing], now: Timestamp) -> Result<Document, DbError> {
    if messages.is_empty() {
        return Ok(doc! {});
    }
    Ok(doc! { "outbox": entries(messages)?, "outboxAt": now })
}

/// Adds messages to an update, if there are any.
pub(crate) fn append(update: &mut Document, messages: &[Outgoing], now: Timestamp) -> Result<(), DbError> {
    if messages.is_empty() {
        return Ok(());
    }
    update.insert("$push", doc! { "outbox": { "$each": entries(messages)? } });
    // The older time stays, when there is one, so that the age of the outbox is the age of its oldest message.
    update.insert("$min", doc! { "outboxAt": now });
    Ok(())
}

fn entries(messages: &[Outgoing]) -> Result<Vec<Document>, DbError> {
    messages.iter().map(to_document).collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claimed {
    #[serde(rename = "_id")]
    id: Bson,
    outbox: Vec<Outgoing>,
    outbox_lease: Timestamp,
}

/// What a look for an outbox came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Nothing,
    Published(Rest),
}

/// What an outbox holds after its messages were removed: whatever was added meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    Nothing,
    More,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Waiting {
    outbox_at: Timestamp,
}

fn waiting() -> Document {
    doc! { "outboxAt": { "$exists": true } }
}

/// Publishes what stands in outboxes. Any number of replicas may run one.
#[derive(Clone)]
pub struct Relay {
    documents: Collection<Document>,
    bus: Bus,
    clock: Clock,
    /// A permit for each write of this process.
    written: Arc<Semaphore>,
    /// Wakes a worker to look for what others left.
    left: Arc<Notify>,
}

impl Relay {
    pub(crate) fn new(
        documents: Collection<Document>,
        bus: Bus,
        clock: Clock,
        written: Arc<Semaphore>,
    ) -> Self {
        let relay = Self { documents, bus, clock, written, left: Arc::new(Notify::new()) };
        for what in ["outbox_published_total", "outbox_failures_total"] {
            relay.count(what, 0);
        }
        relay
    }

    /// Publishes as soon as something is written here, and looks now and then for what others left.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let workers = (0..WORKERS).map(|_| self.work(&stop));
        tokio::join!(futures::future::join_all(workers), self.look_now_and_then(&stop));
    }

    /// Wakes one worker, which wakes another if it finds something.
    async fn look_now_and_then(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(POLL) => self.left.notify_one(),
            }
        }
    }

    async fn work(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let worked = tokio::select! {
                () = stop.cancelled() => return,
                Ok(written) = self.written.acquire() => {
                    written.forget();
                    self.publish_written().await
                }
                () = self.left.notified() => self.publish_left(stop).await,
            };
            if let Err(error) = worked {
                self.count("outbox_failures_total", 1);
                tracing::warn!(error = chain(&error), "outbox waits");
            }
        }
    }

    /// Looks once for each write, and again for what was written while the first was told.
    async fn publish_written(&self) -> Result<(), RelayError> {
        while self.publish_one().await? == Turn::Published(Rest::More) {}
        Ok(())
    }

    async fn publish_left(&self, stop: &CancellationToken) -> Result<(), RelayError> {
        while !stop.is_cancelled() && self.publish_one().await? != Turn::Nothing {
            self.left.notify_one();
        }
        Ok(())
    }

    /// Publishes until every outbox is empty or leased to another relay.
    pub async fn drain(&self) -> Result<(), RelayError> {
        while self.publish_one().await? != Turn::Nothing {}
        Ok(())
    }

    /// Publishes the oldest outbox that nobody works on.
    async fn publish_one(&self) -> Result<Turn, RelayError> {
        let Some(claimed) = self.claim().await? else { return Ok(Turn::Nothing) };
        for message in &claimed.outbox {
            crash::point("before_publish");
            if let Err(error) = self.bus.publish(message).await {
                self.rest(&claimed).await?;
                return Err(error.into());
            }
        }
        crash::point("before_outbox_removal");
        let rest = self.remove(&claimed).await?;
        self.count("outbox_published_total", claimed.outbox.len() as u64);
        Ok(Turn::Published(rest))
    }

    fn count(&self, what: &'static str, by: u64) {
        metrics::counter!(what, "collection" => self.collection()).increment(by);
    }

    fn collection(&self) -> String {
        self.documents.name().to_owned()
    }

    /// How many outboxes wait, of whichever replica, and for how long.
    pub(crate) async fn observe(&self) {
        let (pending, oldest) = tokio::join!(looked_up(self.pending()), looked_up(self.oldest()));
        metrics::gauge!("outbox_pending", "collection" => self.collection()).set(gauge_of(pending));
        metrics::gauge!("outbox_oldest_seconds", "collection" => self.collection())
            .set(oldest.map_or(f64::NAN, |age| age.as_secs_f64()));
    }

    async fn pending(&self) -> Result<u64, DbError> {
        Ok(self.documents.count_documents(waiting()).hint(Hint::Name(INDEX.to_owned())).await?)
    }

    /// The age of the oldest; zero for none.
    async fn oldest(&self) -> Result<Duration, DbError> {
        let oldest = self
            .documents
            .clone_with_type::<Waiting>()
            .find_one(waiting())
            .sort(doc! { "outboxAt": 1 })
            .projection(doc! { "outboxAt": 1 })
            .await?;
        Ok(oldest.map_or(Duration::ZERO, |oldest| oldest.outbox_at.until(self.clock.now())))
    }

    async fn claim(&self) -> Result<Option<Claimed>, DbError> {
        let now = self.clock.now();
        let free = doc! {
            "outboxAt": { "$exists": true },
            "$or": [{ "outboxLease": { "$exists": false } }, { "outboxLease": { "$lt": now } }],
        };
        let lease = doc! { "$set": { "outboxLease": now.plus(LEASE) } };
        let claimed = self
            .documents
            .clone_with_type::<Claimed>()
            .find_one_and_update(free, lease)
            .sort(doc! { "outboxAt": 1 })
            .projection(doc! { "outbox": 1, "outboxLease": 1 })
            .return_document(ReturnDocument::After)
            .await?;
        Ok(claimed)
    }

    /// Removes what was published, by id, so that what was added meanwhile stays.
    async fn remove(&self, claimed: &Claimed) -> Result<Rest, DbError> {
        let ids: Vec<&str> = claimed.outbox.iter().map(|message| message.id.as_str()).collect();
        let rest =
            doc! { "$filter": { "input": "$outbox", "cond": { "$not": [{ "$in": ["$$this.id", ids] }] } } };
        let update = vec![
            doc! { "$set": { "outbox": rest, "outboxLease": unless_ours(claimed) } },
            doc! { "$set": { "outboxAt": { "$ifNull": [{ "$min": "$outbox.at" }, "$$REMOVE"] } } },
        ];
        let left = self
            .documents
            .find_one_and_update(doc! { "_id": &claimed.id }, update)
            .projection(doc! { "outboxAt": 1 })
            .return_document(ReturnDocument::After)
            .await?;
        Ok(if left.is_some_and(|left| left.contains_key("outboxAt")) { Rest::More } else { Rest::Nothing })
    }

    /// Gives back what could not be published, for a later turn.
    async fn rest(&self, claimed: &Claimed) -> Result<(), DbError> {
        let until = self.clock.now().plus(REST);
        let ours = doc! { "_id": &claimed.id, "outboxLease": claimed.outbox_lease };
        self.documents.update_one(ours, doc! { "$set": { "outboxLease": until } }).await?;
        Ok(())
    }
}

/// The lease, when another relay has taken over, and nothing otherwise.
fn unless_ours(claimed: &Claimed) -> Document {
    doc! { "$cond": [{ "$eq": ["$outboxLease", claimed.outbox_lease] }, "$$REMOVE", "$outboxLease"] }
}

/// The database or the bus did not answer; nothing is lost and the next turn tries again.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Publish(#[from] crate::bus::PublishError),
}
