//! The outbox inside an aggregate's document, and the relay that publishes it. Fields beside the state:
//! `outbox`, the messages in order; `outboxAt`, since when there are any (absent when there are none);
//! `outboxLease`, until when one relay has it to itself.

use std::sync::Arc;
use std::time::Duration;

use bson::{Bson, Document, doc};
use futures::future::join_all;
use mongodb::options::{Hint, IndexOptions, ReturnDocument};
use mongodb::{Collection, IndexModel};
use serde::Deserialize;
use tokio::sync::{Mutex, Notify, mpsc};
use tokio_util::sync::CancellationToken;

use crate::bus::{Bus, Outgoing};
use crate::clock::{Clock, Timestamp};
use crate::crash;
use crate::error::chain;
use crate::mongo::{DbError, to_document};
use crate::telemetry::{gauge_of, looked_up};

/// Far longer than publishing takes, far shorter than the stream remembers ids.
const LEASE: Duration = Duration::from_secs(10);
/// How long an outbox is left to the process that wrote it. Longer than telling takes, so that others do not do it
/// too; if they do, the stream drops what it has.
const WRITERS: Duration = Duration::from_secs(2);
/// How long an outbox rests whose message the bus did not take: one that it will never take must not be
/// the first that every finder picks, or no other would get its turn.
const REST: Duration = Duration::from_secs(1);
/// How soon a crashed relay's leftovers are looked for.
const POLL: Duration = Duration::from_millis(500);
/// Writes of this process that are told at the same time. Many: to remove what was told, each waits its turn at the
/// database behind all requests, and the next ones must not wait for that.
const TELLERS: usize = 64;
/// What others left is told by so few, because they all ask for the oldest of it.
const FINDERS: usize = 4;
/// Writes that wait for a teller. What finds no room is a leftover, which is looked for.
const WAITING: usize = 1024;

const INDEX: &str = "outbox_at";

pub(crate) fn index() -> IndexModel {
    let options = IndexOptions::builder().name(INDEX.to_owned()).sparse(true).build();
    IndexModel::builder().keys(doc! { "outboxAt": 1 }).options(options).build()
}

/// Whether a document, or a projection on `outboxAt`, has messages in its outbox.
pub(crate) fn is_waiting(document: &Document) -> bool {
    document.contains_key("outboxAt")
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

/// What is to be told of one document.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outbox {
    #[serde(rename = "_id")]
    id: Bson,
    #[serde(rename = "outbox", default)]
    messages: Vec<Outgoing>,
    /// `None` when it was written here, or is the rest of what was.
    #[serde(rename = "outboxLease")]
    lease: Option<Timestamp>,
}

/// The writes of this process that nobody has told of. Only the first messages of an outbox: what is added to it
/// before they are told is told by whoever tells them.
#[derive(Clone)]
pub(crate) struct Written {
    sender: mpsc::Sender<Outbox>,
    receiver: Arc<Mutex<mpsc::Receiver<Outbox>>>,
}

impl Written {
    pub(crate) fn new() -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        Self { sender, receiver: Arc::new(Mutex::new(receiver)) }
    }

    pub(crate) fn note(&self, id: Bson, messages: Vec<Outgoing>) {
        if !messages.is_empty() {
            // Full while the bus is away, or where no relay runs.
            let _ = self.sender.try_send(Outbox { id, messages, lease: None });
        }
    }

    /// Comes to no end: there is a sender as long as there is this.
    async fn next(&self) -> Option<Outbox> {
        self.receiver.lock().await.recv().await
    }
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
    written: Written,
    /// Wakes a finder to look for what others left.
    left: Arc<Notify>,
}

impl Relay {
    pub(crate) fn new(documents: Collection<Document>, bus: Bus, clock: Clock, written: Written) -> Self {
        let relay = Self { documents, bus, clock, written, left: Arc::new(Notify::new()) };
        for what in ["outbox_published_total", "outbox_failures_total"] {
            relay.count(what, 0);
        }
        relay
    }

