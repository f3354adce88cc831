//! POST /api/admin/orders/{id}/refund

use axum::Json;
use axum::extract::State;
use common::audit::{Act, Reason};
use common::auth::Admin;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath, ValidJson};
use common::ids::OrderId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::AdminOrderView;
use crate::domain::TicketAfterRefund;
use crate::repo::Orders;

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundOrder {
    #[serde(default)]
    #[validate(custom(function = "Reason::check"))]
    #[schema(required)]
    reason: Reason,
    /// What becomes of the ticket.
    ticket: TicketAfterRefund,
}

/// Gives the money of a complete order back in full, and puts its ticket on sale again or never again. Asking
/// for the same again changes nothing. For admins.
#[utoipa::path(post, path = "/api/admin/orders/{id}/refund", security(("session" = [])),
    params(("id" = OrderId, Path)), request_body = RefundOrder, responses(
    (status = 200, body = AdminOrderView, description = "decided; the money follows"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json",
        description = "`order_not_complete` or `order_refunded`, with another end for its ticket"),
    CommonErrors,
))]
pub(in crate::routes) async fn refund(
    admin: Admin,
    State(orders): State<Orders>,
    State(clock): State<Clock>,
    IdPath(id): IdPath<OrderId>,
    ValidJson(body): ValidJson<RefundOrder>,
) -> Result<Json<AdminOrderView>, ApiError> {
    let detail = match body.ticket {
        TicketAfterRefund::Relist => "relist",
        TicketAfterRefund::Void => "void",
    };
    let act = Act::new(&admin, "order.refunded", body.reason).with_detail(detail);
    let order = orders.refund(id, body.ticket, &act).await?;
    tracing::info!(order.id = %id, admin.id = %admin.0.id, ticket = detail, "refunded");
    Ok(Json(AdminOrderView::new(&order, clock.now())))
}
