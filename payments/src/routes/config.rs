//! GET /api/payments/config

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use common::http::CommonErrors;
use common::money::CURRENCY;
use serde::Serialize;
use utoipa::ToSchema;

use crate::config::StripeConfig;

/// What the browser needs to take a card.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BrowserConfig {
    publishable_key: String,
    stripe_js_url: String,
    currency: &'static str,
}

/// What the browser needs to take a card.
#[utoipa::path(get, path = "/api/payments/config", responses((status = 200, body = BrowserConfig), CommonErrors))]
pub(super) async fn config(State(stripe): State<Arc<StripeConfig>>) -> Json<BrowserConfig> {
    Json(BrowserConfig {
        publishable_key: stripe.publishable_key.clone(),
        stripe_js_url: stripe.js_url.clone(),
        currency: CURRENCY,
    })
}
