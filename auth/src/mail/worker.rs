//! Writes and sends what is in the queue.

use std::time::Duration;

use common::clock::Clock;
use common::error::chain;
use common::ids::UserId;
use common::mongo::DbError;
use futures::future::join_all;
use tokio_util::sync::CancellationToken;

use super::{Letter, Post, PostError, PublicUrl};
use crate::domain::{Email, Errand, NoRandomness, ProofId, Purpose, Token, User};
use crate::repo::{Mail, Mails, Proofs, Users};

/// How soon other processes' letters, and those that are to be tried again, are looked for.
const POLL: Duration = Duration::from_secs(1);
/// Letters that one process sends at the same time.
const WORKERS: usize = 4;
/// After the first failure; doubled after each.
const FIRST_RETRY: Duration = Duration::from_secs(5);
const LAST_RETRY: Duration = Duration::from_secs(3600);
/// Spread over more than four hours.
const MAX_TRIES: u32 = 14;

/// Any number of replicas may have one.
#[derive(Clone)]
pub struct Postman {
    pub mails: Mails,
    pub users: Users,
    pub proofs: Proofs,
    pub post: Post,
    pub site: PublicUrl,
    pub clock: Clock,
}

/// Why a letter could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Token(#[from] NoRandomness),
}

impl Postman {
    /// Sends what there is, and what comes, until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let workers = (0..WORKERS).map(|_| self.work(&stop));
        tokio::join!(join_all(workers), self.look_now_and_then(&stop));
    }

    async fn look_now_and_then(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(POLL) => self.mails.look(),
            }
        }
    }

    async fn work(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            match self.send_one().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(error = chain(&error), "mail waits"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.mails.posted() => {}
            }
        }
    }

    /// Sends the letter that is due; `false` when there is none.
    async fn send_one(&self) -> Result<bool, DbError> {
        let Some(mail) = self.mails.claim().await? else { return Ok(false) };
        // There may be more: another worker looks meanwhile.
        self.mails.look();
        match self.write(&mail.errand).await {
            // Nobody to write to.
            Ok(None) => self.mails.done(&mail).await?,
            Ok(Some(letter)) => self.send(&mail, &letter).await?,
            Err(error) => self.try_again(&mail, &chain(&error)).await?,
        }
        Ok(true)
    }

    async fn send(&self, mail: &Mail, letter: &Letter) -> Result<(), DbError> {
        let name = format!("{}-{}", mail.id.to_hex(), mail.errand.name());
        match self.post.deliver(letter, &name, self.clock.now()).await {
            Ok(()) => {
                count(mail, "sent");
                self.mails.done(mail).await
            }
            Err(error @ PostError::Refused(_)) => self.give_up(mail, &chain(&error)).await,
            Err(error) => self.try_again(mail, &chain(&error)).await,
        }
    }

    async fn try_again(&self, mail: &Mail, why: &str) -> Result<(), DbError> {
        if mail.tries >= MAX_TRIES {
            return self.give_up(mail, why).await;
        }
        count(mail, "failed");
        tracing::warn!(mail.id = %mail.id, mail.tries, error = why, "mail was not sent, and will be tried again");
        self.mails.again_after(mail, wait_after(mail.tries)).await
    }

    async fn give_up(&self, mail: &Mail, why: &str) -> Result<(), DbError> {
        count(mail, "given_up");
        tracing::error!(mail.id = %mail.id, mail.tries, error = why, "mail was given up");
        self.mails.done(mail).await
    }

    /// The letter of an errand, with a fresh token; `None` if it is nobody's matter any more.
    async fn write(&self, errand: &Errand) -> Result<Option<Letter>, WriteError> {
        Ok(match errand {
            Errand::VerifyEmail { user_id } => match self.users.get(*user_id).await? {
                Some(user) if user.is_open() && !user.email_verified => {
                    let token = self.token(user.id, Purpose::VerifyEmail, &user.email).await?;
                    Some(Letter::verify_email(user.email, &self.site, &token))
                }
                _ => None,
            },
            Errand::ResetPassword { email } => match self.users.with_email(email).await? {
                Some(user) => {
                    let token = self.token(user.id, Purpose::ResetPassword, &user.email).await?;
                    Some(Letter::reset_password(user.email, &self.site, &token))
                }
                None => None,
            },
            Errand::PasswordChanged { user_id } => {
                let user = self.users.get(*user_id).await?.filter(User::is_open);
                user.map(|user| Letter::password_changed(user.email, &self.site))
            }
        })
    }

    async fn token(&self, user_id: UserId, purpose: Purpose, email: &Email) -> Result<Token, WriteError> {
        let token = Token::random()?;
        self.proofs.keep(ProofId { user_id, purpose }, email, &token).await?;
        Ok(token)
    }
}

fn wait_after(tries: u32) -> Duration {
    let doubled = 1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(u32::MAX);
    FIRST_RETRY.saturating_mul(doubled).min(LAST_RETRY)
}

fn count(mail: &Mail, outcome: &'static str) {
    metrics::counter!("auth_mails_total", "mail" => mail.errand.name(), "outcome" => outcome).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_end_within_a_day() {
        let waits: Vec<u64> = (1..MAX_TRIES).map(|tries| wait_after(tries).as_secs()).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
        assert_eq!(wait_after(u32::MAX), LAST_RETRY);
    }
}
