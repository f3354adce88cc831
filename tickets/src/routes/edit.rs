//! PUT /api/tickets/{id}

use axum::Json;
use axum::extract::State;
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::TicketId;

use super::TicketView;
use super::listing_body::ListingBody;
use crate::repo::Tickets;

/// Replaces what the seller says of a ticket; what is left out is gone.
#[utoipa::path(put, path = "/api/tickets/{id}", params(("id" = TicketId, Path)), request_body = ListingBody,
    security(("session" = [])), responses(
    (status = 200, body = TicketView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`not_yours`: another's ticket, or a request from another site"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json",
        description = "`ticket_reserved`, `ticket_sold`, `ticket_withdrawn` or `ticket_taken_down`"),
    CommonErrors,
))]
pub(super) async fn edit(
    user: CurrentUser,
    State(tickets): State<Tickets>,
    State(clock): State<Clock>,
    IdPath(id): IdPath<TicketId>,
    ValidJson(body): ValidJson<ListingBody>,
) -> Result<Json<TicketView>, ApiError> {
    let ticket = tickets.edit(id, user.id, &body.read(clock.now())?).await?;
    Ok(Json(ticket.into()))
}
