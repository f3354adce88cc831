//! Told by auth.

use serde::{Deserialize, Serialize};

use super::{Event, EventKey};
use crate::clock::Timestamp;
use crate::ids::{SessionId, UserId};

/// Sessions of a user ended, and nobody is signed in by their tokens any more, although those have not
/// expired yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionRevoked {
    pub user_id: UserId,
    /// Of the session's record; of the user, when all ended.
    pub version: i64,
    /// No token of theirs was issued later than moments after this.
    pub ended_at: Timestamp,
    #[serde(flatten)]
    pub ended: EndedSessions,
}

/// Which of a user's sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ended", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum EndedSessions {
    One {
        session_id: SessionId,
    },
    /// All that belong to a generation before this one. A generation is no time, so that what began in the
    /// same instant is on one side for sure.
    All {
        before_generation: i64,
    },
}

impl Event for SessionRevoked {
    const SUBJECT: &'static str = "session.revoked";

    fn key(&self) -> EventKey {
        match self.ended {
            EndedSessions::One { session_id } => EventKey::new(session_id, self.version),
            EndedSessions::All { .. } => EventKey::new(self.user_id, self.version),
        }
    }
}
