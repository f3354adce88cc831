//! A user as an admin sees them.

use common::auth::Role;
use common::clock::Timestamp;
use common::ids::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Suspension, User, UserStatus};
use crate::repo::Users;

/// A user, and where their account stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdminUserBody {
    id: UserId,
    #[schema(examples("ada@example.com"))]
    email: String,
    role: Role,
    status: UserStatus,
    /// When and why they were suspended, while they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspended: Option<Suspension>,
    email_verified: bool,
    created_at: Timestamp,
    version: i64,
}

impl AdminUserBody {
    pub(super) fn new(user: User, users: &Users) -> Self {
        Self {
            role: users.role_of(&user),
            id: user.id,
            email: user.email.as_str().to_owned(),
            status: user.status(),
            suspended: user.suspended,
            email_verified: user.email_verified,
            created_at: user.created_at,
            version: user.version,
        }
    }
}
