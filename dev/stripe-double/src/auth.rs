//! Who is calling: the server with a secret key, or a browser with a publishable one.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::error::StripeError;

/// The kind of key that a call was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Secret,
    Publishable,
}

/// Which callers an endpoint serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    SecretOnly,
    Anyone,
}

/// Reads `Authorization: Bearer <key>` or Basic with the key as user name; any test key is the one test account's.
pub(crate) fn identify(headers: &HeaderMap) -> Result<Caller, StripeError> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let key = match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim().to_owned(),
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("basic") => basic_user(token.trim()),
        _ => String::new(),
    };
    if key.is_empty() {
        Err(StripeError::KeyMissing)
    } else if ["sk_test_", "rk_test_"].iter().any(|prefix| key.starts_with(prefix)) {
        Ok(Caller::Secret)
    } else if key.starts_with("pk_test_") {
        Ok(Caller::Publishable)
    } else {
        Err(StripeError::KeyInvalid(key))
    }
}

fn basic_user(token: &str) -> String {
    let decoded = BASE64_STANDARD.decode(token).unwrap_or_default();
    let text = String::from_utf8(decoded).unwrap_or_default();
    text.split(':').next().unwrap_or_default().to_owned()
}
