//! From which networks accounts were used by who knew their passwords.

use std::time::Duration;

use bson::{Binary, doc};
use common::clock::{Clock, Timestamp};
use common::mongo::{DbError, ensure_indexes};
use mongodb::options::IndexOptions;
use mongodb::{Collection, Database, IndexModel};
use serde::Deserialize;

use super::BucketKey;

/// How long a network is remembered after the last sign-in from there.
const REMEMBERED: Duration = Duration::from_secs(90 * 24 * 3600);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Familiar {
    expires_at: Timestamp,
}

#[derive(Clone)]
pub struct FamiliarNetworks {
    collection: Collection<Familiar>,
    clock: Clock,
}

impl FamiliarNetworks {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { collection: database.collection("familiarNetworks"), clock }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let removed =
            IndexOptions::builder().name("expires_at".to_owned()).expire_after(Duration::ZERO).build();
        let removed = IndexModel::builder().keys(doc! { "expiresAt": 1 }).options(removed).build();
        ensure_indexes(&self.collection, vec![removed]).await
    }

    pub async fn remember(&self, key: &BucketKey) -> Result<(), DbError> {
        let expires_at = self.clock.now().plus(REMEMBERED);
        let update = doc! { "$set": { "expiresAt": expires_at } };
        match self.collection.update_one(doc! { "_id": Binary::from(key) }, update).upsert(true).await {
            Ok(_) => Ok(()),
            // Another sign-in from there was a moment quicker.
            Err(error) => match DbError::from(error) {
                DbError::Duplicate(_) => Ok(()),
                error => Err(error),
            },
        }
    }

    pub async fn has(&self, key: &BucketKey) -> Result<bool, DbError> {
        let found = self.collection.find_one(doc! { "_id": Binary::from(key) }).await?;
        Ok(found.is_some_and(|familiar| self.clock.now() < familiar.expires_at))
    }
}
