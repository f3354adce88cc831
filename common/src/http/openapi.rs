//! What the OpenAPI documents of all services have in common. An endpoint says what it takes, what it answers,
//! and which refusals are its own; what follows from that is completed here, so that no endpoint can leave it
//! out: the refusals that every such request may meet with their words, headers, and examples.

mod completion;
mod examples;
mod problems;

use utoipa::IntoResponses;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Info, License, OpenApi};
use utoipa::{PartialSchema, ToSchema};

use crate::error::{FieldError, Problem};

/// Put this into `responses(...)` of every endpoint. What else follows from what the endpoint takes is added:
/// 400 for parameters and bodies, 401 where a session is required, 403 for what is no `GET`, 413 and 415 for
/// bodies, 429 for all.
///
/// In the description of an endpoint's own refusals, words in backticks are the values that `code` may have.
#[derive(IntoResponses)]
pub enum CommonErrors {
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

/// What the document is about, for who reads it first.
const ABOUT: &str = "Errors are problem details (RFC 9457) with a stable word in `code` and the list `errors`. \
    Ids are 24 hexadecimal digits, prices are dollars with at most two decimals, times are RFC 3339 in UTC. \
    A list is a bare array; its next page is in the `Link` header. \
    Between a caller and the service stands the ingress, which answers 413, 429, 502, 503 and 504 in the same \
    form. A method that a path does not have is answered with 405 and `Allow`.";

/// The names of the two security schemes: browsers give a cookie of the first name only over HTTPS.
const SCHEMES: [(&str, &str, &str); 2] = [
    ("session", "__Host-session", "The session's cookie."),
    ("plainSession", "session", "Its name where a developer has plain HTTP."),
];

/// The service's document, whole.
pub(crate) fn describe(mut document: OpenApi, service: &str) -> serde_json::Result<String> {
    document.info = Info::new(service, env!("CARGO_PKG_VERSION"));
    document.info.description = Some(ABOUT.to_owned());
    document.info.license = Some(License::new(env!("CARGO_PKG_LICENSE")));
    let components = document.components.get_or_insert_default();
    for (name, cookie, description) in SCHEMES {
        let cookie = ApiKeyValue::with_description(cookie, description);
        components.add_security_scheme(name, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
    let mut document = serde_json::to_value(document)?;
    completion::complete(&mut document, service);
    examples::complete(&mut document);
    serde_json::to_string(&document)
}
