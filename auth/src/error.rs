//! What can go wrong, and how it is answered.

use common::auth::KeyError;
use common::error::ApiError;
use common::mongo::DbError;

use crate::hasher::HasherError;

/// Why a call to [`Accounts`](crate::accounts::Accounts) failed.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    #[error("the address has an account")]
    EmailInUse,
    #[error("no account has this address and password")]
    InvalidCredentials,
    #[error(transparent)]
    Hasher(#[from] HasherError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<AuthError> for ApiError {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::EmailInUse => Self::Conflict { code: "email_in_use", message: "Email in use" },
            AuthError::InvalidCredentials => {
                Self::BadRequest { code: "invalid_credentials", message: "Invalid credentials" }
            }
            AuthError::Hasher(HasherError::Full) => Self::unavailable(HasherError::Full),
            AuthError::Hasher(error @ (HasherError::Hash(_) | HasherError::BrokenOff(_))) => {
                Self::internal(error)
            }
            AuthError::Key(error) => Self::internal(error),
            AuthError::Db(error) => error.into(),
        }
    }
}
