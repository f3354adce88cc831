//! What can go wrong, and how it is answered.

use std::time::Duration;

use common::auth::KeyError;
use common::error::ApiError;
use common::mongo::DbError;

use crate::hasher::HasherError;
use crate::throttle::ThrottleError;

/// Why a call to [`Accounts`](crate::accounts::Accounts) failed.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    #[error("the address has an account")]
    EmailInUse,
    #[error("another sign-up had the key")]
    KeyReused,
    #[error("no account has this address and password")]
    InvalidCredentials,
    #[error("the token proves nothing, or nothing any more")]
    InvalidToken,
    #[error("the account is suspended")]
    Suspended,
    #[error("no such user")]
    NoUser,
    #[error("the account was closed")]
    AccountDeleted,
    #[error("nobody else is an active admin")]
    LastAdmin,
    #[error(transparent)]
    Throttle(#[from] ThrottleError),
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
            AuthError::KeyReused => Self::idempotency_key_reused(),
            AuthError::InvalidCredentials => {
                Self::BadRequest { code: "invalid_credentials", message: "Invalid credentials" }
            }
            AuthError::InvalidToken => {
                Self::BadRequest { code: "invalid_token", message: "This link does not count any more" }
            }
            AuthError::Suspended => {
                Self::Forbidden { code: "suspended", message: "This account is suspended" }
            }
            AuthError::NoUser => Self::NotFound("User"),
            AuthError::AccountDeleted => {
                Self::Conflict { code: "account_deleted", message: "This account was closed by its owner" }
            }
            AuthError::LastAdmin => {
                Self::Conflict { code: "last_admin", message: "Nobody else is an active admin" }
            }
            AuthError::Throttle(ThrottleError::TooMany { retry_after }) => {
                Self::TooManyRequests { retry_after: in_whole_seconds(retry_after) }
            }
            AuthError::Throttle(ThrottleError::Db(error)) => error.into(),
            AuthError::Hasher(HasherError::Full) => Self::unavailable(HasherError::Full),
            AuthError::Hasher(error @ (HasherError::Hash(_) | HasherError::BrokenOff(_))) => {
                Self::internal(error)
            }
            AuthError::Key(error) => Self::internal(error),
            AuthError::Db(error) => error.into(),
        }
    }
}

/// Who comes again a moment too early is refused once more, so the rest of a second counts as one.
fn in_whole_seconds(wait: Duration) -> Duration {
    Duration::from_secs(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}
