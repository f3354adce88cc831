//! The end of an account.

use std::net::IpAddr;

use super::Accounts;
use crate::domain::{Password, User};
use crate::error::AuthError;

impl Accounts {
    /// Closes an account: its sessions end, and of its user only the id is left, which listings, orders and payments name. tickets hears of it and withdraws what is on sale.
    /// The address is free again. The last active admin's stays open.
    pub async fn close(&self, user: &User, password: Password, from: IpAddr) -> Result<(), AuthError> {
        self.confirm(user, password, from).await?;
        self.users.close(user.id).await?;
        self.proofs.forget(user.id).await?;
        tracing::info!(user.id = %user.id, "account closed");
        Ok(())
    }
}
