//! GET /api/admin/payments

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::auth::Admin;
use common::clock::Timestamp;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, PageSize, ValidQuery};
use common::ids::{OrderId, PaymentId, UserId};
use common::money::Price;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::domain::{Decline, LastError, Payment, PaymentStatus};
use crate::repo::{PaymentCursor, PaymentFilter, Payments};

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAllPayments {
    order_id: Option<OrderId>,
    #[param(inline)]
    status: Option<PaymentStatus>,
    /// 1 to 100, 50 when left out.
    #[serde(default)]
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<PaymentCursor>,
}

/// An attempt to pay, with what Stripe said of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdminPaymentView {
    id: PaymentId,
    order_id: OrderId,
    /// The buyer.
    user_id: UserId,
    version: i64,
    status: PaymentStatus,
    amount: Price,
    currency: String,
    created_at: Timestamp,
    /// Stripe's PaymentIntent, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    stripe_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decline: Option<Decline>,
    refunds: Vec<AdminRefundView>,
    /// The last call to Stripe that failed, although a later one may have succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<LastError>,
    /// Failed calls to Stripe in a row.
    failures: u32,
    /// When it is worked on next; left out while nothing is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    work_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AdminRefundView {
    /// Stripe's.
    id: String,
    amount: Price,
    currency: String,
    status: RefundStanding,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RefundStanding {
    Pending,
    Succeeded,
    /// Someone must give the money back by hand.
    Failed,
}

impl From<Payment> for AdminPaymentView {
    fn from(payment: Payment) -> Self {
        let status = match payment.status {
            PaymentStatus::Refunded => RefundStanding::Succeeded,
            PaymentStatus::RefundFailed => RefundStanding::Failed,
            PaymentStatus::Initiated
            | PaymentStatus::Sent
            | PaymentStatus::RequiresAction
            | PaymentStatus::Processing
            | PaymentStatus::Authorised
            | PaymentStatus::Captured
            | PaymentStatus::Voided
            | PaymentStatus::Declined
            | PaymentStatus::CaptureFailed => RefundStanding::Pending,
        };
        let (amount, currency) = (Price(payment.amount), payment.currency);
        let refund =
            payment.refund_id.map(|id| AdminRefundView { id, amount, currency: currency.clone(), status });
        Self {
            id: payment.id,
            order_id: payment.order_id,
            user_id: payment.user_id,
            version: payment.version,
            status: payment.status,
            amount,
            currency,
            created_at: payment.created_at,
            stripe_id: payment.stripe_id,
            decline: payment.decline,
            refunds: refund.into_iter().collect(),
            last_error: payment.last_error,
            failures: payment.failures,
            work_at: payment.work_at,
        }
    }
}

/// Everyone's attempts to pay, newest first. For admins.
#[utoipa::path(get, path = "/api/admin/payments", security(("session" = [])), params(ListAllPayments), responses(
    (status = 200, body = Vec<AdminPaymentView>,
        headers(("Link" = String, description = "the next page, if there is one"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    CommonErrors,
))]
pub(super) async fn list_all(
    _: Admin,
    State(payments): State<Payments>,
    uri: Uri,
    ValidQuery(query): ValidQuery<ListAllPayments>,
) -> Result<Response, ApiError> {
    let filter = PaymentFilter { order: query.order_id, status: query.status };
    let page = payments.all(&filter, query.limit, query.after).await?;
    Ok(page.map(AdminPaymentView::from).response(&uri))
}
