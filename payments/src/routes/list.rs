//! GET /api/payments

use axum::Json;
use axum::extract::State;
use common::auth::CurrentUser;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, ValidQuery};
use common::ids::OrderId;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::payment_view::PaymentView;
use crate::repo::Payments;

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPayments {
    order_id: OrderId,
}

/// The caller's payments of an order, newest first.
#[utoipa::path(get, path = "/api/payments", security(("session" = [])), params(ListPayments), responses(
    (status = 200, body = Vec<PaymentView>),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn list(
    user: CurrentUser,
    State(payments): State<Payments>,
    ValidQuery(query): ValidQuery<ListPayments>,
) -> Result<Json<Vec<PaymentView>>, ApiError> {
    let found = payments.of(query.order_id, user.id).await?;
    Ok(Json(found.into_iter().map(PaymentView::from).collect()))
}
