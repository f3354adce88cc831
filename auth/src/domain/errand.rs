//! What someone is to be written.

use common::ids::UserId;
use serde::{Deserialize, Serialize};

use super::Email;

/// A letter that is not written yet. It is when it is sent: then its reader is looked up, and his token is made,
/// so that no token waits anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Errand {
    /// A link that proves that an address is its user's.
    VerifyEmail { user_id: UserId },
    /// A link to a new password. Whether somebody has the address, nobody has asked yet.
    ResetPassword { email: Email },
    /// That the password is another one now.
    PasswordChanged { user_id: UserId },
}

impl Errand {
    /// Every one that [`name`](Self::name) gives.
    pub const NAMES: [&'static str; 3] = ["verify-email", "reset-password", "password-changed"];

    /// For names of files, and metrics.
    pub fn name(&self) -> &'static str {
        let [verify_email, reset_password, password_changed] = Self::NAMES;
        match self {
            Self::VerifyEmail { .. } => verify_email,
            Self::ResetPassword { .. } => reset_password,
            Self::PasswordChanged { .. } => password_changed,
        }
    }
}
