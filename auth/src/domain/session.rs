//! Sessions: how long they live.

use std::time::Duration;

use common::aggregate::{Aggregate, Tell};
use common::clock::Timestamp;
use common::events::session::{EndedSessions, SessionRevoked};
use common::ids::{SessionId, UserId};
use serde::{Deserialize, Serialize};

use super::User;

/// How long a session lives that nobody uses.
const IDLE: Duration = Duration::from_secs(7 * 24 * 3600);
/// How long any session lives.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// The record of a sign-in. Tokens name it, and are renewed as long as it lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    #[serde(rename = "_id")]
    pub id: SessionId,
    /// Being used is no new version.
    #[serde(default)]
    pub version: i64,
    pub user_id: UserId,
    /// The user's when the session began; see [`User::generation`].
    #[serde(default)]
    pub generation: i64,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
    /// When it was ended by itself; the end of all of a user's sessions is the user's matter.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
}

impl Session {
    pub fn begin(user: &User, now: Timestamp) -> Self {
        Self {
            id: SessionId::new(),
            version: 1,
            user_id: user.id,
            generation: user.generation,
            created_at: now,
            last_seen_at: now,
            expires_at: now.plus(IDLE),
            ended_at: None,
        }
    }

    /// The same session, used once more.
    pub fn seen(self, now: Timestamp) -> Self {
        let expires_at = now.plus(IDLE).min(self.created_at.plus(LONGEST));
        Self { last_seen_at: now, expires_at, ..self }
    }

    /// The same session, over; `None` when it was ended before.
    pub fn ended(self, now: Timestamp) -> Option<Self> {
        match self.ended_at {
            None => Some(Self { version: self.version + 1, ended_at: Some(now), ..self }),
            Some(_) => None,
        }
    }

    /// Whether it is a session of this user that was ended in no way and has not expired.
    pub fn is_live(&self, user: &User, now: Timestamp) -> bool {
        self.user_id == user.id
            && self.generation >= user.sessions_from()
            && self.ended_at.is_none()
            && now < self.expires_at
    }
}

impl Aggregate for Session {
    const COLLECTION: &'static str = "sessions";
    type Id = SessionId;

    fn id(&self) -> SessionId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        let Some(ended_at) = self.ended_at else { return vec![] };
        let ended = EndedSessions::One { session_id: self.id };
        vec![Box::new(SessionRevoked { user_id: self.user_id, version: self.version, ended_at, ended })]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PasswordHash;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn user() -> User {
        User::new("ada@example.com".parse().unwrap(), PasswordHash::of_nobody(), Timestamp::from_millis(0))
    }

    #[test]
    fn an_unused_session_lives_for_seven_days() {
        let (user, start) = (user(), Timestamp::from_millis(0));
        let session = Session::begin(&user, start);
        assert!(session.is_live(&user, start.plus(DAY * 7 - Duration::from_millis(1))));
        assert!(!session.is_live(&user, start.plus(DAY * 7)));
    }

    #[test]
    fn a_session_in_daily_use_lives_for_thirty_days() {
        let (user, start) = (user(), Timestamp::from_millis(0));
        let mut session = Session::begin(&user, start);
        for day in 1..30 {
            assert!(session.is_live(&user, start.plus(DAY * day)));
            session = session.seen(start.plus(DAY * day));
        }
        assert!(!session.is_live(&user, start.plus(DAY * 30)));
    }

    #[test]
    fn a_session_ends_once_and_tells_of_it() {
        let (user, now) = (user(), Timestamp::from_millis(5));
        let session = Session::begin(&user, now);
        assert!(session.events().is_empty());
        let ended = session.ended(now).unwrap();
        assert!(!ended.is_live(&user, now) && ended.events().len() == 1);
        assert_eq!((ended.version, ended.clone().ended(now.plus(DAY))), (2, None));
    }

    #[test]
    fn when_all_end_those_that_begin_in_the_same_instant_and_know_it_live() {
        let (user, now) = (user(), Timestamp::from_millis(5));
        assert!(user.events().is_empty());
        let before = Session::begin(&user, now);
        let changed = user.clone().ending_sessions(now).next();
        // Who read the user before they changed.
        let under_way = Session::begin(&user, now);
        let after = Session::begin(&changed, now);
        assert_eq!([&before, &under_way, &after].map(|s| s.is_live(&changed, now)), [false, false, true]);
        assert!(changed.events().len() == 1);
    }

    #[test]
    fn the_session_of_another_is_not_live() {
        let now = Timestamp::from_millis(5);
        assert!(!Session::begin(&user(), now).is_live(&user(), now));
    }
}
