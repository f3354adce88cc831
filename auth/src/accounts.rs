//! Signing up, in and out, and staying signed in.

mod addresses;
mod closing;
mod passwords;

use std::net::IpAddr;
use std::time::Duration;

use common::auth::{Claims, SigningKey};
use common::clock::{Clock, Timestamp};
use common::http::NewId;
use common::ids::{SessionId, UserId};

use crate::domain::{Email, Errand, Password, Session, User, Verdict};
use crate::error::AuthError;
use crate::hasher::Hasher;
use crate::repo::{Mails, Proofs, Sessions, Users};
use crate::throttle::{Guess, Throttle};

/// A token older than this is renewed when its owner asks who they are: well before it expires, and
/// seldom enough to cost the database little.
const RENEWED_AFTER: Duration = Duration::from_secs(5 * 60);

#[derive(Clone)]
pub struct Accounts {
    pub users: Users,
    pub sessions: Sessions,
    pub mails: Mails,
    pub proofs: Proofs,
    pub throttle: Throttle,
    pub hasher: Hasher,
    pub signing_key: SigningKey,
    pub clock: Clock,
}

/// A token that was signed just now, and what it says.
pub struct Issued {
    pub claims: Claims,
    pub token: String,
    pub email_verified: bool,
}

/// Whose session a token is of.
pub enum Presence {
    /// The token does as it is.
    Present { claims: Claims, email_verified: bool },
    /// Its owner needs this one from now on.
    Renewed(Issued),
    /// Nobody's any more.
    Ended,
}

impl Accounts {
    /// Opens an account and signs its owner in. A request that opened it before begins a session, for its
    /// first answer may be lost; by its password, for the key alone proves nothing.
    pub async fn sign_up(
        &self,
        new: NewId<UserId>,
        email: Email,
        password: Password,
        from: IpAddr,
    ) -> Result<Issued, AuthError> {
        if let Some(user) = self.users.made(&new).await? {
            if user.email_key != email.key() {
                return Err(AuthError::KeyReused);
            }
            return self.sign_in(email, password, from).await.map_err(|error| match error {
                AuthError::InvalidCredentials => AuthError::KeyReused,
                error => error,
            });
        }
        self.throttle.sign_up(from).await?;
        let hash = self.hasher.hash(password).await?;
        let user = User { id: new.id, ..User::new(email, hash, self.clock.now()) };
        self.users.add(&user).await?;
        self.mails.post(Errand::VerifyEmail { user_id: user.id }).await?;
        tracing::info!(user.id = %user.id, "signed up");
        self.begin_session(&user).await
    }

    /// Begins a session. What is wrong with the credentials, nobody is told, nor can it be told by time.
    pub async fn sign_in(&self, email: Email, password: Password, from: IpAddr) -> Result<Issued, AuthError> {
        let guess = self.throttle.guess(&email, from).await?;
        let user = self.users.with_email(&email).await?;
        let verdict = self.check(password, user.as_ref(), guess).await?;
        let user = match (verdict, user) {
            (Verdict::Right, Some(user)) => user,
            (Verdict::Rehashed(hash), Some(user)) => {
                let user = user.rehashed(hash);
                // Another write came first: the next sign-in tries again.
                self.users.save(&user).await?;
                user
            }
            (Verdict::Wrong, user) | (_, user @ None) => {
                tracing::warn!(user.id = user.map(|user| display(user.id)), "sign-in refused");
                return Err(AuthError::InvalidCredentials);
            }
        };
        tracing::info!(user.id = %user.id, "signed in");
        self.begin_session(&user).await
    }

    /// Whether a password is a user's. It counts as a guess unless it is.
    async fn check(
        &self,
        password: Password,
        user: Option<&User>,
        guess: Guess,
    ) -> Result<Verdict, AuthError> {
        let hash = user.map(|user| user.password_hash.clone());
        match self.hasher.check(password, hash).await {
            Ok(Verdict::Wrong) => Ok(Verdict::Wrong),
            Ok(right) => {
                self.throttle.was_right(guess).await?;
                Ok(right)
            }
            Err(error) => {
                self.throttle.was_not_checked(guess).await?;
                Err(error.into())
            }
        }
    }

    pub async fn end_session(&self, id: SessionId) -> Result<(), AuthError> {
        self.sessions.end(id).await?;
        tracing::info!(session.id = %id, "session ended");
        Ok(())
    }

    /// Ends all of a user's sessions. What changes with them is one write with their end instead: a new password, a
    /// suspension; see [`User::ending_sessions`].
    pub async fn end_sessions_of(&self, id: UserId) -> Result<(), AuthError> {
        let now = self.clock.now();
        self.users.change(id, |user| Ok(Some(user.clone().ending_sessions(now).next()))).await?;
        tracing::info!(user.id = %id, "all sessions ended");
        Ok(())
    }

    /// Who a token's owner is, by its session's record; the token itself may have expired.
    pub async fn presence(&self, claims: Claims) -> Result<Presence, AuthError> {
        let Some((user, session)) = self.signed_in(&claims).await? else { return Ok(Presence::Ended) };
        // What a user may do can change while the token lives: then it is renewed before its time.
        let is_told = claims.role == self.users.role_of(&user) && claims.generation >= user.generation;
        if is_told && !self.is_to_be_renewed(&claims) {
            return Ok(Presence::Present { claims, email_verified: user.email_verified });
        }
        // Tokens that were issued before stay good until they expire: requests with them may be under way.
        if self.sessions.touch(session.clone()).await? {
            Ok(Presence::Renewed(self.issue(&user, &session)?))
        } else {
            Ok(Presence::Ended)
        }
    }

    /// The user and the session of a token, if the session lives: what the database says, not what was told.
    pub async fn signed_in(&self, claims: &Claims) -> Result<Option<(User, Session)>, AuthError> {
        let Some(session) = self.sessions.get(claims.sid).await? else { return Ok(None) };
        let Some(user) = self.users.get(claims.sub).await? else { return Ok(None) };
        let is_live = session.is_live(&user, self.clock.now());
        Ok(is_live.then_some((user, session)))
    }

    fn is_to_be_renewed(&self, claims: &Claims) -> bool {
        let issued_at = Timestamp::from_millis(claims.iat.saturating_mul(1000));
        issued_at.plus(RENEWED_AFTER) <= self.clock.now()
    }

    /// Begins a session for a state of a user that was read, or stored, before; it is over at once if all of the
    /// user's sessions were ended since.
    pub async fn begin_session(&self, user: &User) -> Result<Issued, AuthError> {
        if user.suspended.is_some() {
            tracing::warn!(user.id = %user.id, "sign-in refused: suspended");
            return Err(AuthError::Suspended);
        }
        let session = self.sessions.begin(user).await?;
        self.issue(user, &session)
    }

    fn issue(&self, user: &User, session: &Session) -> Result<Issued, AuthError> {
        let role = self.users.role_of(user);
        let email = user.email.as_str().to_owned();
        let claims = Claims::new(user.id, email, role, session.id, self.clock.now().seconds());
        let claims = Claims { generation: user.generation, ..claims };
        Ok(Issued { token: self.signing_key.sign(&claims)?, claims, email_verified: user.email_verified })
    }
}
