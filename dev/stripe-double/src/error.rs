//! Every way in which the double refuses, and their one conversion to Stripe's status and error body.

mod body;

use axum::http::StatusCode;
use serde_json::Value;

use crate::cards::Decline;

pub(crate) use body::card_failure;

/// A refusal, in Stripe's terms.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum StripeError {
    #[error("no API key was given")]
    KeyMissing,
    #[error("the API key is not a test key")]
    KeyInvalid(String),
    #[error("a secret key is needed")]
    SecretKeyRequired,
    #[error("the client secret does not match {0}")]
    ClientSecretMismatch(String),
    #[error("unrecognised URL {method} {path}")]
    UnrecognizedUrl { method: String, path: String },
    #[error("the body is not form encoded")]
    MalformedBody,
    #[error("missing parameter {0}")]
    MissingParameter(String),
    #[error("unknown parameter {0}")]
    UnknownParameter(String),
    #[error("parameter {0} is Stripe's but not the double's")]
    UnsupportedParameter(String),
    #[error("parameter {0} is empty")]
    EmptyParameter(String),
    #[error("parameter {param} is invalid: {message}")]
    InvalidParameter { param: String, code: Option<&'static str>, message: String },
    #[error("no such {kind}: {id}")]
    NoSuch { kind: &'static str, id: String, param: &'static str },
    #[error("refused: {message}")]
    Refused { code: Option<&'static str>, param: Option<&'static str>, message: String },
    #[error("the payment intent is in the wrong state: {message}")]
    UnexpectedState { message: String, payment_intent: Box<Value> },
    #[error("card error {}", .0.decline.code)]
    Card(Box<CardFailure>),
    #[error("idempotency key {key} was used with other parameters")]
    IdempotencyMismatch { key: String, other_path: Option<String> },
    #[error("idempotency key {0} is in use")]
    IdempotencyKeyInUse(String),
    #[error("idempotency key is too long")]
    IdempotencyKeyTooLong,
    #[error("too many requests")]
    RateLimited,
    #[error("injected failure {0}")]
    Injected(StatusCode),
}

/// A card that was refused, with what Stripe tells about the attempt.
#[derive(Debug, Clone)]
pub(crate) struct CardFailure {
    pub decline: Decline,
    pub charge: Option<String>,
    pub payment_intent: Option<Value>,
    pub payment_method: Option<Value>,
}

impl StripeError {
    /// A card refused before any attempt to charge it.
    pub(crate) fn card(decline: Decline) -> Self {
        Self::Card(Box::new(CardFailure {
            decline,
            charge: None,
            payment_intent: None,
            payment_method: None,
        }))
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::KeyMissing | Self::KeyInvalid(_) | Self::SecretKeyRequired => StatusCode::UNAUTHORIZED,
            Self::UnrecognizedUrl { .. } => StatusCode::NOT_FOUND,
            // The object that the URL names is a 404, one that a parameter names is the request's fault.
            Self::NoSuch { param, .. } if matches!(*param, "intent" | "id" | "token") => {
                StatusCode::NOT_FOUND
            }
            Self::ClientSecretMismatch(_)
            | Self::MalformedBody
            | Self::MissingParameter(_)
            | Self::UnknownParameter(_)
            | Self::UnsupportedParameter(_)
            | Self::EmptyParameter(_)
            | Self::InvalidParameter { .. }
            | Self::NoSuch { .. }
            | Self::Refused { .. }
            | Self::UnexpectedState { .. }
            | Self::IdempotencyMismatch { .. }
            | Self::IdempotencyKeyTooLong => StatusCode::BAD_REQUEST,
            Self::Card(_) => StatusCode::PAYMENT_REQUIRED,
            Self::IdempotencyKeyInUse(_) => StatusCode::CONFLICT,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Injected(status) => *status,
        }
    }

    /// Whether an idempotency key keeps this answer: only once the endpoint has begun to execute, never for a request
    /// that failed validation, was not let in, or ran into another one.
    pub(crate) fn is_kept_by_idempotency_key(&self) -> bool {
        match self {
            Self::NoSuch { .. } | Self::Refused { .. } | Self::UnexpectedState { .. } | Self::Card(_) => true,
            // Injected failures after the effect are stored by the pipeline itself, those before it never are.
            Self::Injected(_)
            | Self::KeyMissing
            | Self::KeyInvalid(_)
            | Self::SecretKeyRequired
            | Self::ClientSecretMismatch(_)
            | Self::UnrecognizedUrl { .. }
            | Self::MalformedBody
            | Self::MissingParameter(_)
            | Self::UnknownParameter(_)
            | Self::UnsupportedParameter(_)
            | Self::EmptyParameter(_)
            | Self::InvalidParameter { .. }
            | Self::IdempotencyMismatch { .. }
            | Self::IdempotencyKeyInUse(_)
            | Self::IdempotencyKeyTooLong
            | Self::RateLimited => false,
        }
    }
}
