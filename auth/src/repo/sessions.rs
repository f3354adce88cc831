//! Sessions' records. MongoDB removes those that have expired, up to a minute late, so the time is
//! asked as well.

use std::time::Duration;

use bson::doc;
use common::aggregate::Aggregates;
use common::clock::Clock;
use common::ids::{SessionId, UserId};
use common::mongo::{DbError, index};
use futures::TryStreamExt;
use mongodb::options::IndexOptions;
use mongodb::{Database, IndexModel};

use crate::domain::{Session, User};

/// How many of a user's sessions are listed: more than anyone has, and an answer of bounded size.
const LISTED: i64 = 100;

#[derive(Clone)]
pub struct Sessions {
    aggregates: Aggregates<Session>,
    clock: Clock,
}

impl Sessions {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { aggregates: Aggregates::new(database, clock.clone()), clock }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let removed =
            IndexOptions::builder().name("expires_at".to_owned()).expire_after(Duration::ZERO).build();
        let removed = IndexModel::builder().keys(doc! { "expiresAt": 1 }).options(removed).build();
        let of_user = index("of_user", doc! { "userId": 1, "createdAt": -1 });
        self.aggregates.ensure_indexes(vec![removed, of_user]).await
    }

    pub fn aggregates(&self) -> &Aggregates<Session> {
        &self.aggregates
    }

    pub async fn begin(&self, user: &User) -> Result<Session, DbError> {
        let session = Session::begin(user, self.clock.now());
        self.aggregates.insert(&session).await?;
        Ok(session)
    }

    pub async fn get(&self, id: SessionId) -> Result<Option<Session>, DbError> {
        self.aggregates.get(id).await
    }

    /// A user's sessions that live, newest first.
    pub async fn of(&self, user: &User) -> Result<Vec<Session>, DbError> {
        let now = self.clock.now();
        let candidates = doc! { "userId": user.id, "endedAt": null, "expiresAt": { "$gt": now } };
        let newest_first = doc! { "createdAt": -1, "_id": -1 };
        let found = self.aggregates.collection().find(candidates).sort(newest_first).limit(LISTED).await?;
        // Those of generations that are over are older, so that they crowd nobody out.
        let mut sessions: Vec<Session> = found.try_collect().await?;
        sessions.retain(|session| session.is_live(user, now));
        Ok(sessions)
    }

    /// Notes that a session was used; `false` when it was ended meanwhile.
    pub async fn touch(&self, session: Session) -> Result<bool, DbError> {
        let seen = session.seen(self.clock.now());
        // The later one of two at the same time stays.
        let update = doc! { "$max": { "lastSeenAt": seen.last_seen_at, "expiresAt": seen.expires_at } };
        let live = doc! { "_id": seen.id, "endedAt": null };
        let updated = self.aggregates.collection().update_one(live, update).await?;
        Ok(updated.matched_count == 1)
    }

    /// Ends a session, and tells of it in the same write. One that is no more stays so.
    pub async fn end(&self, id: SessionId) -> Result<(), DbError> {
        // A record that the version before wrote has no version to compare with.
        let unversioned = doc! { "_id": id, "version": { "$exists": false } };
        let first = doc! { "$set": { "version": 1 } };
        self.aggregates.collection().update_one(unversioned, first).await?;
        self.aggregates
            .change(id, |session| Ok::<_, DbError>(session.clone().ended(self.clock.now())))
            .await?;
        Ok(())
    }

    /// Whether there is a record of such a session of a user's, ended or not.
    pub async fn is_of(&self, id: SessionId, user: UserId) -> Result<bool, DbError> {
        Ok(self.get(id).await?.is_some_and(|session| session.user_id == user))
    }
}