    /// Publishes as soon as something is written here, and looks now and then for what others left.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let tellers = (0..TELLERS).map(|_| self.tell_written(&stop));
        let finders = (0..FINDERS).map(|_| self.tell_left(&stop));
        tokio::join!(join_all(tellers), join_all(finders), self.look_now_and_then(&stop));
    }

    /// Wakes one finder, which wakes another if it finds something.
    async fn look_now_and_then(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(POLL) => self.left.notify_one(),
            }
        }
    }

    async fn tell_written(&self, stop: &CancellationToken) {
        while let Some(Some(outbox)) = stop.run_until_cancelled(self.written.next()).await {
            self.note(self.publish_written(outbox).await);
        }
    }

    async fn tell_left(&self, stop: &CancellationToken) {
        while stop.run_until_cancelled(self.left.notified()).await.is_some() {
            self.note(self.publish_left(stop).await);
        }
    }

    fn note(&self, told: Result<(), RelayError>) {
        if let Err(error) = told {
            self.count("outbox_failures_total", 1);
            tracing::warn!(error = chain(&error), "outbox waits");
        }
    }

    /// Needs no lease: the others leave it alone for a while. What has waited for too long is theirs.
    async fn publish_written(&self, outbox: Outbox) -> Result<(), RelayError> {
        let since = outbox.messages.first().map(|message| message.at);
        let theirs = since.is_some_and(|since| since.until(self.clock.now()) > LEASE);
        if theirs { Ok(()) } else { self.publish(outbox).await }
    }

    async fn publish_left(&self, stop: &CancellationToken) -> Result<(), RelayError> {
        while !stop.is_cancelled() {
            let Some(outbox) = self.claim(self.clock.now().minus(WRITERS)).await? else { return Ok(()) };
            self.left.notify_one();
            self.publish(outbox).await?;
        }
        Ok(())
    }

    /// Publishes what was written until now, but what is leased to another relay.
    pub async fn drain(&self) -> Result<(), RelayError> {
        let now = self.clock.now();
        while let Some(outbox) = self.claim(now).await? {
            self.publish(outbox).await?;
        }
        Ok(())
    }

    /// Publishes in order, and then what was added meanwhile, until nothing is left.
    async fn publish(&self, mut outbox: Outbox) -> Result<(), RelayError> {
        loop {
            for message in &outbox.messages {
                crash::point("before_publish");
                if let Err(error) = self.bus.publish(message).await {
                    self.rest(&outbox).await?;
                    return Err(error.into());
                }
            }
            crash::point("before_outbox_removal");
            let rest = self.remove(&outbox).await?;
            self.count("outbox_published_total", outbox.messages.len() as u64);
            match rest {
                // A lease is another relay's: it has taken over.
                Some(rest) if rest.lease.is_none() && !rest.messages.is_empty() => outbox = rest,
                _ => return Ok(()),
            }
        }
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

    /// The oldest outbox that nobody works on, of those since `until` or earlier.
    async fn claim(&self, until: Timestamp) -> Result<Option<Outbox>, DbError> {
        let now = self.clock.now();
        let free = doc! {
            "outboxAt": { "$lte": until },
            "$or": [{ "outboxLease": { "$exists": false } }, { "outboxLease": { "$lt": now } }],
        };
        let lease = doc! { "$set": { "outboxLease": now.plus(LEASE) } };
        let claimed = self
            .documents
            .clone_with_type()
            .find_one_and_update(free, lease)
            .sort(doc! { "outboxAt": 1 })
            .projection(doc! { "outbox": 1, "outboxLease": 1 })
            .return_document(ReturnDocument::After)
            .await?;
        Ok(claimed)
    }

    /// Removes what was published, by id; the answer is what was added meanwhile.
    async fn remove(&self, told: &Outbox) -> Result<Option<Outbox>, DbError> {
        let ids: Vec<&str> = told.messages.iter().map(|message| message.id.as_str()).collect();
        let rest =
            doc! { "$filter": { "input": "$outbox", "cond": { "$not": [{ "$in": ["$$this.id", ids] }] } } };
        let update = vec![
            doc! { "$set": { "outbox": rest, "outboxLease": unless_ours(told) } },
            doc! { "$set": { "outboxAt": { "$ifNull": [{ "$min": "$outbox.at" }, "$$REMOVE"] } } },
        ];
        let left = self
            .documents
            .clone_with_type()
            .find_one_and_update(doc! { "_id": &told.id }, update)
            .projection(doc! { "outbox": 1, "outboxLease": 1 })
            .return_document(ReturnDocument::After)
            .await?;
        Ok(left)
    }

    /// Gives back what could not be published, for a later turn.
    async fn rest(&self, outbox: &Outbox) -> Result<(), DbError> {
        let until = self.clock.now().plus(REST);
        let ours = doc! { "_id": &outbox.id, "outboxLease": outbox.lease };
        self.documents.update_one(ours, doc! { "$set": { "outboxLease": until } }).await?;
        Ok(())
    }
}

/// The lease, when another relay has taken over, and nothing otherwise.
fn unless_ours(outbox: &Outbox) -> Document {
    doc! { "$cond": [{ "$eq": ["$outboxLease", outbox.lease] }, "$$REMOVE", "$outboxLease"] }
}

/// The database or the bus did not answer; nothing is lost and the next turn tries again.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Publish(#[from] crate::bus::PublishError),
}
