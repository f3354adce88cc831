//! DELETE /api/tickets/{id}

use axum::extract::State;
use axum::http::StatusCode;
use common::auth::CurrentUser;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::TicketId;

use crate::repo::Tickets;

/// Takes a ticket back. Withdrawing again changes nothing.
#[utoipa::path(delete, path = "/api/tickets/{id}", params(("id" = TicketId, Path)),
    security(("session" = [])), responses(
    (status = 204),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`not_yours`: another's ticket, or a request from another site"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json",
        description = "`ticket_reserved` or `ticket_sold`"),
    CommonErrors,
))]
pub(super) async fn withdraw(
    user: CurrentUser,
    State(tickets): State<Tickets>,
    IdPath(id): IdPath<TicketId>,
) -> Result<StatusCode, ApiError> {
    tickets.withdraw(id, user.id).await?;
    tracing::info!(ticket.id = %id, user.id = %user.id, "withdrawn");
    Ok(StatusCode::NO_CONTENT)
}
