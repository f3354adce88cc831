//! GET /api/admin/orders/{id}

use axum::Json;
use axum::extract::State;
use common::auth::Admin;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::OrderId;

use super::AdminOrderView;
use crate::error::OrderError;
use crate::repo::Orders;

/// Anyone's order, with the states that it came to. For admins.
#[utoipa::path(get, path = "/api/admin/orders/{id}", security(("session" = [])), params(("id" = OrderId, Path)), responses(
    (status = 200, body = AdminOrderView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(in crate::routes) async fn show_any(
    _: Admin,
    State(orders): State<Orders>,
    State(clock): State<Clock>,
    IdPath(id): IdPath<OrderId>,
) -> Result<Json<AdminOrderView>, ApiError> {
    let order = orders.get(id).await?.ok_or(OrderError::NoOrder)?;
    Ok(Json(AdminOrderView::new(&order, clock.now())))
}
