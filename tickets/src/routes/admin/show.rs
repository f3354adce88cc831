//! GET /api/admin/tickets/{id}

use axum::Json;
use axum::extract::State;
use common::auth::Admin;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::TicketId;

use super::AdminTicketView;
use crate::error::TicketError;
use crate::repo::Tickets;

/// A listing, whatever its status. For admins.
#[utoipa::path(get, path = "/api/admin/tickets/{id}", security(("session" = [])), params(("id" = TicketId, Path)),
    responses(
    (status = 200, body = AdminTicketView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(in crate::routes) async fn show_any(
    _: Admin,
    State(tickets): State<Tickets>,
    IdPath(id): IdPath<TicketId>,
) -> Result<Json<AdminTicketView>, ApiError> {
    let ticket = tickets.get(id).await?.ok_or(TicketError::NoTicket)?;
    Ok(Json(ticket.into()))
}
