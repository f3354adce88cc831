//! Aggregates: the documents that a service owns. A new state and the event that tells of it are one
//! write of one document, which MongoDB makes atomic; who writes first is decided by the version alone.

mod turn;

use std::fmt::Display;
use std::time::Duration;

use bson::{Bson, Document, doc};
use futures::TryStreamExt;
use mongodb::action::FindOneAndUpdate;
use mongodb::{Collection, Database, IndexModel};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::audit::{self, Act, Entry};
use crate::bus::{Bus, Outgoing, PublishError};
use crate::clock::{Clock, Timestamp};
use crate::events::Event;
use crate::http::{Cursor, Page, PageSize};
use crate::mongo::{self, DbError, index, to_document};
use crate::outbox::{self, Relay, Written};

/// A document with an identity and a version. Its first version is 1 and each change makes the next.
pub trait Aggregate: Serialize + DeserializeOwned + Send + Sync + 'static {
    const COLLECTION: &'static str;
    type Id: Into<Bson> + Copy + Display + Send + Sync;

    fn id(&self) -> Self::Id;
    fn version(&self) -> i64;

    /// What the other services are told of this state, each event under a subject of its own; nothing of a state
    /// that is nobody else's matter.
    fn events(&self) -> Vec<Box<dyn Tell>>;

    /// Called when this state was stored, by whoever stored it; for counting.
    fn stored(&self) {}
}

/// An event of any type, to be told.
pub trait Tell: Send + Sync {
    fn outgoing(&self, at: Timestamp) -> Result<Outgoing, DbError>;
}

impl<E: Event> Tell for E {
    fn outgoing(&self, at: Timestamp) -> Result<Outgoing, DbError> {
        Outgoing::new(self, at).map_err(|why| DbError::Refused(why.to_string()))
    }
}

/// Too many lost races in a row are a sign of something else than bad luck.
const MAX_ATTEMPTS: usize = 100;
/// States that are told again, on their way to the bus at the same time.
const UNACKNOWLEDGED: usize = 64;

/// A service's aggregates of one kind.
pub struct Aggregates<T: Aggregate> {
    documents: Collection<Document>,
    clock: Clock,
    /// Of all clones.
    written: Written,
    kind: std::marker::PhantomData<fn() -> T>,
}

impl<T: Aggregate> Clone for Aggregates<T> {
    fn clone(&self) -> Self {
        Self {
            documents: self.documents.clone(),
            clock: self.clock.clone(),
            written: self.written.clone(),
            kind: self.kind,
        }
    }
}

