//! The browser's part: a script in the place of Stripe.js, with the same names and the same answers, whose calls come
//! back to this double. It is served below `/v3/`, as Stripe's was for years.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use crate::API_VERSION;

/// Its files in the order in which they need each other. They share one scope, and none but `Stripe` leaves it.
const PARTS: [&str; 10] = [
    include_str!("../browser/errors.js"),
    include_str!("../browser/events.js"),
    include_str!("../browser/api.js"),
    include_str!("../browser/card.js"),
    include_str!("../browser/appearance.js"),
    include_str!("../browser/field.js"),
    include_str!("../browser/payment_element.js"),
    include_str!("../browser/elements.js"),
    include_str!("../browser/three_d_secure.js"),
    include_str!("../browser/stripe.js"),
];

static SCRIPT: LazyLock<Script> = LazyLock::new(Script::build);

struct Script {
    text: String,
    etag: String,
}

impl Script {
    fn build() -> Self {
        let text = wrapped(&PARTS.join("\n"));
        let etag = format!("\"{}\"", hex::encode(Sha256::digest(&text)));
        Self { text, etag }
    }
}

/// Loaded twice, it does nothing the second time.
fn wrapped(parts: &str) -> String {
    let train = API_VERSION.rsplit('.').next().unwrap_or_default();
    format!(
        "(() => {{\n\"use strict\";\nif (window.Stripe) return;\n\
         const SCRIPT_URL = document.currentScript.src;\nconst VERSION = \"{train}\";\n{parts}}})();\n"
    )
}

/// GET /v3/
pub(crate) async fn script(headers: HeaderMap) -> Response {
    let Script { text, etag } = &*SCRIPT;
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text.as_str()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}
