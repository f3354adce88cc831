//! POST /api/orders

use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::events::order::CancelReason;
use common::events::ticket::TicketStatus;
use common::http::{CommonErrors, IdempotencyErrors, IdempotencyKey, NewId, ThrottledErrors, ValidJson};
use common::ids::{OrderId, TicketId, UserId};
use common::money::PriceInput;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::OrderView;
use crate::app::OrderWindow;
use crate::domain::{Order, Refusal, Ticket};
use crate::error::OrderError;
use crate::repo::Orders;

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateOrder {
    ticket_id: TicketId,
    /// The price that the buyer was shown; the order is refused when it is no longer the ticket's.
    #[validate(custom(function = "PriceInput::check"))]
    expected_price: Option<PriceInput>,
}

/// Reserves a ticket for the caller.
#[utoipa::path(post, path = "/api/orders", security(("session" = [])), request_body = CreateOrder, params(IdempotencyKey), responses(
    (status = 201, body = OrderView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json", description = "no such ticket"),
    (status = 409, body = Problem, content_type = "application/problem+json",
        description = "`ticket_reserved`, `own_ticket`, `ticket_withdrawn`, `event_begun`, `price_changed`, `too_many_orders` or \
            `idempotency_key_in_use`"),
    IdempotencyErrors,
    ThrottledErrors,
    CommonErrors,
))]
pub(super) async fn create(
    user: CurrentUser,
    State(orders): State<Orders>,
    State(clock): State<Clock>,
    State(window): State<OrderWindow>,
    new: NewId<OrderId>,
    ValidJson(body): ValidJson<CreateOrder>,
) -> Result<(StatusCode, Json<OrderView>), ApiError> {
    let order = match new.made(orders.aggregates()).await? {
        Some(order) => order,
        None => reserve(&orders, user.id, new, body, &clock, window).await?,
    };
    undo_if_withdrawn(&orders, &order).await?;
    Ok((StatusCode::CREATED, Json(OrderView::new(order.state(), clock.now()))))
}

async fn reserve(
    orders: &Orders,
    buyer: UserId,
    new: NewId<OrderId>,
    body: CreateOrder,
    clock: &Clock,
    window: OrderWindow,
) -> Result<Order, OrderError> {
    let mut turn = orders.turn(body.ticket_id).await;
    let now = clock.now();
    let expected = body.expected_price.and_then(|price| price.money().ok());
    let order_of = |ticket: &Ticket| {
        Order::reserve(buyer, ticket, expected, now, window.0).map(|order| Order { id: new.id, ..order })
    };
    // A request that was executed before may itself have made the order that has the ticket: only the write knows.
    if let Some(ticket) = turn.gone().filter(|_| !new.again) {
        order_of(ticket)?;
        return Err(OrderError::TicketReserved);
    }
    let ticket = orders.tickets().get(body.ticket_id).await?.ok_or(OrderError::NoTicket)?;
    let order = order_of(&ticket)?;
    let asked = Instant::now();
    // Most who come too late come long after the ticket was marked: a read tells them for a fraction of what a refused
    // write costs. The mark itself may be old.
    let reserved = if !new.again && ticket.order_id.is_some() && orders.is_held(ticket.id).await? {
        Err(OrderError::TicketReserved)
    } else {
        orders.insert(&order).await
    };
    match &reserved {
        // It has the ticket still: nobody knows yet that it is there to be cancelled.
        Ok(order) if order.holds_ticket && !new.again => turn.tell_gone(ticket, Instant::now()),
        Err(OrderError::TicketReserved) => turn.tell_gone(ticket, asked),
        _ => {}
    }
    let order = reserved?;
    tracing::info!(order.id = %order.id, ticket.id = %order.ticket.id, user.id = %buyer, "reserved");
    Ok(order)
}

/// A withdrawal may have been heard after the ticket was read and before the order could be found.
async fn undo_if_withdrawn(orders: &Orders, order: &Order) -> Result<(), OrderError> {
    let ticket = orders.tickets().get(order.ticket.id).await?;
    if ticket.is_some_and(|ticket| ticket.status == TicketStatus::Withdrawn) {
        orders.cancel(order.id, CancelReason::Withdrawn).await?;
        return Err(Refusal::Withdrawn.into());
    }
    Ok(())
}
