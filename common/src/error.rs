//! The one error that handlers return, and its form on the wire: RFC 9457 `application/problem+json`
//! with the list `errors` beside it that the browser client reads.

use std::borrow::Cow;
use std::error::Error;
use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

type Cause = Box<dyn Error + Send + Sync>;

/// Everything that an endpoint can answer instead of what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// 400: what is wrong with the request, field by field.
    #[error("the request is not valid")]
    Invalid(Vec<FieldError>),
    /// 400 with a word of its own, for what is wrong in no field.
    #[error("bad request")]
    BadRequest { code: &'static str, message: &'static str },
    /// 401
    #[error("not authenticated")]
    Unauthenticated,
    /// 402: the card was declined; `code` is Stripe's.
    #[error("payment required")]
    PaymentRequired { code: String, message: String },
    /// 403
    #[error("forbidden")]
    Forbidden { code: &'static str, message: &'static str },
    /// 404: the name of what there is not.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// 405
    #[error("method not allowed")]
    MethodNotAllowed,
    /// 409: the state of things does not allow it.
    #[error("conflict")]
    Conflict { code: &'static str, message: &'static str },
    /// 413
    #[error("request body too large")]
    TooLarge,
    /// 415
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 422: each part is well formed, but together they make no sense.
    #[error("unprocessable")]
    Unprocessable { code: &'static str, message: &'static str },
    /// 429
    #[error("too many requests")]
    TooManyRequests { retry_after: Duration },
    /// 503: something that we depend on did not answer; the cause goes to the log alone.
    #[error("unavailable")]
    Unavailable(#[source] Cause),
    /// 500: a bug; the cause goes to the log alone.
    #[error("internal error")]
    Internal(#[source] Cause),
}

impl ApiError {
    /// 400 about one field.
    pub fn field(field: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid(vec![FieldError {
            field: Some(field.to_owned()),
            message: message.into().into_owned(),
        }])
    }

    /// 400 about the request as a whole.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: None, message: message.into() }])
    }

    /// 422: a key that belongs to another request of the same caller.
    pub fn idempotency_key_reused() -> Self {
        let message = "This Idempotency-Key belongs to another request";
        Self::Unprocessable { code: "idempotency_key_reused", message }
    }

    /// 403 for who is no admin.
    pub fn admins_only() -> Self {
        Self::Forbidden { code: "admins_only", message: "Only an admin may do this" }
    }

    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        Self::Unavailable(cause.into())
    }

    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) | Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::PaymentRequired { .. } => StatusCode::PAYMENT_REQUIRED,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unprocessable { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::Invalid(_) => "invalid_request",
            Self::Unauthenticated => "not_authenticated",
            Self::PaymentRequired { code, .. } => code,
            Self::BadRequest { code, .. }
            | Self::Forbidden { code, .. }
            | Self::Conflict { code, .. }
            | Self::Unprocessable { code, .. } => code,
            Self::NotFound(_) => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge => "body_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyRequests { retry_after } => Some(*retry_after),
            Self::Unavailable(_) => Some(Duration::from_secs(1)),
            _ => None,
        }
    }

    fn messages(&self) -> Vec<FieldError> {
        let message: Cow<'_, str> = match self {
            Self::Invalid(errors) => return errors.clone(),
            Self::Unauthenticated => "Not authorized".into(),
            Self::PaymentRequired { message, .. } => message.into(),
            Self::BadRequest { message, .. }
            | Self::Forbidden { message, .. }
            | Self::Conflict { message, .. }
            | Self::Unprocessable { message, .. } => (*message).into(),
            Self::NotFound(what) => format!("{what} not found").into(),
            Self::MethodNotAllowed => "This method is not allowed here".into(),
            Self::TooLarge => "The request body is too large".into(),
            Self::UnsupportedMediaType => "Send the body as application/json".into(),
            Self::TooManyRequests { .. } => "Too many requests, try again later".into(),
            Self::Unavailable(_) => "The service is not available right now, try again".into(),
            Self::Internal(_) => "Something went wrong".into(),
        };
        vec![FieldError { field: None, message: message.into_owned() }]
    }
}

/// One thing that was wrong, and in which field, when it lies in one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, PartialEq, Eq)]
pub struct FieldError {
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The body of every error: a problem detail (RFC 9457) with `errors` beside it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// A stable word for programs.
    pub code: String,
    pub errors: Vec<FieldError>,
}

/// The cause of a 5xx answer, for the request's log line; never sent.
#[derive(Clone, Debug)]
pub(crate) struct LoggedCause(pub String);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let problem = Problem {
            r#type: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: self.code().to_owned(),
            errors: self.messages(),
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(wait) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        if let Self::Unavailable(cause) | Self::Internal(cause) = &self {
            response.extensions_mut().insert(LoggedCause(chain(cause.as_ref())));
        }
        response
    }
}

/// The error and all that caused it, in one line.
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
