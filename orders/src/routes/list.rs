//! GET /api/orders

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, PageSize, ValidQuery};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::OrderView;
use crate::repo::{OrderCursor, Orders};

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOrders {
    /// 1 to 100, 50 when left out.
    #[serde(default)]
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<OrderCursor>,
}

/// The caller's orders, newest first.
#[utoipa::path(get, path = "/api/orders", security(("session" = [])), params(ListOrders), responses(
    (status = 200, body = Vec<OrderView>, headers(("Link" = String, description = "the next page, if there is one"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn list(
    user: CurrentUser,
    State(orders): State<Orders>,
    State(clock): State<Clock>,
    uri: Uri,
    ValidQuery(query): ValidQuery<ListOrders>,
) -> Result<Response, ApiError> {
    let page = orders.of(user.id, query.limit, query.after).await?;
    let now = clock.now();
    Ok(page.map(|order| OrderView::new(order.state(), now)).response(&uri))
}
