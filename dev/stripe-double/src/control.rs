//! The control API under `/_double`: how a test steers the double. No key, JSON in and out.

mod account;
mod faults;
mod webhooks;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, body::Bytes};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::app::Shared;

pub(crate) use account::{advance_clock, authenticate_intent};

/// Why a control call was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    #[error("{0}")]
    Invalid(String),
    #[error("no such {0}")]
    NotFound(String),
    #[error("{0}")]
    WrongState(String),
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::WrongState(_) => StatusCode::CONFLICT,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/ledger", get(account::ledger))
        .route("/events", get(account::events))
        .route("/events/{id}/resend", post(account::resend))
        .route("/reset", post(account::reset))
        .route("/clock/advance", post(account::advance))
        .route("/processing", post(account::set_processing))
        .route("/search", post(account::set_search_lag))
        .route("/payment_intents/{id}/authenticate", post(account::authenticate))
        .route("/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/webhooks", get(webhooks::show).post(webhooks::change).delete(webhooks::clear))
}

/// Reads a body; whether the caller says that it is JSON does not matter.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, ControlError> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| ControlError::Invalid(error.to_string()))
}
