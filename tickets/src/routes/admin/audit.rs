//! GET /api/admin/tickets/audit

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::audit::{AuditQuery, Entry};
use common::auth::Admin;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, ValidQuery};

use crate::repo::Tickets;

/// What admins did to tickets, newest first. For admins.
#[utoipa::path(get, path = "/api/admin/tickets/audit", security(("session" = [])), params(AuditQuery), responses(
    (status = 200, body = Vec<Entry>, headers(("Link" = String, description = "the next page, if there is one"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    CommonErrors,
))]
pub(in crate::routes) async fn audit(
    _: Admin,
    State(tickets): State<Tickets>,
    uri: Uri,
    ValidQuery(query): ValidQuery<AuditQuery>,
) -> Result<Response, ApiError> {
    Ok(tickets.acts(query.limit, query.after).await?.response(&uri))
}
