//! Sessions: how long they live.

use std::time::Duration;

use common::clock::Timestamp;
use common::ids::{SessionId, UserId};
use serde::{Deserialize, Serialize};

/// How long a session lives that nobody uses.
const IDLE: Duration = Duration::from_secs(7 * 24 * 3600);
/// How long any session lives.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// The record of a sign-in. Tokens name it, and are renewed as long as it is there and has not expired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    #[serde(rename = "_id")]
    pub id: SessionId,
    pub user_id: UserId,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Session {
    pub fn begin(user_id: UserId, now: Timestamp) -> Self {
        let expires_at = now.plus(IDLE);
        Self { id: SessionId::new(), user_id, created_at: now, last_seen_at: now, expires_at }
    }

    /// The same session, used once more.
    pub fn seen(self, now: Timestamp) -> Self {
        let expires_at = now.plus(IDLE).min(self.created_at.plus(LONGEST));
        Self { last_seen_at: now, expires_at, ..self }
    }

    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    #[test]
    fn an_unused_session_lives_for_seven_days() {
        let start = Timestamp::from_millis(0);
        let session = Session::begin(UserId::new(), start);
        assert!(session.is_live(start.plus(DAY * 7 - Duration::from_millis(1))));
        assert!(!session.is_live(start.plus(DAY * 7)));
    }

    #[test]
    fn a_session_in_daily_use_lives_for_thirty_days() {
        let start = Timestamp::from_millis(0);
        let mut session = Session::begin(UserId::new(), start);
        for day in 1..30 {
            assert!(session.is_live(start.plus(DAY * day)));
            session = session.seen(start.plus(DAY * day));
        }
        assert!(!session.is_live(start.plus(DAY * 30)));
    }
}
