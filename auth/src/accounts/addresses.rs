//! Proofs that an address is its user's.

use std::net::IpAddr;

use super::Accounts;
use crate::domain::{Errand, Proof, Purpose, Token, User};
use crate::error::AuthError;

impl Accounts {
    /// Has a link sent that proves it; to an address that is proved, none.
    pub async fn ask_for_verification(&self, user: &User, from: IpAddr) -> Result<(), AuthError> {
        if user.email_verified {
            return Ok(());
        }
        self.throttle.letter(&user.email, from).await?;
        Ok(self.mails.post(Errand::VerifyEmail { user_id: user.id }).await?)
    }

    /// Takes a link's token for the proof that it is.
    pub async fn verify_email(&self, token: Option<Token>) -> Result<(), AuthError> {
        let proof = self.proof(token, Purpose::VerifyEmail).await?;
        if !self.proofs.use_up(&proof).await? {
            return Err(AuthError::InvalidToken);
        }
        let verified = self.users.change(proof.id.user_id, |stored| {
            if stored.email_key != proof.email_key {
                return Err(AuthError::InvalidToken);
            }
            Ok((!stored.email_verified).then(|| stored.clone().verified().next()))
        });
        let user = verified.await?.ok_or(AuthError::InvalidToken)?;
        tracing::info!(user.id = %user.id, "address verified");
        Ok(())
    }

    /// What a token proves.
    pub(super) async fn proof(&self, token: Option<Token>, purpose: Purpose) -> Result<Proof, AuthError> {
        let token = token.ok_or(AuthError::InvalidToken)?;
        self.proofs.of(&token, purpose).await?.ok_or(AuthError::InvalidToken)
    }
}
