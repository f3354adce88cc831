//! What a session's token says.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{SessionId, UserId};

/// How long a token lives before auth must renew it.
pub const SESSION_LIFETIME: Duration = Duration::from_secs(15 * 60);

pub(super) const ISSUER: &str = "ticketing-auth";
pub(super) const AUDIENCE: &str = "ticketing";

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    User,
    Admin,
}

/// The claims of a session's token (RFC 7519); all of them but `gen` are required. Times are seconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub sub: UserId,
    pub email: String,
    pub role: Role,
    pub iat: i64,
    pub exp: i64,
    pub sid: SessionId,
    /// The generation of the user's sessions that this one belongs to. Tokens of the version before have none.
    #[serde(rename = "gen", default)]
    pub generation: i64,
    pub iss: String,
    pub aud: String,
}

impl Claims {
    /// The claims of a session of the first generation as of `issued_at`, seconds since the epoch.
    pub fn new(user: UserId, email: String, role: Role, session: SessionId, issued_at: i64) -> Self {
        let lifetime = i64::try_from(SESSION_LIFETIME.as_secs()).unwrap_or(0);
        Self {
            sub: user,
            email,
            role,
            iat: issued_at,
            exp: issued_at + lifetime,
            sid: session,
            generation: 0,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
        }
    }
}
