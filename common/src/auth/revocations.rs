//! What this process knows of sessions that ended while their tokens live on.

mod denylist;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use self::denylist::Denylist;
use super::claims::{Claims, SESSION_LIFETIME};
use super::extract::CurrentUser;
use crate::clock::Clock;
use crate::events::session::{EndedSessions, SessionRevoked};
use crate::ids::{SessionId, UserId};

/// How long the end of a session matters: until the last of its tokens has expired, with a minute for clocks
/// that differ and for a token that was being issued as its session ended.
pub(super) const REMEMBERED: Duration = SESSION_LIFETIME.saturating_add(Duration::from_secs(60));

/// Who hears of an end too late looks again.
const BACKLOG: usize = 256;

/// Which session a token is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bearer {
    user: UserId,
    session: SessionId,
    generation: i64,
}

impl From<&Claims> for Bearer {
    fn from(claims: &Claims) -> Self {
        Self { user: claims.sub, session: claims.sid, generation: claims.generation }
    }
}

impl From<&CurrentUser> for Bearer {
    fn from(user: &CurrentUser) -> Self {
        Self { user: user.id, session: user.session, generation: user.generation }
    }
}

impl Bearer {
    fn is_ended_by(self, event: &SessionRevoked) -> bool {
        match event.ended {
            EndedSessions::One { session_id } => self.session == session_id,
            EndedSessions::All { before_generation } => {
                self.user == event.user_id && self.generation < before_generation
            }
        }
    }
}

/// Sessions that ended less than a token's life ago. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Revocations {
    denied: Arc<RwLock<Denylist>>,
    told: broadcast::Sender<SessionRevoked>,
    caught_up: Arc<watch::Sender<bool>>,
    clock: Clock,
}

impl Revocations {
    pub(super) fn new(clock: Clock) -> Self {
        metrics::gauge!("sessions_revoked").set(0.0);
        Self {
            denied: Arc::default(),
            told: broadcast::channel(BACKLOG).0,
            caught_up: Arc::new(watch::channel(false).0),
            clock,
        }
    }

    /// Takes an event over. It may come twice, late and out of order.
    pub(super) fn hear(&self, event: SessionRevoked) {
        let (now, until) = (self.clock.now(), event.ended_at.plus(REMEMBERED));
        if now < until {
            let mut denied = self.denied.write().unwrap_or_else(PoisonError::into_inner);
            denied.deny(&event, until, now);
            metrics::gauge!("sessions_revoked")
                .set(f64::from(u32::try_from(denied.len()).unwrap_or(u32::MAX)));
        }
        // Even an end that is long ago closes what was opened before. No open stream is no error.
        let _ = self.told.send(event);
    }

    /// Whether a token's session has ended.
    pub(super) fn include(&self, bearer: Bearer) -> bool {
        self.denied.read().unwrap_or_else(PoisonError::into_inner).denies(bearer)
    }

    /// Returns when a session has ended.
    pub(super) async fn ended(self, bearer: Bearer) {
        // Subscribed before it is asked, so that no end falls between.
        let mut told = self.told.subscribe();
        while !self.include(bearer) {
            match told.recv().await {
                Ok(event) if bearer.is_ended_by(&event) => return,
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                // Never: this has a sender.
                Err(broadcast::error::RecvError::Closed) => return,
            }
        }
    }

    pub(super) fn note_caught_up(&self) {
        self.caught_up.send_replace(true);
    }

    /// Returns when everything that was told in the last token's life is known.
    pub(crate) async fn caught_up(&self) {
        // It cannot fail: this has the sender.
        let _ = self.caught_up.subscribe().wait_for(|caught_up| *caught_up).await;
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::auth::Role;
    use crate::clock::Timestamp;

    fn someone() -> Claims {
        Claims::new(UserId::new(), "ada@example.com".to_owned(), Role::User, SessionId::new(), 0)
    }

    fn revocations() -> (Revocations, Clock) {
        let clock = Clock::manual(Timestamp::from_millis(1_000_000));
        (Revocations::new(clock.clone()), clock)
    }

    fn end(claims: &Claims, ended: EndedSessions, clock: &Clock) -> SessionRevoked {
        SessionRevoked { user_id: claims.sub, version: 2, ended_at: clock.now(), ended }
    }

    fn one(claims: &Claims) -> EndedSessions {
        EndedSessions::One { session_id: claims.sid }
    }

    #[test]
    fn a_session_that_ended_is_told_from_others_of_the_same_user() {
        let (revocations, clock) = revocations();
        let claims = someone();
        let other = Claims { sid: SessionId::new(), ..claims.clone() };
        revocations.hear(end(&claims, one(&claims), &clock));
        assert!(revocations.include((&claims).into()));
        assert!(!revocations.include((&other).into()));
        assert!(!revocations.include((&someone()).into()));
    }

    #[test]
    fn all_of_a_user_end_but_those_of_the_new_generation_though_issued_in_the_same_second() {
        let (revocations, clock) = revocations();
        let old = someone();
        let new = Claims { generation: 2, sid: SessionId::new(), ..old.clone() };
        revocations.hear(end(&old, EndedSessions::All { before_generation: 2 }, &clock));
        // An earlier end that comes late changes nothing.
        revocations.hear(end(&old, EndedSessions::All { before_generation: 1 }, &clock));
        assert!(revocations.include((&old).into()));
        assert!(revocations.include((&Claims { generation: 1, ..old.clone() }).into()));
        assert!(!revocations.include((&new).into()));
        assert!(!revocations.include((&someone()).into()));
    }

    #[test]
    fn an_end_is_forgotten_once_every_token_of_the_session_has_expired() {
        let (revocations, clock) = revocations();
        let claims = someone();
        let event = end(&claims, one(&claims), &clock);
        revocations.hear(event.clone());
        clock.advance(REMEMBERED - Duration::from_millis(1));
        revocations.hear(end(&someone(), one(&someone()), &clock));
        assert!(revocations.include((&claims).into()));
        clock.advance(Duration::from_millis(1));
        revocations.hear(end(&someone(), one(&someone()), &clock));
        assert!(!revocations.include((&claims).into()));
        // Told again, it is as old as before.
        revocations.hear(event);
        assert!(!revocations.include((&claims).into()));
    }

    #[tokio::test]
    async fn who_waits_for_an_end_hears_of_it_whenever_it_comes() {
        let (revocations, clock) = revocations();
        let (claims, other) = (someone(), someone());
        let mut waiting = Box::pin(revocations.clone().ended((&claims).into()));
        assert!(waiting.as_mut().now_or_never().is_none());
        revocations.hear(end(&other, one(&other), &clock));
        assert!(waiting.as_mut().now_or_never().is_none());
        let event = end(&claims, one(&claims), &clock);
        // So late that no token is left.
        clock.advance(REMEMBERED);
        revocations.hear(event);
        waiting.await;
        revocations.hear(end(&claims, one(&claims), &clock));
        revocations.ended((&claims).into()).await;
    }

    #[tokio::test]
    async fn who_waits_and_misses_some_looks_again() {
        let (revocations, clock) = revocations();
        let claims = someone();
        let mut waiting = Box::pin(revocations.clone().ended((&claims).into()));
        assert!(waiting.as_mut().now_or_never().is_none());
        revocations.hear(end(&claims, one(&claims), &clock));
        for other in std::iter::repeat_with(someone).take(BACKLOG * 2) {
            revocations.hear(end(&other, one(&other), &clock));
        }
        waiting.await;
    }
}
