//! What the OpenAPI documents of all services have in common.

use utoipa::IntoResponses;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Info, License, OpenApi};

use crate::error::Problem;

/// Put this into `responses(...)` of every endpoint.
#[derive(IntoResponses)]
pub enum CommonErrors {
    /// The request is not valid; `errors` names each field and what is wrong with it.
    #[response(status = 400, content_type = "application/problem+json")]
    Invalid(Problem),
    /// A request from another site.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// A body larger than allowed.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// A body of another media type than `application/json`.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// A bug; the body tells no detail.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// A dependency did not answer in time; try again after `Retry-After` seconds.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// Beside them, where tries are counted.
#[derive(IntoResponses)]
pub enum ThrottledErrors {
    /// Too many tries; try again after `Retry-After` seconds.
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(Problem),
}

/// Says whose document it is, and adds the security scheme `session` that operations name.
pub(crate) fn describe(document: &mut OpenApi, service: &str) {
    document.info = Info::new(service, env!("CARGO_PKG_VERSION"));
    document.info.license = Some(License::new(env!("CARGO_PKG_LICENSE")));
    let description = "the session's cookie; its name is `session` over plain HTTP";
    let cookie = ApiKeyValue::with_description("__Host-session", description);
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
}
