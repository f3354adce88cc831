//! Proofs of addresses that are under way.

use std::time::Duration;

use bson::doc;
use common::clock::Clock;
use common::ids::UserId;
use common::mongo::{DbError, ensure_indexes, to_document, unique_index};
use mongodb::options::IndexOptions;
use mongodb::{Collection, Database, IndexModel};

use crate::domain::{Email, Proof, ProofId, Purpose, Token};

#[derive(Clone)]
pub struct Proofs {
    collection: Collection<Proof>,
    clock: Clock,
}

impl Proofs {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { collection: database.collection("proofs"), clock }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let removed =
            IndexOptions::builder().name("expires_at".to_owned()).expire_after(Duration::ZERO).build();
        let removed = IndexModel::builder().keys(doc! { "expiresAt": 1 }).options(removed).build();
        let by_hash = unique_index("hash", doc! { "hash": 1 }, None);
        let by_user = common::mongo::index("user", doc! { "_id.userId": 1 });
        ensure_indexes(&self.collection, vec![removed, by_hash, by_user]).await
    }

    /// What a token will prove. An older one for the same does not count any more.
    pub async fn keep(&self, id: ProofId, email: &Email, token: &Token) -> Result<(), DbError> {
        let proof = Proof::new(id, email, token, self.clock.now());
        self.collection.replace_one(doc! { "_id": to_document(&id)? }, proof).upsert(true).await?;
        Ok(())
    }

    /// What a token proves, if it still does.
    pub async fn of(&self, token: &Token, purpose: Purpose) -> Result<Option<Proof>, DbError> {
        let proof = self.collection.find_one(doc! { "hash": token.hash().0 }).await?;
        Ok(proof.filter(|proof| proof.id.purpose == purpose && proof.is_live(self.clock.now())))
    }

    /// Uses a proof up. Of several who try at the same time one is told `true`.
    pub async fn use_up(&self, proof: &Proof) -> Result<bool, DbError> {
        let this = doc! { "_id": to_document(&proof.id)?, "hash": proof.hash.0.clone() };
        Ok(self.collection.delete_one(this).await?.deleted_count == 1)
    }

    /// Makes a user's proof of one kind count no more.
    pub async fn withdraw(&self, id: ProofId) -> Result<(), DbError> {
        self.collection.delete_one(doc! { "_id": to_document(&id)? }).await?;
        Ok(())
    }

    /// Forgets all of a user's.
    pub async fn forget(&self, user: UserId) -> Result<(), DbError> {
        self.collection.delete_many(doc! { "_id.userId": user }).await?;
        Ok(())
    }
}
