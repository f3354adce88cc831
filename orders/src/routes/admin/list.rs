//! GET /api/admin/orders

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::auth::Admin;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::events::order::OrderStatus;
use common::http::{CommonErrors, PageSize, ValidQuery};
use common::ids::{TicketId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::AdminOrderView;
use crate::repo::{OrderCursor, OrderFilter, Orders};

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAllOrders {
    #[param(inline)]
    status: Option<OrderStatus>,
    /// The buyer.
    user_id: Option<UserId>,
    ticket_id: Option<TicketId>,
    /// 1 to 100, 50 when left out.
    #[serde(default)]
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<OrderCursor>,
}

/// Everyone's orders, newest first. For admins.
#[utoipa::path(get, path = "/api/admin/orders", security(("session" = [])), params(ListAllOrders), responses(
    (status = 200, body = Vec<AdminOrderView>,
        headers(("Link" = String, description = "the next page, if there is one"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    CommonErrors,
))]
pub(in crate::routes) async fn list_all(
    _: Admin,
    State(orders): State<Orders>,
    State(clock): State<Clock>,
    uri: Uri,
    ValidQuery(query): ValidQuery<ListAllOrders>,
) -> Result<Response, ApiError> {
    let filter = OrderFilter { status: query.status, buyer: query.user_id, ticket: query.ticket_id };
    let page = orders.all(&filter, query.limit, query.after).await?;
    let now = clock.now();
    Ok(page.map(|order| AdminOrderView::new(&order, now)).response(&uri))
}
