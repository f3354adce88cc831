//! Sessions' records. MongoDB removes those that have expired, up to a minute late, so the time is
//! asked as well.

use std::time::Duration;

use bson::doc;
use common::clock::Clock;
use common::ids::{SessionId, UserId};
use common::mongo::{DbError, ensure_indexes};
use mongodb::options::IndexOptions;
use mongodb::{Collection, Database, IndexModel};

use crate::domain::Session;

#[derive(Clone)]
pub struct Sessions {
    collection: Collection<Session>,
    clock: Clock,
}

impl Sessions {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { collection: database.collection("sessions"), clock }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let removed =
            IndexOptions::builder().name("expires_at".to_owned()).expire_after(Duration::ZERO).build();
        let removed = IndexModel::builder().keys(doc! { "expiresAt": 1 }).options(removed).build();
        ensure_indexes(&self.collection, vec![removed]).await
    }

    pub async fn begin(&self, user: UserId) -> Result<Session, DbError> {
        let session = Session::begin(user, self.clock.now());
        self.collection.insert_one(&session).await?;
        Ok(session)
    }

    /// A user's session, if it was not ended and has not expired.
    pub async fn live(&self, id: SessionId, user: UserId) -> Result<Option<Session>, DbError> {
        let session = self.collection.find_one(doc! { "_id": id, "userId": user }).await?;
        Ok(session.filter(|session| session.is_live(self.clock.now())))
    }

    /// Notes that a session was used; `false` when it was ended meanwhile.
    pub async fn touch(&self, session: Session) -> Result<bool, DbError> {
        let seen = session.seen(self.clock.now());
        // The later one of two at the same time stays.
        let update = doc! { "$max": { "lastSeenAt": seen.last_seen_at, "expiresAt": seen.expires_at } };
        let updated = self.collection.update_one(doc! { "_id": seen.id }, update).await?;
        Ok(updated.matched_count == 1)
    }

    /// Ends a session; one that is no more stays so.
    pub async fn end(&self, id: SessionId) -> Result<(), DbError> {
        self.collection.delete_one(doc! { "_id": id }).await?;
        Ok(())
    }
}
