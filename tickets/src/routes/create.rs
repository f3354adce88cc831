//! POST /api/tickets

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, ValidJson};

use super::TicketView;
use super::listing_body::ListingBody;
use crate::domain::Ticket;
use crate::repo::Tickets;

/// Puts a ticket on sale.
#[utoipa::path(post, path = "/api/tickets", request_body = ListingBody, security(("session" = [])), responses(
    (status = 201, body = TicketView, headers(("Location" = String, description = "the ticket's path"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn create(
    user: CurrentUser,
    State(tickets): State<Tickets>,
    State(clock): State<Clock>,
    ValidJson(body): ValidJson<ListingBody>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<TicketView>), ApiError> {
    let now = clock.now();
    let ticket = Ticket::list(user.id, body.read(now)?, now);
    tickets.insert(&ticket).await?;
    tracing::info!(ticket.id = %ticket.id, user.id = %user.id, "listed");
    let location = [(header::LOCATION, format!("/api/tickets/{}", ticket.id))];
    Ok((StatusCode::CREATED, location, Json(ticket.into())))
}
