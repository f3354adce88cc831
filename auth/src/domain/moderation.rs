//! What an admin may do to an account.

use common::auth::Role;
use common::clock::Timestamp;
use common::events::user::AccountStatus;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Email, User};

/// When and why an admin shut somebody out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Suspension {
    pub at: Timestamp,
    pub reason: String,
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum UserStatus {
    Active,
    Suspended,
    /// Closed by its owner.
    Deleted,
}

impl From<UserStatus> for AccountStatus {
    fn from(status: UserStatus) -> Self {
        match status {
            UserStatus::Active => Self::Active,
            UserStatus::Suspended => Self::Suspended,
            UserStatus::Deleted => Self::Closed,
        }
    }
}

impl User {
    pub fn status(&self) -> UserStatus {
        match (self.closed_at, &self.suspended) {
            (Some(_), _) => UserStatus::Deleted,
            (None, Some(_)) => UserStatus::Suspended,
            (None, None) => UserStatus::Active,
        }
    }

    /// Whether they can do what admins do: a suspended admin is none.
    pub fn is_active_admin(&self, first_admin: Option<&Email>) -> bool {
        self.role(first_admin) == Role::Admin && self.status() == UserStatus::Active
    }

    /// Shut out, signed out everywhere; `None` if they are already.
    pub fn suspend(&self, reason: &str, now: Timestamp) -> Option<Self> {
        let suspended = Some(Suspension { at: now, reason: reason.to_owned() });
        let suspend = || Self { suspended, ..self.clone().ending_sessions(now) }.next();
        self.suspended.is_none().then(suspend)
    }

    /// Let in again; `None` if they are not shut out. Sessions that ended stay so.
    pub fn restore(&self, now: Timestamp) -> Option<Self> {
        let restore = || Self { suspended: None, restored_at: Some(now), ..self.clone() }.next();
        self.suspended.is_some().then(restore)
    }

    /// With another role, of which every service knows once no token with the old one counts; `None` if it is
    /// theirs already.
    pub fn assign(&self, role: Role, first_admin: Option<&Email>, now: Timestamp) -> Option<Self> {
        let assign = || Self { assigned_role: Some(role), ..self.clone().renewing_tokens(now) }.next();
        (self.role(first_admin) != role).then(assign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PasswordHash, Session};

    const NOW: i64 = 1_790_000_000_000;

    fn user() -> (User, Timestamp) {
        let now = Timestamp::from_millis(NOW);
        (User::new("ada@example.com".parse().unwrap(), PasswordHash::of_nobody(), now), now)
    }

    #[test]
    fn a_suspension_ends_the_sessions_and_its_end_revives_none() {
        let (user, now) = user();
        let session = Session::begin(&user, now);
        let suspended = user.suspend("spam", now).unwrap();
        assert_eq!((suspended.status(), suspended.version), (UserStatus::Suspended, 2));
        assert!(!session.is_live(&suspended, now) && suspended.suspend("spam", now).is_none());
        let restored = suspended.restore(now).unwrap();
        assert_eq!((restored.status(), restored.version), (UserStatus::Active, 3));
        assert!(!session.is_live(&restored, now) && restored.restore(now).is_none());
        assert!(Session::begin(&restored, now).is_live(&restored, now));
    }

    #[test]
    fn another_role_outdates_the_tokens_and_no_session() {
        let (user, now) = user();
        let old = Session::begin(&user, now);
        let admin = user.assign(Role::Admin, None, now).unwrap();
        assert!(admin.generation > user.generation && old.is_live(&admin, now));
        assert!(admin.assign(Role::Admin, None, now).is_none());
        let again = admin.assign(Role::User, None, now).unwrap();
        let new = Session::begin(&again, now);
        assert!(old.is_live(&again, now) && new.is_live(&again, now));
        // What ends all of them ends those of every generation.
        let ended = again.ending_sessions(now).next();
        assert!(!old.is_live(&ended, now) && !new.is_live(&ended, now));
        assert!(Session::begin(&ended, now).is_live(&ended, now));
    }

    #[test]
    fn an_assigned_role_counts_more_than_the_first_admins_address() {
        let (user, now) = user();
        let user = user.verified();
        let first = Some(&user.email);
        assert!(user.is_active_admin(first) && !user.is_active_admin(None));
        let demoted = user.assign(Role::User, first, now).unwrap();
        assert!(!demoted.is_active_admin(first));
        let promoted = demoted.assign(Role::Admin, first, now).unwrap();
        assert!(promoted.is_active_admin(None));
        assert!(!promoted.suspend("spam", now).unwrap().is_active_admin(first));
    }
}
