//! New passwords.

use std::net::IpAddr;

use super::{Accounts, Issued};
use crate::domain::{Email, Errand, Password, ProofId, Purpose, Token, User, Verdict};
use crate::error::AuthError;

impl Accounts {
    /// Gives a user another password. All sessions end, and one begins here.
    pub async fn change_password(
        &self,
        user: &User,
        current: Password,
        new: Password,
        from: IpAddr,
    ) -> Result<Issued, AuthError> {
        self.confirm(user, current, from).await?;
        let hash = self.hasher.hash(new).await?;
        let now = self.clock.now();
        let changed = self.users.change(user.id, |stored| {
            // Another password by now: what was confirmed is not the current one any more.
            if stored.password_hash != user.password_hash {
                return Err(AuthError::InvalidCredentials);
            }
            Ok(Some(stored.clone().with_password(hash.clone()).ending_sessions(now).next()))
        });
        let changed = changed.await?.ok_or(AuthError::InvalidCredentials)?;
        // Whoever else may have asked for a link: it leads nowhere now.
        self.proofs.withdraw(ProofId { user_id: user.id, purpose: Purpose::ResetPassword }).await?;
        self.mails.post(Errand::PasswordChanged { user_id: user.id }).await?;
        tracing::info!(user.id = %user.id, "password changed");
        self.begin_session(&changed).await
    }

    /// Has a link to a new password sent to whoever has the address. That nobody has it, nobody is told, nor can it
    /// be told by time: who has it is looked up when the letter is written.
    pub async fn ask_for_reset(&self, email: Email, from: IpAddr) -> Result<(), AuthError> {
        self.throttle.letter(&email, from).await?;
        Ok(self.mails.post(Errand::ResetPassword { email }).await?)
    }

    /// Gives a user another password who has read what was sent to their address; the address is proved by that.
    /// All sessions end.
    pub async fn reset_password(&self, token: Option<Token>, password: Password) -> Result<(), AuthError> {
        let proof = self.proof(token, Purpose::ResetPassword).await?;
        let hash = self.hasher.hash(password).await?;
        if !self.proofs.use_up(&proof).await? {
            return Err(AuthError::InvalidToken);
        }
        let now = self.clock.now();
        let changed = self.users.change(proof.id.user_id, |stored| {
            if stored.email_key != proof.email_key {
                return Err(AuthError::InvalidToken);
            }
            Ok(Some(stored.clone().with_password(hash.clone()).verified().ending_sessions(now).next()))
        });
        let user = changed.await?.ok_or(AuthError::InvalidToken)?;
        self.mails.post(Errand::PasswordChanged { user_id: user.id }).await?;
        tracing::info!(user.id = %user.id, "password reset");
        Ok(())
    }

    /// Whoever is signed in says the password once more. A wrong one counts as it does at a sign-in.
    pub(super) async fn confirm(
        &self,
        user: &User,
        password: Password,
        from: IpAddr,
    ) -> Result<(), AuthError> {
        let guess = self.throttle.guess(&user.email, from).await?;
        match self.check(password, Some(user), guess).await? {
            Verdict::Right | Verdict::Rehashed(_) => Ok(()),
            Verdict::Wrong => Err(AuthError::InvalidCredentials),
        }
    }
}
