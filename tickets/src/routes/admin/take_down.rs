//! POST /api/admin/tickets/{id}/take-down

use axum::Json;
use axum::extract::State;
use common::audit::{Act, ReasonBody};
use common::auth::Admin;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::TicketId;

use super::AdminTicketView;
use crate::repo::Tickets;

/// Takes a listing off the market; its seller is shown the reason. An order that is not paid yet is cancelled.
/// Taking down again changes nothing. For admins.
#[utoipa::path(post, path = "/api/admin/tickets/{id}/take-down", security(("session" = [])),
    params(("id" = TicketId, Path)), request_body = ReasonBody, responses(
    (status = 200, body = AdminTicketView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json",
        description = "`ticket_sold` or `ticket_withdrawn`"),
    CommonErrors,
))]
pub(in crate::routes) async fn take_down(
    admin: Admin,
    State(tickets): State<Tickets>,
    IdPath(id): IdPath<TicketId>,
    ValidJson(body): ValidJson<ReasonBody>,
) -> Result<Json<AdminTicketView>, ApiError> {
    let act = Act::new(&admin, "ticket.taken_down", body.reason.clone());
    let ticket = tickets.take_down(id, body.reason.as_str(), &act).await?;
    tracing::info!(ticket.id = %id, admin.id = %admin.0.id, "taken down");
    Ok(Json(ticket.into()))
}
