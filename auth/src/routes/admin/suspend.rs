//! `POST /api/admin/users/{id}/suspend`: shuts a user out.

use axum::Json;
use axum::extract::State;
use common::audit::{Act, ReasonBody};
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::UserId;

use super::{ActingAdmin, AdminUserBody};
use crate::routes::AppState;

/// Shuts a user out: all their sessions end, they cannot sign in, and moments later what they sell is off the market,
/// but for what somebody has reserved. Suspending again changes nothing. For admins.
#[utoipa::path(
    post,
    path = "/api/admin/users/{id}/suspend",
    tag = "admin",
    security(("session" = [])),
    params(("id" = UserId, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = AdminUserBody),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`last_admin` or `account_deleted`"),
        CommonErrors
    )
)]
pub async fn suspend(
    ActingAdmin(admin): ActingAdmin,
    State(state): State<AppState>,
    IdPath(id): IdPath<UserId>,
    ValidJson(body): ValidJson<ReasonBody>,
) -> Result<Json<AdminUserBody>, ApiError> {
    let act = Act::new(&admin, "user.suspended", body.reason.clone());
    let user = state.accounts.users.suspend(id, &body.reason, &act).await?;
    tracing::info!(user.id = %id, admin.id = %admin.0.id, "suspended");
    Ok(Json(AdminUserBody::new(user, &state.accounts.users)))
}
