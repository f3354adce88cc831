//! Users, one for each address.

use bson::doc;
use common::aggregate::Aggregates;
use common::clock::Clock;
use common::http::NewId;
use common::ids::UserId;
use common::mongo::{DbError, PRIMARY, unique_index};
use mongodb::Database;

use crate::domain::{Email, User};
use crate::error::AuthError;

#[derive(Clone)]
pub struct Users(Aggregates<User>);

const BY_EMAIL: &str = "email_key";

impl Users {
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self(Aggregates::new(database, clock))
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        self.0.ensure_indexes(vec![unique_index(BY_EMAIL, doc! { "emailKey": 1 }, None)]).await
    }

    /// Adds a user. Of several with one address the index lets a single one in.
    pub async fn add(&self, user: &User) -> Result<(), AuthError> {
        self.0.insert(user).await.map_err(|error| match error {
            // By its id it is there when the same request was executed twice at once.
            DbError::Duplicate(index) if index == BY_EMAIL || index == PRIMARY => AuthError::EmailInUse,
            error => error.into(),
        })
    }

    pub async fn get(&self, id: UserId) -> Result<Option<User>, DbError> {
        self.0.get(id).await
    }

    /// The account that the same request opened before.
    pub async fn made(&self, new: &NewId<UserId>) -> Result<Option<User>, DbError> {
        new.made(&self.0).await
    }

    pub async fn with_email(&self, email: &Email) -> Result<Option<User>, DbError> {
        Ok(self.0.collection().find_one(doc! { "emailKey": email.key() }).await?)
    }

    /// Reads a user and stores what `next` makes of them, again from the start when another was quicker. `None` when
    /// there is no such user.
    pub async fn change(
        &self,
        id: UserId,
        next: impl FnMut(&User) -> Result<Option<User>, AuthError>,
    ) -> Result<Option<User>, AuthError> {
        self.0.change(id, next).await
    }

    pub fn aggregates(&self) -> &Aggregates<User> {
        &self.0
    }

    /// Stores the next version; `false` when another one was stored meanwhile.
    pub async fn save(&self, user: &User) -> Result<bool, DbError> {
        self.0.save(user).await
    }
}
