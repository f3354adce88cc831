//! The queue of letters to write. A worker claims one by moving on when it is due, so that what a dead
//! worker had claimed is due again by itself.

use std::sync::Arc;
use std::time::Duration;

use bson::doc;
use bson::oid::ObjectId;
use common::clock::{Clock, Timestamp};
use common::mongo::{DbError, ensure_indexes, index};
use mongodb::options::ReturnDocument;
use mongodb::{Collection, Database};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::domain::Errand;

/// Longer than sending may take.
pub const LEASE: Duration = Duration::from_secs(60);

/// A letter in the queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    #[serde(rename = "_id")]
    pub id: ObjectId,
    pub errand: Errand,
    pub created_at: Timestamp,
    /// When it is to be sent, or tried again.
    pub due_at: Timestamp,
    /// How often it was begun.
    pub tries: u32,
}

#[derive(Clone)]
pub struct Mails {
    collection: Collection<Mail>,
    clock: Clock,
    posted: Arc<Notify>,
}

impl Mails {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { collection: database.collection("mails"), clock, posted: Arc::new(Notify::new()) }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        ensure_indexes(&self.collection, vec![index("due_at", doc! { "dueAt": 1 })]).await
    }

    /// Puts an errand into the queue. It is stored when this returns, and will be done.
    pub async fn post(&self, errand: Errand) -> Result<(), DbError> {
        let now = self.clock.now();
        let mail = Mail { id: ObjectId::new(), errand, created_at: now, due_at: now, tries: 0 };
        self.collection.insert_one(mail).await?;
        self.posted.notify_one();
        Ok(())
    }

    /// Waits until something is posted in this process.
    pub async fn posted(&self) {
        self.posted.notified().await;
    }

    /// Wakes someone who waits for that.
    pub fn look(&self) {
        self.posted.notify_one();
    }

    /// The letter that has been due for longest, for one worker alone until its lease is over.
    pub async fn claim(&self) -> Result<Option<Mail>, DbError> {
        let now = self.clock.now();
        let claimed = doc! { "$set": { "dueAt": now.plus(LEASE) }, "$inc": { "tries": 1 } };
        let mail = self.collection.find_one_and_update(doc! { "dueAt": { "$lte": now } }, claimed);
        Ok(mail.sort(doc! { "dueAt": 1 }).return_document(ReturnDocument::After).await?)
    }

    /// Takes a letter out of the queue.
    pub async fn done(&self, mail: &Mail) -> Result<(), DbError> {
        self.collection.delete_one(doc! { "_id": mail.id }).await?;
        Ok(())
    }

    /// Tries again after a while, unless another worker has taken over.
    pub async fn again_after(&self, mail: &Mail, wait: Duration) -> Result<(), DbError> {
        let ours = doc! { "_id": mail.id, "dueAt": mail.due_at };
        let later = doc! { "$set": { "dueAt": self.clock.now().plus(wait) } };
        self.collection.update_one(ours, later).await?;
        Ok(())
    }
}
