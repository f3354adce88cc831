//! POST /api/tickets

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdempotencyErrors, IdempotencyKey, NewId, ThrottledErrors, ValidJson};
use common::ids::TicketId;

use super::TicketView;
use super::listing_body::ListingBody;
use crate::domain::Ticket;
use crate::repo::Tickets;

/// Puts a ticket on sale.
#[utoipa::path(post, path = "/api/tickets", request_body = ListingBody, security(("session" = [])), params(IdempotencyKey), responses(
    (status = 201, body = TicketView, headers(("Location" = String, description = "the ticket's path"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json",
        description = "`too_many_listings` or `idempotency_key_in_use`"),
    IdempotencyErrors,
    ThrottledErrors,
    CommonErrors,
))]
pub(super) async fn create(
    user: CurrentUser,
    State(tickets): State<Tickets>,
    State(clock): State<Clock>,
    new: NewId<TicketId>,
    ValidJson(body): ValidJson<ListingBody>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<TicketView>), ApiError> {
    let now = clock.now();
    let listing = body.read(now)?;
    let ticket = match new.made(tickets.aggregates()).await? {
        Some(ticket) => ticket,
        None => tickets.list(&Ticket { id: new.id, ..Ticket::list(user.id, listing, now) }).await?,
    };
    tracing::info!(ticket.id = %ticket.id, user.id = %user.id, "listed");
    let location = [(header::LOCATION, format!("/api/tickets/{}", ticket.id))];
    Ok((StatusCode::CREATED, location, Json(ticket.into())))
}
