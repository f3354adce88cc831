//! POST /api/payments

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use common::auth::CurrentUser;
use common::clock::Clock;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdempotencyErrors, IdempotencyKey, NewId, ThrottledErrors, ValidJson};
use common::ids::{OrderId, PaymentId};
use common::mongo::DbError;
use common::telemetry::trace::traceparent;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::payment_view::ShownStatus;
use crate::domain::{Order, Payment, PaymentStatus, Token};
use crate::error::PaymentError;
use crate::repo::Payments;

/// How long a caller waits for the outcome; then it goes on without him.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long an order may take to be heard of.
const NEWS: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(25);
const RARE_LOOK: Duration = Duration::from_millis(500);

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreatePayment {
    order_id: OrderId,
    /// Stripe's `ctoken_…`, `pm_…` or `tok_…`.
    #[serde(default)]
    #[validate(custom(function = "is_token"))]
    #[schema(required, pattern = "^(ctoken|pm|tok)_[A-Za-z0-9_]{1,200}$", examples("pm_card_visa"))]
    token: String,
}

fn is_token(text: &str) -> Result<(), ValidationError> {
    text.parse::<Token>().map(|_| ()).map_err(|why| ValidationError::new("token").with_message(why.into()))
}

/// The payment, as far as it has come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentOutcome {
    id: PaymentId,
    status: ShownStatus,
    /// With `requires_action`: what Stripe's script needs to let the buyer confirm with his bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
}

/// Pays an order. Paying again what is paid, or being paid, answers with the payment that there is.
#[utoipa::path(post, path = "/api/payments", security(("session" = [])), request_body = CreatePayment, params(IdempotencyKey), responses(
    (status = 201, body = PaymentOutcome, description = "paid"),
    (status = 202, body = PaymentOutcome, description = "the buyer must confirm, or it takes a little longer"),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 402, body = Problem, content_type = "application/problem+json",
        description = "the card was declined; `code` is Stripe's"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`not_yours`: another's order, or a request from another site"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 409, body = Problem, content_type = "application/problem+json", 
        description = "`order_not_payable`, `payment_open`, `too_many_cards` or `idempotency_key_in_use`"),
    IdempotencyErrors,
    ThrottledErrors,
    CommonErrors,
))]
pub(super) async fn create(
    user: CurrentUser,
    State(payments): State<Payments>,
    State(clock): State<Clock>,
    new: NewId<PaymentId>,
    ValidJson(body): ValidJson<CreatePayment>,
) -> Result<(StatusCode, Json<PaymentOutcome>), ApiError> {
    let token: Token = body.token.parse().map_err(|why: &str| ApiError::field("token", why))?;
    let order = known_order(&payments, body.order_id).await?.ok_or(PaymentError::NoOrder)?;
    if order.user_id != user.id {
        return Err(PaymentError::NotYours.into());
    }
    let payment = match new.made(payments.aggregates()).await? {
        Some(payment) => payment,
        None => begin(&payments, &order, new.id, token, &clock).await?,
    };
    Ok(answer(outcome(&payments, payment).await?)?)
}

/// An order that was made a moment ago may not have been heard of yet.
async fn known_order(payments: &Payments, id: OrderId) -> Result<Option<Order>, DbError> {
    let since = Instant::now();
    loop {
        let order = payments.orders().get(id).await?;
        if order.is_some() || since.elapsed() >= NEWS {
            return Ok(order);
        }
        wait_a_little(since).await;
    }
}

/// Until the next look. The longer it takes, the less often: in a rush the looks of many would be what takes so long.
async fn wait_a_little(since: Instant) {
    tokio::time::sleep((since.elapsed() / 4).clamp(LOOK, RARE_LOOK)).await;
}

/// A new attempt, or the one that is open. One that still waits for the buyer gives way to another card.
async fn begin(
    payments: &Payments,
    order: &Order,
    id: PaymentId,
    token: Token,
    clock: &Clock,
) -> Result<Payment, PaymentError> {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(open) = payments.open_of(order.id).await? {
            let other_card = open.token != token && open.status == PaymentStatus::RequiresAction;
            if !(other_card || open.unwanted) {
                return Ok(open);
            }
            if Instant::now() >= until {
                return Err(PaymentError::AlreadyOpen);
            }
            payments.abandon(open.id).await?;
            tokio::time::sleep(LOOK).await;
            continue;
        }
        if !order.is_payable(clock.now()) {
            return Err(PaymentError::NotPayable);
        }
        payments.may_try(order, clock.now()).await?;
        let payment = Payment { id, trace: traceparent(), ..Payment::new(order, token.clone(), clock.now()) };
        match payments.begin(&payment).await {
            Err(PaymentError::AlreadyOpen) => {}
            begun => return begun,
        }
    }
}

/// The attempt once its outcome is known, or as far as it has come.
async fn outcome(payments: &Payments, payment: Payment) -> Result<Payment, DbError> {
    let (id, mut latest) = (payment.id, payment);
    let since = Instant::now();
    while !is_known(latest.status) && since.elapsed() < PATIENCE {
        wait_a_little(since).await;
        latest = payments.get(id).await?.unwrap_or(latest);
    }
    Ok(latest)
}

fn is_known(status: PaymentStatus) -> bool {
    match status {
        PaymentStatus::Initiated
        | PaymentStatus::Sent
        | PaymentStatus::Processing
        | PaymentStatus::Authorised => false,
        PaymentStatus::RequiresAction
        | PaymentStatus::Captured
        | PaymentStatus::Voided
        | PaymentStatus::Declined
        | PaymentStatus::CaptureFailed
        | PaymentStatus::Refunded
        | PaymentStatus::RefundFailed => true,
    }
}

fn answer(payment: Payment) -> Result<(StatusCode, Json<PaymentOutcome>), PaymentError> {
    let status = match payment.status {
        PaymentStatus::Captured => StatusCode::CREATED,
        PaymentStatus::Initiated
        | PaymentStatus::Sent
        | PaymentStatus::Processing
        | PaymentStatus::Authorised
        | PaymentStatus::RequiresAction => StatusCode::ACCEPTED,
        PaymentStatus::Declined => match payment.decline {
            Some(decline) => return Err(PaymentError::Declined(decline)),
            None => return Err(PaymentError::NotPayable),
        },
        PaymentStatus::Voided
        | PaymentStatus::CaptureFailed
        | PaymentStatus::Refunded
        | PaymentStatus::RefundFailed => return Err(PaymentError::NotPayable),
    };
    let waits_for_buyer = payment.status == PaymentStatus::RequiresAction;
    let outcome = PaymentOutcome {
        id: payment.id,
        status: payment.status.into(),
        client_secret: payment.client_secret.filter(|_| waits_for_buyer),
    };
    Ok((status, Json(outcome)))
}
