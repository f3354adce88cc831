//! Who signed in, as both ways of signing in answer.

use common::auth::{Claims, Role};
use common::ids::UserId;
use serde::Serialize;
use utoipa::ToSchema;

/// A user.
#[derive(Serialize, ToSchema)]
pub struct UserBody {
    id: UserId,
    #[schema(examples("ada@example.com"))]
    email: String,
    role: Role,
}

impl From<Claims> for UserBody {
    fn from(claims: Claims) -> Self {
        Self { id: claims.sub, email: claims.email, role: claims.role }
    }
}
