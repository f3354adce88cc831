//! `GET /api/admin/users/audit`: what admins did to users, for admins.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::audit::{AuditQuery, Entry};
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, ValidQuery};

use super::ActingAdmin;
use crate::routes::AppState;

/// What admins did to users, newest first. For admins.
#[utoipa::path(
    get,
    path = "/api/admin/users/audit",
    tag = "admin",
    security(("session" = [])),
    params(AuditQuery),
    responses(
        (status = 200, body = Vec<Entry>,
            headers(("Link" = Option<String>, description = "the next page, if there is one"))),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
        CommonErrors
    )
)]
pub async fn audit(
    _: ActingAdmin,
    State(state): State<AppState>,
    uri: Uri,
    ValidQuery(query): ValidQuery<AuditQuery>,
) -> Result<Response, ApiError> {
    Ok(state.accounts.users.acts(query.limit, query.after).await?.response(&uri))
}
