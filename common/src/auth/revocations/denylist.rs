//! The sessions whose tokens are refused, in bounded memory.

use std::collections::{BTreeSet, HashMap};

use super::Bearer;
use crate::clock::Timestamp;
use crate::events::session::{EndedSessions, SessionRevoked};
use crate::ids::{SessionId, UserId};

/// About 100 bytes each. A sign-in costs a password's hash, so that this many sessions cannot end within a token's
/// life unless more than 200 people a second sign in.
const CAPACITY: usize = 200_000;

/// What is kept and until when; the order is that in which it ends.
#[derive(Debug, Default)]
pub(super) struct Denylist {
    sessions: HashMap<SessionId, Timestamp>,
    /// The generation that is the first to count.
    users: HashMap<UserId, (i64, Timestamp)>,
    ends: BTreeSet<(Timestamp, Key)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Session(SessionId),
    User(UserId),
}

impl Denylist {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn denies(&self, bearer: Bearer) -> bool {
        self.sessions.contains_key(&bearer.session)
            || self.users.get(&bearer.user).is_some_and(|(first, _)| bearer.generation < *first)
    }

    pub(super) fn deny(&mut self, event: &SessionRevoked, until: Timestamp, now: Timestamp) {
        let (key, before) = match event.ended {
            EndedSessions::One { session_id } => {
                (Key::Session(session_id), self.sessions.insert(session_id, until))
            }
            EndedSessions::All { before_generation } => {
                let known = self.users.get(&event.user_id).copied();
                if known.is_some_and(|(first, _)| before_generation < first) {
                    return;
                }
                self.users.insert(event.user_id, (before_generation, until));
                (Key::User(event.user_id), known.map(|(_, until)| until))
            }
        };
        if let Some(before) = before {
            self.ends.remove(&(before, key));
        }
        self.ends.insert((until, key));
        self.forget(now);
    }

    /// Lets go of what is over, and of what is over next if there is too much.
    fn forget(&mut self, now: Timestamp) {
        while let Some((until, key)) = self.ends.first().copied() {
            if now < until && self.ends.len() <= CAPACITY {
                return;
            }
            if now < until {
                tracing::error!("too many sessions ended: one that ended is let in until its token expires");
            }
            self.ends.pop_first();
            match key {
                Key::Session(id) => {
                    self.sessions.remove(&id);
                }
                Key::User(id) => {
                    self.users.remove(&id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(session_id: SessionId) -> SessionRevoked {
        let ended = EndedSessions::One { session_id };
        SessionRevoked { user_id: UserId::new(), version: 2, ended_at: Timestamp::from_millis(0), ended }
    }

    fn denies(list: &Denylist, session: SessionId) -> bool {
        list.denies(Bearer { user: UserId::new(), session, generation: 0 })
    }

    #[test]
    fn memory_is_bounded_and_what_is_over_next_goes_first() {
        let (mut list, now) = (Denylist::default(), Timestamp::from_millis(0));
        let until = |n: usize| Timestamp::from_millis(1_000 + i64::try_from(n).unwrap());
        let sessions: Vec<SessionId> = std::iter::repeat_with(SessionId::new).take(CAPACITY + 2).collect();
        for (n, session) in sessions.iter().enumerate().rev() {
            list.deny(&one(*session), until(n), now);
        }
        assert_eq!((list.len(), list.sessions.len()), (CAPACITY, CAPACITY));
        assert!(!denies(&list, sessions[0]) && !denies(&list, sessions[1]) && denies(&list, sessions[2]));
    }

    #[test]
    fn the_same_end_again_takes_no_room_and_all_that_is_over_goes() {
        let (mut list, now) = (Denylist::default(), Timestamp::from_millis(0));
        let (session, user) = (SessionId::new(), UserId::new());
        let ended = EndedSessions::All { before_generation: 1 };
        for until in [10, 20, 15].map(Timestamp::from_millis) {
            list.deny(&one(session), until, now);
            list.deny(&SessionRevoked { user_id: user, ended, ..one(session) }, until, now);
        }
        assert_eq!((list.len(), list.sessions.len(), list.users.len()), (2, 1, 1));
        let later = Timestamp::from_millis(30);
        list.deny(&one(SessionId::new()), Timestamp::from_millis(40), later);
        assert_eq!((list.len(), list.sessions.len(), list.users.len()), (1, 1, 0));
    }
}
