//! GET /api/tickets/{id}

use axum::Json;
use axum::extract::State;
use common::auth::{CurrentUser, OptionalUser};
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::TicketId;

use super::TicketView;
use crate::domain::Ticket;
use crate::error::TicketError;
use crate::repo::Tickets;

/// A ticket. One that was withdrawn or taken down is there for its seller alone.
#[utoipa::path(get, path = "/api/tickets/{id}", params(("id" = TicketId, Path)), security((), ("session" = [])),
    responses(
    (status = 200, body = TicketView),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn show(
    OptionalUser(user): OptionalUser,
    State(tickets): State<Tickets>,
    IdPath(id): IdPath<TicketId>,
) -> Result<Json<TicketView>, ApiError> {
    let ticket = visible(&tickets, id, user.as_ref()).await?;
    let own = user.is_some_and(|user| user.id == ticket.user_id);
    Ok(Json(if own { TicketView::for_its_seller(ticket) } else { ticket.into() }))
}

/// A ticket, if it is there for the user.
pub(super) async fn visible(
    tickets: &Tickets,
    id: TicketId,
    user: Option<&CurrentUser>,
) -> Result<Ticket, TicketError> {
    let ticket = tickets.get(id).await?;
    ticket.filter(|ticket| ticket.is_visible_to(user.map(|user| user.id))).ok_or(TicketError::NoTicket)
}
