//! What admins look for and do.

use std::time::Duration;

use bson::{Document, doc};
use common::audit::{Act, Entry, Position, Reason};
use common::auth::Role;
use common::clock::Timestamp;
use common::http::{Cursor, Page, PageSize};
use common::ids::UserId;
use common::mongo::{DbError, literal};
use futures::TryStreamExt;
use mongodb::action::Action;
use mongodb::options::Hint;

use super::Users;
use super::users::{NEWEST, SUSPENDED, suspended};
use crate::domain::{Email, User, UserStatus};
use crate::error::AuthError;

/// Far longer than any page takes; what takes longer harms all others.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Where a page of users ended.
pub type UserCursor = Cursor<(Timestamp, UserId)>;

/// Which users are wanted; all that is given must fit.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    /// A part of the address, in any case, or the user's id.
    pub text: Option<String>,
    pub role: Option<Role>,
    pub status: Option<UserStatus>,
}

impl UserFilter {
    /// What to ask for, and the index to walk along: users are held against the filter one after the other, from
    /// the newest on. Suspended users have an index of their own; admins, of whom there are few, are found and
    /// then sorted.
    fn query(&self, first_admin: Option<&Email>) -> (Document, Option<&'static str>) {
        let mut clauses = vec![doc! {}];
        let mut index = Some(NEWEST);
        match self.status {
            Some(UserStatus::Active) => clauses.push(doc! { "suspended": null, "closedAt": null }),
            Some(UserStatus::Deleted) => clauses.push(doc! { "closedAt": { "$ne": null } }),
            Some(UserStatus::Suspended) => {
                clauses.push(doc! { "$and": [suspended(), { "closedAt": null }] });
                index = Some(SUSPENDED);
            }
            None => {}
        }
        match self.role {
            Some(Role::Admin) => {
                clauses.push(admins(first_admin));
                index = None;
            }
            Some(Role::User) => clauses.push(doc! { "$nor": [admins(first_admin)] }),
            None => {}
        }
        if let Some(text) = &self.text {
            if let Ok(id) = text.parse::<UserId>() {
                clauses.push(doc! { "_id": id });
                index = Some("_id_");
            } else {
                clauses.push(doc! { "emailKey": { "$regex": literal(&text.to_lowercase()) } });
            }
        }
        (doc! { "$and": clauses }, index)
    }
}

impl Users {
    /// A page of those that fit, newest first.
    pub async fn all(
        &self,
        filter: &UserFilter,
        size: PageSize,
        after: Option<UserCursor>,
    ) -> Result<Page<User>, DbError> {
        let (mut query, index) = filter.query(self.first_admin());
        if let Some(Cursor((at, id))) = after {
            let older = doc! { "createdAt": { "$lt": at } };
            query.insert("$or", vec![older, doc! { "createdAt": at, "_id": { "$lt": id } }]);
        }
        let limit = i64::try_from(size.get()).unwrap_or(i64::MAX).saturating_add(1);
        let found = self
            .aggregates()
            .collection()
            .find(query)
            .sort(doc! { "createdAt": -1, "_id": -1 })
            .limit(limit)
            .max_time(MAX_TIME)
            .optional(index, |find, index| find.hint(Hint::Name(index.to_owned())))
            .await?;
        let users = found.try_collect().await?;
        Ok(Page::new(users, size, |user: &User| (user.created_at, user.id)))
    }

    /// Shuts a user out; the last active admin cannot be.
    pub async fn suspend(&self, id: UserId, reason: &Reason, act: &Act) -> Result<User, AuthError> {
        self.moderate(id, act, |user| user.suspend(reason.as_str(), self.now())).await
    }

    /// Lets a user in again.
    pub async fn restore(&self, id: UserId, act: &Act) -> Result<User, AuthError> {
        self.moderate(id, act, |user| user.restore(self.now())).await
    }

    /// Gives or takes a role; the last active admin keeps theirs.
    pub async fn assign(&self, id: UserId, role: Role, act: &Act) -> Result<User, AuthError> {
        self.moderate(id, act, |user| user.assign(role, self.first_admin(), self.now())).await
    }

    /// One after the other: of two admins who demote each other at once, the second one sees that he would be
    /// the last, and two who suspend each other leave one.
    async fn moderate(
        &self,
        id: UserId,
        act: &Act,
        next: impl Fn(&User) -> Option<User>,
    ) -> Result<User, AuthError> {
        let moderated = |user: &User, other_admins: u64| {
            if !user.is_open() {
                return Err(AuthError::AccountDeleted);
            }
            self.unless_last(user, next(user), other_admins)
        };
        let changed = self.aggregates().act_in_turn(id, act, &self.active_admins(), moderated).await?;
        changed.ok_or(AuthError::NoUser)
    }

    /// Closes an account for its owner; the last active admin's stays open. Only an admin waits for a turn: nobody
    /// else can be the last, and whoever is made one meanwhile has another version.
    pub async fn close(&self, id: UserId) -> Result<(), AuthError> {
        let close = |user: &User| {
            user.is_open().then(|| user.clone().closed(self.now()).ending_sessions(self.now()).next())
        };
        let mut is_admin = false;
        self.change(id, |user| {
            is_admin = user.is_active_admin(self.first_admin());
            Ok(close(user).filter(|_| !is_admin))
        })
        .await?;
        if is_admin {
            let closed = |user: &User, others: u64| self.unless_last(user, close(user), others);
            self.aggregates().change_in_turn(id, &self.active_admins(), closed).await?;
        }
        Ok(())
    }

    fn unless_last(
        &self,
        user: &User,
        changed: Option<User>,
        others: u64,
    ) -> Result<Option<User>, AuthError> {
        let is_active = |user: &User| user.is_active_admin(self.first_admin());
        let leaves = is_active(user) && changed.as_ref().is_some_and(|changed| !is_active(changed));
        if leaves && others == 0 { Err(AuthError::LastAdmin) } else { Ok(changed) }
    }

    fn active_admins(&self) -> Document {
        doc! { "$and": [admins(self.first_admin()), { "suspended": null, "closedAt": null }] }
    }

    /// What admins did to users, newest first.
    pub async fn acts(
        &self,
        size: PageSize,
        after: Option<Cursor<Position>>,
    ) -> Result<Page<Entry>, DbError> {
        self.aggregates().acts(size, after).await
    }
}

/// Who is admin, as [`User::role`] says. Each clause has its index.
fn admins(first_admin: Option<&Email>) -> Document {
    let mut clauses = vec![doc! { "assignedRole": "admin" }];
    clauses.extend(
        first_admin
            .map(|email| doc! { "emailKey": email.key(), "emailVerified": true, "assignedRole": null }),
    );
    doc! { "$or": clauses }
}
