//! Users, one for each address.

use bson::{Document, doc};
use common::aggregate::Aggregates;
use common::auth::Role;
use common::clock::{Clock, Timestamp};
use common::http::NewId;
use common::ids::UserId;
use common::mongo::{DbError, PRIMARY, index, partial_index, unique_index};
use mongodb::Database;

use crate::domain::{Email, User};
use crate::error::AuthError;

#[derive(Clone)]
pub struct Users {
    aggregates: Aggregates<User>,
    clock: Clock,
    /// Whose account is an admin's until an admin says otherwise.
    first_admin: Option<Email>,
}

/// The lists of admins, newest first.
pub(super) const NEWEST: &str = "newest";
pub(super) const SUSPENDED: &str = "suspended";

const BY_EMAIL: &str = "email_key";

impl Users {
    pub fn new(database: &Database, clock: Clock, first_admin: Option<Email>) -> Self {
        Self { aggregates: Aggregates::new(database, clock.clone()), clock, first_admin }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        let newest_first = doc! { "createdAt": -1, "_id": -1 };
        self.aggregates
            .ensure_indexes(vec![
                unique_index(BY_EMAIL, doc! { "emailKey": 1 }, None),
                index(NEWEST, newest_first.clone()),
                partial_index(SUSPENDED, newest_first.clone(), suspended()),
                partial_index("admins", newest_first, doc! { "assignedRole": "admin" }),
            ])
            .await
    }

    /// Adds a user. Of several with one address the index lets a single one in.
    pub async fn add(&self, user: &User) -> Result<(), AuthError> {
        self.aggregates.insert(user).await.map_err(|error| match error {
            // By its id it is there when the same request was executed twice at once.
            DbError::Duplicate(index) if index == BY_EMAIL || index == PRIMARY => AuthError::EmailInUse,
            error => error.into(),
        })
    }

    pub async fn get(&self, id: UserId) -> Result<Option<User>, DbError> {
        self.aggregates.get(id).await
    }

    /// The account that the same request opened before.
    pub async fn made(&self, new: &NewId<UserId>) -> Result<Option<User>, DbError> {
        new.made(&self.aggregates).await
    }

    pub async fn with_email(&self, email: &Email) -> Result<Option<User>, DbError> {
        Ok(self.aggregates.collection().find_one(doc! { "emailKey": email.key() }).await?)
    }

    /// Reads a user and stores what `next` makes of them, again from the start when another was quicker. `None` when
    /// there is no such user.
    pub async fn change(
        &self,
        id: UserId,
        next: impl FnMut(&User) -> Result<Option<User>, AuthError>,
    ) -> Result<Option<User>, AuthError> {
        self.aggregates.change(id, next).await
    }

    pub fn role_of(&self, user: &User) -> Role {
        user.role(self.first_admin.as_ref())
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn first_admin(&self) -> Option<&Email> {
        self.first_admin.as_ref()
    }

    pub fn aggregates(&self) -> &Aggregates<User> {
        &self.aggregates
    }

    /// Stores the next version; `false` when another one was stored meanwhile.
    pub async fn save(&self, user: &User) -> Result<bool, DbError> {
        self.aggregates.save(user).await
    }
}

/// What every query of suspended users must ask for, so that their index serves it.
pub(super) fn suspended() -> Document {
    doc! { "suspended.at": { "$exists": true } }
}
