//! Extractors whose refusal is an [`ApiError`] that says which field is wrong and why.

use std::fmt::Display;
use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::error::{ApiError, FieldError};

/// A JSON body that was read and found valid.
#[derive(Debug)]
pub struct ValidJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequest<S> for ValidJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType);
        }
        let body = Bytes::from_request(request, state).await.map_err(unreadable_body)?;
        // Serde would read an array as the fields in their order.
        if body.trim_ascii_start().starts_with(b"[") {
            return Err(ApiError::bad_request("the body must be a JSON object"));
        }
        let mut json = serde_json::Deserializer::from_slice(&body);
        let value: T = serde_path_to_error::deserialize(&mut json).map_err(malformed_json)?;
        json.end().map_err(|why| ApiError::bad_request(format!("malformed JSON: {why}")))?;
        value.validate().map_err(invalid_fields)?;
        Ok(Self(value))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

pub(super) fn unreadable_body(rejection: BytesRejection) -> ApiError {
    if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        ApiError::TooLarge
    } else {
        ApiError::bad_request("the request body could not be read")
    }
}

fn malformed_json(why: serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    if why.inner().is_data() {
        unreadable_field(&why.path().to_string(), why.inner())
    } else {
        ApiError::bad_request(format!("malformed JSON: {}", why.inner()))
    }
}

/// A value that cannot be what it should be, or is missing: of which serde says the name, but no path.
fn unreadable_field(path: &str, why: &impl Display) -> ApiError {
    let message = why.to_string();
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let error = match (missing, path) {
        (Some(name), _) => {
            FieldError { field: Some(name.to_owned()), message: format!("{name} is required") }
        }
        (None, ".") => FieldError { field: None, message },
        (None, path) => FieldError { field: Some(path.to_owned()), message: format!("{path}: {message}") },
    };
    ApiError::Invalid(vec![error])
}

/// A query string that was read and found valid.
#[derive(Debug)]
pub struct ValidQuery<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequestParts<S> for ValidQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        let value: T = serde_path_to_error::deserialize(pairs)
            .map_err(|why| unreadable_field(&why.path().to_string(), why.inner()))?;
        value.validate().map_err(invalid_fields)?;
        Ok(Self(value))
    }
}

/// The id in a path of one variable.
#[derive(Debug)]
pub struct IdPath<T>(pub T);

impl<S: Send + Sync, T: FromStr<Err: Display>> FromRequestParts<S> for IdPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|rejection| ApiError::bad_request(rejection.body_text()))?;
        text.parse().map(Self).map_err(|why: T::Err| ApiError::field("id", why.to_string()))
    }
}

fn invalid_fields(errors: ValidationErrors) -> ApiError {
    let mut fields = Vec::new();
    flatten(&errors, "", &mut fields);
    // The order of a hash map is nobody's; by name, answers are the same every time.
    fields.sort_by(|a, b| a.field.cmp(&b.field));
    ApiError::Invalid(fields)
}

fn flatten(errors: &ValidationErrors, path: &str, fields: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        let path = if path.is_empty() { camel_case(name) } else { format!("{path}.{}", camel_case(name)) };
        match kind {
            ValidationErrorsKind::Field(errors) => fields.extend(errors.iter().map(|error| {
                let message =
                    error.message.as_ref().map_or_else(|| error.code.to_string(), ToString::to_string);
                FieldError { message: format!("{path} {message}"), field: Some(path.clone()) }
            })),
            ValidationErrorsKind::Struct(inner) => flatten(inner, &path, fields),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    flatten(inner, &format!("{path}[{index}]"), fields);
                }
            }
        }
    }
}

/// The name that a field has in JSON.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        text.push_str(letters.as_str());
    }
    text
}
