//! Leaking buckets, one document each, so that all replicas count together and a restart forgets nothing.
//! A bucket that has run empty is removed by MongoDB.

use std::time::Duration;

use bson::{Binary, Document, doc};
use common::clock::{Clock, Timestamp};
use common::mongo::{DbError, ensure_indexes};
use mongodb::options::{Acknowledgment, CollectionOptions, IndexOptions, ReturnDocument, WriteConcern};
use mongodb::{Collection, Database, IndexModel};
use serde::Deserialize;

use crate::domain::Rate;

/// Two that make the same bucket at the same time: one of them finds it there, and tries again.
const ATTEMPTS: usize = 3;

/// What a bucket counts; of what was counted, nothing can be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketKey(pub Vec<u8>);

impl From<&BucketKey> for Binary {
    fn from(key: &BucketKey) -> Self {
        Self { subtype: bson::spec::BinarySubtype::Generic, bytes: key.0.clone() }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bucket {
    empty_at: Timestamp,
}

#[derive(Clone)]
pub struct Buckets {
    collection: Collection<Bucket>,
    clock: Clock,
}

impl Buckets {
    pub fn new(database: &Database, clock: Clock) -> Self {
        // A count that is lost with a primary lets a try through; to wait for the others at each try would cost more.
        let primary = WriteConcern::builder().w(Acknowledgment::Nodes(1)).build();
        let options = CollectionOptions::builder().write_concern(primary).build();
        Self { collection: database.collection_with_options("buckets", options), clock }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let removed =
            IndexOptions::builder().name("empty_at".to_owned()).expire_after(Duration::ZERO).build();
        let removed = IndexModel::builder().keys(doc! { "emptyAt": 1 }).options(removed).build();
        ensure_indexes(&self.collection, vec![removed]).await
    }

    /// One more drop, in one atomic write. When there is no room for it, the bucket stays as it is, and the
    /// answer is how long until there is.
    pub async fn add(&self, key: &BucketKey, rate: Rate) -> Result<Result<(), Duration>, DbError> {
        let now = self.clock.now();
        for _ in 1..ATTEMPTS {
            match self.add_at(key, rate, now).await {
                Err(DbError::Duplicate(_)) => {}
                added => return added,
            }
        }
        self.add_at(key, rate, now).await
    }

    async fn add_at(
        &self,
        key: &BucketKey,
        rate: Rate,
        now: Timestamp,
    ) -> Result<Result<(), Duration>, DbError> {
        // The same as `Rate::add` does with what was there before.
        let next = doc! { "$add": [{ "$max": ["$emptyAt", now] }, millis(rate.interval)] };
        let room = doc! { "$cond": [{ "$lte": ["$$next", rate.full(now)] }, "$$next", "$emptyAt"] };
        let update = set_empty_at(doc! { "$let": { "vars": { "next": next }, "in": room } });
        let before = self
            .collection
            .find_one_and_update(doc! { "_id": Binary::from(key) }, vec![update])
            .upsert(true)
            .return_document(ReturnDocument::Before)
            .await?;
        Ok(rate.add(before.map(|bucket| bucket.empty_at), now).map(|_| ()))
    }

    /// Takes a drop out again.
    pub async fn take_back(&self, key: &BucketKey, rate: Rate) -> Result<(), DbError> {
        let update = set_empty_at(doc! { "$subtract": ["$emptyAt", millis(rate.interval)] });
        self.collection.update_one(doc! { "_id": Binary::from(key) }, vec![update]).await?;
        Ok(())
    }
}

fn set_empty_at(expression: Document) -> Document {
    doc! { "$set": { "emptyAt": expression } }
}

fn millis(interval: Duration) -> i64 {
    i64::try_from(interval.as_millis()).unwrap_or(i64::MAX)
}
