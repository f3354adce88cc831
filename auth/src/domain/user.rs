//! Users.

use common::aggregate::{Aggregate, Tell};
use common::auth::Role;
use common::clock::Timestamp;
use common::events::session::{EndedSessions, SessionRevoked};
use common::events::user::{UserState, UserUpdated};
use common::ids::UserId;
use serde::{Deserialize, Serialize};

use super::{Email, PasswordHash, Suspension, UserStatus};

/// A person's account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    #[serde(rename = "_id")]
    pub id: UserId,
    pub version: i64,
    pub email: Email,
    /// The address in the form that the unique index compares.
    pub email_key: String,
    pub password_hash: PasswordHash,
    pub created_at: Timestamp,
    /// Whether somebody who reads what is sent there has said that the address is theirs.
    #[serde(default)]
    pub email_verified: bool,
    /// When the account was closed. What is left of it then names nobody.
    #[serde(default)]
    pub closed_at: Option<Timestamp>,
    /// How often all of the user's sessions were ended. A session belongs to the generation in which its sign-in
    /// read the user, and is over when there is a later one. So a sign-in that is under way while a password changes
    /// begins a session that is over already.
    #[serde(default)]
    pub generation: i64,
    /// The first generation whose sessions live; `None` for the present one. They are not the same after a change
    /// that tokens must follow and sessions outlive: another role.
    #[serde(default)]
    pub sessions_from: Option<i64>,
    /// When the generation began; `None` for the first.
    #[serde(default)]
    pub sessions_ended_at: Option<Timestamp>,
    /// What an admin has made of them; until one does, see [`role`](Self::role).
    #[serde(default)]
    pub assigned_role: Option<Role>,
    /// While an admin has shut them out.
    #[serde(default)]
    pub suspended: Option<Suspension>,
    /// When an admin last let them in again.
    #[serde(default)]
    pub restored_at: Option<Timestamp>,
}

impl User {
    /// What the other services know of the account: nothing, while it has always been active.
    pub fn state(&self) -> Option<UserState> {
        let status = self.status();
        let told = status != UserStatus::Active || self.restored_at.is_some();
        told.then(|| UserState { id: self.id, version: self.version, status: status.into() })
    }

    pub fn new(email: Email, password_hash: PasswordHash, now: Timestamp) -> Self {
        let email_key = email.key().to_owned();
        Self {
            id: UserId::new(),
            version: 1,
            email,
            email_key,
            password_hash,
            created_at: now,
            email_verified: false,
            closed_at: None,
            generation: 0,
            sessions_from: None,
            sessions_ended_at: None,
            assigned_role: None,
            suspended: None,
            restored_at: None,
        }
    }

    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// What an admin has made of them; otherwise who has proved that the first admin's address is theirs is admin.
    pub fn role(&self, first_admin: Option<&Email>) -> Role {
        let is_first = self.email_verified && first_admin == Some(&self.email);
        let first = if is_first { Role::Admin } else { Role::User };
        self.assigned_role.unwrap_or(first)
    }

    /// The same user with the same password, hashed anew.
    pub fn rehashed(self, password_hash: PasswordHash) -> Self {
        Self { password_hash, ..self }.next()
    }

    /// With another password; to be followed by [`next`](Self::next), as those below.
    pub fn with_password(self, password_hash: PasswordHash) -> Self {
        Self { password_hash, ..self }
    }

    pub fn verified(self) -> Self {
        Self { email_verified: true, ..self }
    }

    /// What is left of a user whose account is closed: an id that names nobody.
    pub fn closed(self, now: Timestamp) -> Self {
        Self {
            email: Email::default(),
            // Of its own, because the index wants one; no address is like it.
            email_key: format!("closed:{}", self.id),
            password_hash: PasswordHash::of_nobody(),
            email_verified: false,
            closed_at: Some(now),
            ..self
        }
    }

    /// All sessions end in the write that stores this, together with whatever else changes in it: a new password,
    /// a suspension. To be followed by [`next`](Self::next). A session that begins for the state that was stored
    /// lives.
    pub fn ending_sessions(self, now: Timestamp) -> Self {
        Self { generation: self.generation + 1, sessions_from: None, sessions_ended_at: Some(now), ..self }
    }

    /// All tokens stop counting in the write that stores this, and the sessions live on: each gets a token that says
    /// what is true now as soon as its owner asks who they are. To be followed by [`next`](Self::next).
    pub fn renewing_tokens(self, now: Timestamp) -> Self {
        let sessions_from = Some(self.sessions_from());
        Self { generation: self.generation + 1, sessions_from, sessions_ended_at: Some(now), ..self }
    }

    /// The first generation whose sessions live.
    pub fn sessions_from(&self) -> i64 {
        self.sessions_from.unwrap_or(self.generation)
    }

    /// The version to store a changed state under.
    pub fn next(self) -> Self {
        Self { version: self.version + 1, ..self }
    }
}

impl Aggregate for User {
    const COLLECTION: &'static str = "users";
    type Id = UserId;

    fn id(&self) -> UserId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        let (id, version) = (self.id, self.version);
        let mut events: Vec<Box<dyn Tell>> = Vec::new();
        if let Some(ended_at) = self.sessions_ended_at {
            let ended = EndedSessions::All { before_generation: self.generation };
            events.push(Box::new(SessionRevoked { user_id: id, version, ended_at, ended }));
        }
        if let Some(state) = self.state() {
            events.push(Box::new(UserUpdated(state)));
        }
        events
    }
}
