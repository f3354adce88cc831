//! `GET /api/admin/users/{id}`: one user, for admins.

use axum::Json;
use axum::extract::State;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::UserId;

use super::{ActingAdmin, AdminUserBody};
use crate::error::AuthError;
use crate::routes::AppState;

/// A user. For admins.
#[utoipa::path(
    get,
    path = "/api/admin/users/{id}",
    tag = "admin",
    security(("session" = [])),
    params(("id" = UserId, Path)),
    responses(
        (status = 200, body = AdminUserBody),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        CommonErrors
    )
)]
pub async fn show_user(
    _: ActingAdmin,
    State(state): State<AppState>,
    IdPath(id): IdPath<UserId>,
) -> Result<Json<AdminUserBody>, ApiError> {
    let user = state.accounts.users.get(id).await?.ok_or(AuthError::NoUser)?;
    Ok(Json(AdminUserBody::new(user, &state.accounts.users)))
}
