//! GET /api/orders/{id}

use axum::Json;
use axum::extract::State;
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::OrderId;

use super::OrderView;
use crate::domain::Order;
use crate::error::OrderError;
use crate::repo::Orders;

/// One of the caller's orders.
#[utoipa::path(get, path = "/api/orders/{id}", security(("session" = [])), params(("id" = OrderId, Path)), responses(
    (status = 200, body = OrderView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`not_yours`: another's order"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn show(
    user: CurrentUser,
    State(orders): State<Orders>,
    State(clock): State<Clock>,
    IdPath(id): IdPath<OrderId>,
) -> Result<Json<OrderView>, ApiError> {
    let order = own(&orders, id, &user).await?;
    Ok(Json(OrderView::new(order.state(), clock.now())))
}

/// An order, if it is the user's.
pub(super) async fn own(orders: &Orders, id: OrderId, user: &CurrentUser) -> Result<Order, OrderError> {
    let order = orders.get(id).await?.ok_or(OrderError::NoOrder)?;
    if order.user_id == user.id { Ok(order) } else { Err(OrderError::NotYours) }
}
