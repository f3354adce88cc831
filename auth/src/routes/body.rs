//! Who signed in, as both ways of signing in answer.

use common::auth::Role;
use common::ids::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::Issued;

/// A user.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserBody {
    id: UserId,
    #[schema(examples("ada@example.com"))]
    email: String,
    role: Role,
    /// Whether the user has opened the link that was sent to the address.
    email_verified: bool,
}

impl From<&Issued> for UserBody {
    fn from(Issued { claims, email_verified, .. }: &Issued) -> Self {
        Self {
            id: claims.sub,
            email: claims.email.clone(),
            role: claims.role,
            email_verified: *email_verified,
        }
    }
}

/// It will be done, and there is nothing to say yet.
#[derive(Serialize, ToSchema)]
pub struct Asked {}
