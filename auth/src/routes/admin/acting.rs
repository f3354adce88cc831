//! An admin by the records.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use common::auth::{Admin, Role};
use common::error::ApiError;

use crate::routes::AppState;
use crate::routes::session::SignedIn;

/// A signed-in admin, by the records and not by the token alone: who was demoted or suspended a moment ago is none.
/// 401 for nobody, 403 for another user.
pub struct ActingAdmin(pub Admin);

impl FromRequestParts<AppState> for ActingAdmin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let SignedIn { user, .. } = SignedIn::from_request_parts(parts, state).await?;
        let admin = Admin::from_request_parts(parts, state).await?;
        match state.accounts.users.role_of(&user) {
            Role::Admin => Ok(Self(admin)),
            Role::User => Err(ApiError::admins_only()),
        }
    }
}
