//! `PUT /api/admin/users/{id}/role`: gives or takes a role.

use axum::Json;
use axum::extract::State;
use common::audit::{Act, Reason};
use common::auth::Role;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{ActingAdmin, AdminUserBody};
use crate::routes::AppState;

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignRole {
    role: Role,
    #[serde(default)]
    #[validate(custom(function = "Reason::check"))]
    #[schema(required)]
    reason: Reason,
}

/// Gives a user a role. Their tokens with the old one stop counting within a second, and are renewed with the new one
/// as soon as the user asks who they are: the session lives on. The same role again changes nothing. For admins.
#[utoipa::path(
    put,
    path = "/api/admin/users/{id}/role",
    tag = "admin",
    security(("session" = [])),
    params(("id" = UserId, Path)),
    request_body = AssignRole,
    responses(
        (status = 200, body = AdminUserBody),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`last_admin` or `account_deleted`"),
        CommonErrors
    )
)]
pub async fn assign_role(
    ActingAdmin(admin): ActingAdmin,
    State(state): State<AppState>,
    IdPath(id): IdPath<UserId>,
    ValidJson(body): ValidJson<AssignRole>,
) -> Result<Json<AdminUserBody>, ApiError> {
    let word = match body.role {
        Role::Admin => "admin",
        Role::User => "user",
    };
    let act = Act::new(&admin, "user.role_changed", body.reason).with_detail(word);
    let user = state.accounts.users.assign(id, body.role, &act).await?;
    tracing::info!(user.id = %id, admin.id = %admin.0.id, role = word, "role changed");
    Ok(Json(AdminUserBody::new(user, &state.accounts.users)))
}
