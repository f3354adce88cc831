//! Stripe's error body.

use serde_json::{Map, Value, json};

use super::{CardFailure, StripeError};
use crate::cards::Decline;

impl StripeError {
    /// `{"error": {…}}` as Stripe words it; absent fields are left out, as there.
    pub(crate) fn body(&self, request_id: &str) -> Value {
        let mut error = match self {
            Self::Card(failure) => card_failure(failure),
            other => plain(other.kind(), other.code(), other.param(), &other.sentence()),
        };
        if let Self::UnexpectedState { payment_intent, .. } = self {
            error.insert("payment_intent".to_owned(), (**payment_intent).clone());
        }
        error.insert(
            "request_log_url".to_owned(),
            json!(format!("https://dashboard.stripe.com/test/workbench/logs?object={request_id}")),
        );
        json!({ "error": error })
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Card(_) => "card_error",
            Self::IdempotencyMismatch { .. } => "idempotency_error",
            Self::Injected(_) => "api_error",
            _ => "invalid_request_error",
        }
    }

    fn code(&self) -> Option<&'static str> {
        match self {
            Self::MissingParameter(_) => Some("parameter_missing"),
            Self::UnknownParameter(_) => Some("parameter_unknown"),
            Self::EmptyParameter(_) => Some("parameter_invalid_empty"),
            Self::InvalidParameter { code, .. } | Self::Refused { code, .. } => *code,
            Self::NoSuch { .. } => Some("resource_missing"),
            Self::UnexpectedState { .. } => Some("payment_intent_unexpected_state"),
            Self::ClientSecretMismatch(_) => Some("payment_intent_invalid_parameter"),
            Self::SecretKeyRequired => Some("secret_key_required"),
            Self::IdempotencyKeyInUse(_) => Some("idempotency_key_in_use"),
            Self::RateLimited => Some("rate_limit"),
            _ => None,
        }
    }

    fn param(&self) -> Option<&str> {
        match self {
            Self::MissingParameter(param)
            | Self::UnknownParameter(param)
            | Self::UnsupportedParameter(param)
            | Self::EmptyParameter(param)
            | Self::InvalidParameter { param, .. } => Some(param),
            Self::NoSuch { param, .. } => Some(param),
            Self::Refused { param, .. } => *param,
            Self::ClientSecretMismatch(_) => Some("client_secret"),
            _ => None,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::KeyMissing => "You did not provide an API key. You need to provide your API key in the \
                Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
                .to_owned(),
            Self::KeyInvalid(key) => format!("Invalid API Key provided: {}", masked(key)),
            Self::SecretKeyRequired => {
                "This API call cannot be made with a publishable API key. Please use a \
                secret API key."
                    .to_owned()
            }
            Self::ClientSecretMismatch(intent) => {
                format!(
                    "The client_secret provided does not match the client_secret of the PaymentIntent {intent}."
                )
            }
            Self::UnrecognizedUrl { method, path } => format!(
                "Unrecognized request URL ({method}: {path}). If you are trying to list objects, remove the \
                 trailing slash. If you are trying to retrieve an object, make sure you passed a valid \
                 (non-empty) identifier in your code."
            ),
            Self::MalformedBody => "Invalid request: the parameters are not form encoded.".to_owned(),
            Self::MissingParameter(param) => format!("Missing required param: {param}."),
            Self::UnknownParameter(param) => format!("Received unknown parameter: {param}"),
            Self::UnsupportedParameter(param) => format!("This double of Stripe does not support `{param}`."),
            Self::EmptyParameter(param) => format!(
                "You passed an empty string for '{param}'. We assume empty values are an attempt to unset a \
                 field; however '{param}' cannot be unset. You should remove '{param}' from your request or \
                 supply a non-empty value."
            ),
            Self::InvalidParameter { message, .. }
            | Self::Refused { message, .. }
            | Self::UnexpectedState { message, .. } => message.clone(),
            Self::NoSuch { kind, id, .. } => format!("No such {kind}: '{id}'"),
            Self::Card(failure) => failure.decline.message.to_owned(),
            Self::IdempotencyMismatch { key, other_path: None } => format!(
                "Keys for idempotent requests can only be used with the same parameters they were first used \
                 with. Try using a key other than '{key}' if you meant to execute a different request."
            ),
            Self::IdempotencyMismatch { key, other_path: Some(path) } => format!(
                "Keys for idempotent requests can only be used for the same endpoint they were first used for \
                 ('{path}'). Try using a key other than '{key}' if you meant to execute a different request."
            ),
            Self::IdempotencyKeyInUse(key) => format!(
                "There is currently another in-progress request using this Idempotent Key ({key}) (that \
                 probably means you submitted twice, and the other request is still going through). Please \
                 try again later."
            ),
            Self::IdempotencyKeyTooLong => "Idempotency keys can be up to 255 characters long.".to_owned(),
            Self::RateLimited => "Request rate limit exceeded. Learn more about rate limits here \
                https://stripe.com/docs/rate-limits."
                .to_owned(),
            Self::Injected(_) => "An unknown error occurred.".to_owned(),
        }
    }
}

/// The error of a failed attempt, as it stands in the answer and, without the intent, in `last_payment_error`.
pub(crate) fn card_failure(failure: &CardFailure) -> Map<String, Value> {
    let Decline { code, decline_code, advice_code, network_decline_code, param, message } = failure.decline;
    let mut error = plain("card_error", Some(code), param, message);
    let texts = [
        ("decline_code", decline_code),
        ("advice_code", advice_code),
        ("network_decline_code", network_decline_code),
        ("charge", failure.charge.as_deref()),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            error.insert(name.to_owned(), json!(text));
        }
    }
    for (name, object) in
        [("payment_intent", &failure.payment_intent), ("payment_method", &failure.payment_method)]
    {
        if let Some(object) = object {
            error.insert(name.to_owned(), object.clone());
        }
    }
    error
}

fn plain(kind: &str, code: Option<&str>, param: Option<&str>, message: &str) -> Map<String, Value> {
    let mut error = Map::new();
    error.insert("type".to_owned(), json!(kind));
    error.insert("message".to_owned(), json!(message));
    if let Some(code) = code {
        error.insert("code".to_owned(), json!(code));
        let doc_url = format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-"));
        error.insert("doc_url".to_owned(), json!(doc_url));
    }
    if let Some(param) = param {
        error.insert("param".to_owned(), json!(param));
    }
    error
}

fn masked(key: &str) -> String {
    let tail: String = key.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let head: String = key.chars().take(8).collect();
    format!("{head}*********{tail}")
}
