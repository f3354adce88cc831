//! The records of keys: who executes a request, until when alone, and what came of it.

use std::time::Duration;

use bson::doc;
use bson::oid::ObjectId;
use mongodb::options::IndexOptions;
use mongodb::{Collection, Database, IndexModel};
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Timestamp};
use crate::ids::UserId;
use crate::mongo::{DbError, ensure_indexes, index, to_document};

/// How long a key is remembered.
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// How long a request is executed by one process alone: longer than a request is waited for. Two at once
/// would do no harm.
const LEASE: Duration = Duration::from_secs(30);
/// What nobody needs who is not filling the database.
const MAX_KEYS: u64 = 2000;
/// When a user with so many keys may try again.
const LATER: Duration = Duration::from_secs(3600);
/// Too many lost races in a row are a sign of something else than bad luck.
const MAX_ATTEMPTS: usize = 20;

#[derive(Clone)]
pub(super) struct Records {
    collection: Collection<Record>,
    clock: Clock,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    #[serde(rename = "_id")]
    id: String,
    owner: Option<UserId>,
    /// Of the request that had the key first.
    fingerprint: Option<String>,
    /// The id of what the request makes.
    subject: ObjectId,
    /// Changes hands with the lease: who has lost it can write here no more.
    turn: ObjectId,
    leased_until: Timestamp,
    created_at: Timestamp,
    answer: Option<Answer>,
}

/// An answer as it was given.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// The right to execute a request.
pub(super) struct Turn {
    record: String,
    turn: ObjectId,
    pub subject: ObjectId,
    /// It was executed before, and did not come to an end.
    pub again: bool,
}

/// What there is for a key.
pub(super) enum Begun {
    Ours(Turn),
    Answered(Answer),
    InUse,
    /// By another request.
    Reused,
    /// The user has too many keys; how long to wait.
    TooMany(Duration),
}

impl Records {
    pub(super) fn new(database: &Database, clock: Clock) -> Self {
        Self { collection: database.collection("idempotency_keys"), clock }
    }

    pub(super) async fn ensure_indexes(&self) -> Result<(), DbError> {
        let kept = IndexOptions::builder().name("created_at".to_owned()).expire_after(KEPT).build();
        let kept = IndexModel::builder().keys(doc! { "createdAt": 1 }).options(kept).build();
        ensure_indexes(&self.collection, vec![kept, index("owner", doc! { "owner": 1 })]).await
    }

    /// Gives one caller the right to execute a request, and tells the others what there is.
    pub(super) async fn begin(
        &self,
        id: &str,
        owner: Option<UserId>,
        fingerprint: Option<String>,
    ) -> Result<Begun, DbError> {
        for _ in 0..MAX_ATTEMPTS {
            let now = self.clock.now();
            let Some(there) = self.collection.find_one(doc! { "_id": id }).await? else {
                if self.has_too_many(owner).await? {
                    return Ok(Begun::TooMany(LATER));
                }
                let fresh = Record::new(id, owner, fingerprint.clone(), now);
                match self.collection.insert_one(&fresh).await.map_err(DbError::from) {
                    Ok(_) => return Ok(Begun::Ours(fresh.turn(false))),
                    Err(DbError::Duplicate(_)) => continue,
                    Err(error) => return Err(error),
                }
            };
            let held = doc! { "_id": id, "turn": there.turn };
            if there.created_at.plus(KEPT) <= now {
                // MongoDB removes it within a minute.
                self.collection.delete_one(held).await?;
                continue;
            }
            if there.fingerprint != fingerprint {
                return Ok(Begun::Reused);
            }
            if let Some(answer) = there.answer {
                return Ok(Begun::Answered(answer));
            }
            if there.leased_until > now {
                return Ok(Begun::InUse);
            }
            let ours = Record { turn: ObjectId::new(), ..there };
            let lease = doc! { "$set": { "turn": ours.turn, "leasedUntil": now.plus(LEASE) } };
            if self.collection.update_one(held, lease).await?.matched_count == 1 {
                return Ok(Begun::Ours(ours.turn(true)));
            }
        }
        Err(DbError::Contention)
    }

    /// Requests at the same time may all find room: a few more than the limit do no harm.
    async fn has_too_many(&self, owner: Option<UserId>) -> Result<bool, DbError> {
        let Some(owner) = owner else { return Ok(false) };
        let theirs = self.collection.count_documents(doc! { "owner": owner }).limit(MAX_KEYS).await?;
        Ok(theirs >= MAX_KEYS)
    }

    /// The request has its answer for good.
    pub(super) async fn remember(&self, turn: &Turn, answer: &Answer) -> Result<(), DbError> {
        let answer = to_document(answer)?;
        self.collection.update_one(turn.held(), doc! { "$set": { "answer": answer } }).await?;
        Ok(())
    }

    /// Whoever asks next executes it again.
    pub(super) async fn release(&self, turn: &Turn) -> Result<(), DbError> {
        let over = doc! { "$set": { "leasedUntil": self.clock.now() } };
        self.collection.update_one(turn.held(), over).await?;
        Ok(())
    }

    /// Nothing was done under the key: it is free.
    pub(super) async fn forget(&self, turn: &Turn) -> Result<(), DbError> {
        self.collection.delete_one(turn.held()).await?;
        Ok(())
    }
}

impl Record {
    fn new(id: &str, owner: Option<UserId>, fingerprint: Option<String>, now: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            owner,
            fingerprint,
            subject: ObjectId::new(),
            turn: ObjectId::new(),
            leased_until: now.plus(LEASE),
            created_at: now,
            answer: None,
        }
    }

    fn turn(self, again: bool) -> Turn {
        Turn { record: self.id, turn: self.turn, subject: self.subject, again }
    }
}

impl Turn {
    fn held(&self) -> bson::Document {
        doc! { "_id": &self.record, "turn": self.turn }
    }
}
