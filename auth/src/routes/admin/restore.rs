//! `POST /api/admin/users/{id}/restore`: lets a user in again.

use axum::Json;
use axum::extract::State;
use common::audit::{Act, ReasonBody};
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::UserId;

use super::{ActingAdmin, AdminUserBody};
use crate::routes::AppState;

/// Lets a suspended user sign in again; what they sell is back on the market moments later. One who is not suspended
/// stays as they are. For admins.
#[utoipa::path(
    post,
    path = "/api/admin/users/{id}/restore",
    tag = "admin",
    security(("session" = [])),
    params(("id" = UserId, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = AdminUserBody),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`account_deleted`"),
        CommonErrors
    )
)]
pub async fn restore(
    ActingAdmin(admin): ActingAdmin,
    State(state): State<AppState>,
    IdPath(id): IdPath<UserId>,
    ValidJson(body): ValidJson<ReasonBody>,
) -> Result<Json<AdminUserBody>, ApiError> {
    let act = Act::new(&admin, "user.restored", body.reason);
    let user = state.accounts.users.restore(id, &act).await?;
    tracing::info!(user.id = %id, admin.id = %admin.0.id, "restored");
    Ok(Json(AdminUserBody::new(user, &state.accounts.users)))
}
