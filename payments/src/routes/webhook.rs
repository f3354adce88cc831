//! POST /api/payments/webhook

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use common::clock::Clock;
use common::error::ApiError;
use common::http::CommonErrors;
use serde::Serialize;
use utoipa::ToSchema;

use crate::config::StripeConfig;
use crate::error::PaymentError;
use crate::repo::{Payments, Webhook};
use crate::stripe::{StripeEvent, verify};

/// Stripe's events carry whole objects.
const MAX_BODY_BYTES: usize = 256 * 1024;

pub(super) fn body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MAX_BODY_BYTES)
}

#[derive(Serialize, ToSchema)]
pub struct Received {
    received: bool,
}

/// Hears from Stripe. An event that is repeated, late or about something else changes nothing.
#[utoipa::path(post, path = "/api/payments/webhook", request_body(content = String, content_type = "application/json"),
    params(("Stripe-Signature" = String, Header, description = "when it was signed, and the signature",
        example = "t=1790000000,v1=00")),
    responses((status = 200, body = Received),
        (status = 400, description = "`invalid_signature`, or it is no event of Stripe"), CommonErrors))]
pub(super) async fn webhook(
    State(payments): State<Payments>,
    State(stripe): State<Arc<StripeConfig>>,
    State(clock): State<Clock>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Received>, ApiError> {
    let body = body.map_err(unreadable)?;
    let signature = headers.get("stripe-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = clock.now();
    verify(&body, signature, &stripe.webhook_secrets, now.seconds()).map_err(PaymentError::from)?;
    let StripeEvent { id, r#type, intent, payment, status, is_news } = StripeEvent::read(&body)
        .map_err(|why| ApiError::bad_request(format!("this is no event of Stripe: {why}")))?;
    if let Some(intent) = intent.as_ref().filter(|_| is_news) {
        // Before the event is kept: if this fails, Stripe sends it again.
        payments.wake_intent(intent, payment, status).await?;
    }
    payments.keep(&Webhook { id, r#type, intent, received_at: now }).await?;
    Ok(Json(Received { received: true }))
}

fn unreadable(rejection: BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        _ => ApiError::bad_request("the request body could not be read"),
    }
}
