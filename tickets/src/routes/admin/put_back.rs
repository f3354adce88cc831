//! POST /api/admin/tickets/{id}/put-back

use axum::Json;
use axum::extract::State;
use common::audit::{Act, ReasonBody};
use common::auth::Admin;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::TicketId;

use super::AdminTicketView;
use crate::repo::Tickets;

/// Puts a listing that was taken down back on the market. One that is not down stays as it is. For admins.
#[utoipa::path(post, path = "/api/admin/tickets/{id}/put-back", security(("session" = [])),
    params(("id" = TicketId, Path)), request_body = ReasonBody, responses(
    (status = 200, body = AdminTicketView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(in crate::routes) async fn put_back(
    admin: Admin,
    State(tickets): State<Tickets>,
    IdPath(id): IdPath<TicketId>,
    ValidJson(body): ValidJson<ReasonBody>,
) -> Result<Json<AdminTicketView>, ApiError> {
    let act = Act::new(&admin, "ticket.put_back", body.reason);
    let ticket = tickets.put_back(id, &act).await?;
    tracing::info!(ticket.id = %id, admin.id = %admin.0.id, "put back");
    Ok(Json(ticket.into()))
}