impl<T: Aggregate> Aggregates<T> {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self {
            documents: database.collection(T::COLLECTION),
            clock,
            written: Written::new(),
            kind: std::marker::PhantomData,
        }
    }

    /// Makes the indexes that every kind needs, and those of this one.
    pub async fn ensure_indexes(&self, mut indexes: Vec<IndexModel>) -> Result<(), DbError> {
        indexes.push(outbox::index());
        indexes.push(index("updated_at", doc! { "updatedAt": 1 }));
        indexes.push(audit::index());
        mongo::ensure_indexes(&self.documents, indexes).await
    }

    /// The collection, for queries.
    pub fn collection(&self) -> Collection<T> {
        self.documents.clone_with_type()
    }

    pub async fn get(&self, id: T::Id) -> Result<Option<T>, DbError> {
        Ok(self.collection().find_one(doc! { "_id": id.into() }).await?)
    }

    /// Stores a first version. A unique index may have its key already: [`DbError::Duplicate`].
    pub async fn insert(&self, state: &T) -> Result<(), DbError> {
        let now = self.clock.now();
        let mut document = to_document(state)?;
        document.insert("updatedAt", now);
        let messages = messages(state, now)?;
        document.extend(outbox::first_entries(&messages, now)?);
        self.documents.insert_one(document).await?;
        self.written.note(state.id().into(), messages);
        state.stored();
        Ok(())
    }

    /// Stores a first version, unless there is one under this id: whichever is there afterwards. For an id
    /// that a request has whenever it is executed ([`NewId`](crate::http::NewId)).
    pub async fn insert_once(&self, state: &T) -> Result<T, DbError>
    where
        T: Clone,
    {
        match self.insert(state).await {
            Err(DbError::Duplicate(index)) if index == mongo::PRIMARY => {
                Ok(self.get(state.id()).await?.unwrap_or_else(|| state.clone()))
            }
            inserted => inserted.map(|()| state.clone()),
        }
    }

    /// Stores the next version, unless another one was stored meanwhile: then `false`.
    pub async fn save(&self, state: &T) -> Result<bool, DbError> {
        self.store(state, None).await
    }

    async fn store(&self, state: &T, act: Option<&Act>) -> Result<bool, DbError> {
        let stored = self.compare_and_set(self.next_version(state, act)?).await?;
        if stored {
            state.stored();
        }
        Ok(stored)
    }

    fn next_version(&self, state: &T, act: Option<&Act>) -> Result<Change, DbError> {
        let now = self.clock.now();
        let mut fields = to_document(state)?;
        fields.remove("_id");
        fields.insert("updatedAt", now);
        let mut update = doc! { "$set": fields };
        let messages = messages(state, now)?;
        outbox::append(&mut update, &messages, now)?;
        if let Some(act) = act {
            audit::append(&mut update, act, now)?;
        }
        Ok(Change { id: state.id().into(), version: state.version() - 1, update, messages })
    }

    /// Tells an event beside the state, as long as the state is still this version.
    pub async fn tell(&self, id: T::Id, version: i64, event: &dyn Tell) -> Result<bool, DbError> {
        let now = self.clock.now();
        let messages = vec![event.outgoing(now)?];
        let mut update = doc! {};
        outbox::append(&mut update, &messages, now)?;
        self.compare_and_set(Change { id: id.into(), version, update, messages }).await
    }

    async fn compare_and_set(&self, change: Change) -> Result<bool, DbError> {
        let before = self.write(&change).await?;
        Ok(self.was_written(change, before.as_ref()))
    }

    /// Finds the document as it was before, if it had the version.
    fn write(&self, change: &Change) -> FindOneAndUpdate<'_, Document> {
        let unchanged = doc! { "_id": &change.id, "version": change.version };
        self.documents
            .find_one_and_update(unchanged, change.update.clone())
            .projection(doc! { "outboxAt": 1 })
    }

    /// Whether it was. What was added to an outbox is told by whoever tells what stood in it before.
    fn was_written(&self, change: Change, before: Option<&Document>) -> bool {
        if before.is_some_and(|before| !outbox::is_waiting(before)) {
            self.written.note(change.id, change.messages);
        }
        before.is_some()
    }

    /// Reads the state, asks `next` what follows from it, and stores that; again from the start when
    /// another was quicker. `next` says `None` to leave the state as it is. The answer is the state
    /// afterwards, or `None` when there is no such aggregate.
    pub async fn change<E: From<DbError>>(
        &self,
        id: T::Id,
        next: impl FnMut(&T) -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        self.follow(id, None, next).await
    }

    /// The same by an admin, whose act is noted in the write that makes it. What changes nothing is no
    /// act and leaves no note.
    pub async fn act<E: From<DbError>>(
        &self,
        id: T::Id,
        act: &Act,
        next: impl FnMut(&T) -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        self.follow(id, Some(act), next).await
    }

    /// What admins did to these aggregates, newest first.
    pub async fn acts(
        &self,
        size: PageSize,
        after: Option<Cursor<audit::Position>>,
    ) -> Result<Page<Entry>, DbError> {
        audit::page(&self.documents, size, after).await
    }

    async fn follow<E: From<DbError>>(
        &self,
        id: T::Id,
        act: Option<&Act>,
        mut next: impl FnMut(&T) -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        for _ in 0..MAX_ATTEMPTS {
            let Some(state) = self.get(id).await? else { return Ok(None) };
            match next(&state)? {
                None => return Ok(Some(state)),
                Some(changed) if self.store(&changed, act).await? => return Ok(Some(changed)),
                Some(_) => {}
            }
        }
        Err(DbError::Contention.into())
    }

    /// Publishes the outboxes of these aggregates.
    pub fn relay(&self, bus: Bus) -> Relay {
        Relay::new(self.documents.clone(), bus, self.clock.clone(), self.written.clone())
    }

    /// Tells the present state of all that changed in the last `window`, although it was told before, so
    /// that even a bus that lost everything is made good. Replicas that do it within the same period of
    /// `every` use the same ids, and the stream drops what it has had lately.
    pub async fn tell_again(
        &self,
        bus: &Bus,
        window: Duration,
        every: Duration,
    ) -> Result<u64, TellAgainError> {
        let now = self.clock.now();
        let period = now.seconds() / i64::try_from(every.as_secs().max(1)).unwrap_or(i64::MAX);
        // What still waits in an outbox is told from there, behind what waits before it.
        let since = doc! { "updatedAt": { "$gt": now.minus(window) }, "outboxAt": { "$exists": false } };
        self.tell_states(bus, since, &format!("again:{period}")).await
    }

    /// Tells the present state of those that `which` selects, although it was told before. Each is told once
    /// for an `occasion`, and the answer is how many were.
    pub async fn tell_states(
        &self,
        bus: &Bus,
        which: Document,
        occasion: &str,
    ) -> Result<u64, TellAgainError> {
        let now = self.clock.now();
        let states = self.collection().find(which).await.map_err(DbError::from)?;
        let telling = states.map_err(|error| TellAgainError::Db(error.into())).map_ok(|state| async move {
            let messages = messages(&state, now)?;
            let told = messages.len() as u64;
            for message in messages {
                bus.publish(&message.told_again(occasion)).await?;
            }
            Ok(told)
        });
        telling
            .try_buffer_unordered(UNACKNOWLEDGED)
            .try_fold(0, |sum, told| std::future::ready(Ok(sum + told)))
            .await
    }
}

/// A write to one document as long as it has this version, and what it tells.
struct Change {
    id: Bson,
    version: i64,
    update: Document,
    messages: Vec<Outgoing>,
}

/// What is told of a state, in the order in which it is told.
fn messages(state: &impl Aggregate, now: Timestamp) -> Result<Vec<Outgoing>, DbError> {
    state.events().iter().map(|event| event.outgoing(now)).collect()
}

/// The database or the bus did not answer; the next turn tries again.
#[derive(Debug, thiserror::Error)]
pub enum TellAgainError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Publish(#[from] PublishError),
}
