//! DELETE /api/orders/{id}

use axum::extract::State;
use axum::http::StatusCode;
use common::auth::CurrentUser;
use common::error::{ApiError, Problem};
use common::events::order::CancelReason;
use common::http::{CommonErrors, IdPath};
use common::ids::OrderId;

use super::show::own;
use crate::repo::Orders;

/// Lets go of a reservation. Cancelling again changes nothing; an order that is complete refuses.
#[utoipa::path(delete, path = "/api/orders/{id}", security(("session" = [])), params(("id" = OrderId, Path)), responses(
    (status = 204),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`not_yours`: another's order, or a request from another site"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json", description = "`order_complete`"),
    CommonErrors,
))]
pub(super) async fn cancel(
    user: CurrentUser,
    State(orders): State<Orders>,
    IdPath(id): IdPath<OrderId>,
) -> Result<StatusCode, ApiError> {
    let order = own(&orders, id, &user).await?;
    orders.cancel(order.id, CancelReason::User).await?;
    Ok(StatusCode::NO_CONTENT)
}
