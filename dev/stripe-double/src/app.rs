//! The route table, and the way between HTTP and the [`crate::pipeline`].

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, Request, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};

use crate::auth::Access::{self, Anyone, SecretOnly};
use crate::call::Call;
use crate::error::StripeError;
use crate::pipeline::{self, Answer, Endpoint};
use crate::store::Store;
use crate::{
    API_VERSION, browser, charges, confirmation_tokens, control, events, ids, payment_intents,
    payment_methods, refunds, tokens,
};

pub(crate) type Shared = Arc<Mutex<Store>>;

/// Every route.
pub(crate) fn router(store: Shared) -> Router {
    Router::new()
        .route("/v1/payment_intents", both(SecretOnly, payment_intents::list, payment_intents::create))
        .route("/v1/payment_intents/search", get(SecretOnly, payment_intents::search))
        .route(
            "/v1/payment_intents/{id}",
            get(Anyone, payment_intents::retrieve).merge(post(SecretOnly, payment_intents::update)),
        )
        .route("/v1/payment_intents/{id}/confirm", post(Anyone, payment_intents::confirm))
        .route("/v1/payment_intents/{id}/capture", post(SecretOnly, payment_intents::capture))
        .route("/v1/payment_intents/{id}/cancel", post(SecretOnly, payment_intents::cancel))
        .route("/v1/payment_intents/{id}/_authenticate", post(Anyone, payment_intents::authenticate))
        .route("/v1/charges", get(SecretOnly, charges::list))
        .route("/v1/charges/{id}", get(SecretOnly, charges::retrieve))
        .route("/v1/refunds", both(SecretOnly, refunds::list, refunds::create))
        .route("/v1/refunds/{id}", both(SecretOnly, refunds::retrieve, refunds::update))
        .route("/v1/payment_methods", post(Anyone, payment_methods::create))
        .route("/v1/payment_methods/{id}", get(SecretOnly, payment_methods::retrieve))
        .route("/v1/tokens", post(Anyone, tokens::create))
        .route("/v1/tokens/{id}", get(SecretOnly, tokens::retrieve))
        .route("/v1/confirmation_tokens", post(Anyone, confirmation_tokens::create))
        .route("/v1/confirmation_tokens/{id}", get(Anyone, confirmation_tokens::retrieve))
        .route("/v1/test_helpers/confirmation_tokens", post(SecretOnly, confirmation_tokens::create_for_test))
        .route("/v1/events", get(SecretOnly, events::list))
        .route("/v1/events/{id}", get(SecretOnly, events::retrieve))
        .nest("/_double", control::router())
        .route("/v3", routing::get(browser::script))
        .route("/v3/", routing::get(browser::script))
        .route("/healthz", routing::get(async || "ok"))
        .fallback(unrecognized)
        .method_not_allowed_fallback(unrecognized)
        .layer(middleware::from_fn(allow_browsers))
        .with_state(store)
}

fn get(access: Access, endpoint: Endpoint) -> MethodRouter<Shared> {
    routing::get(move |State(store): State<Shared>, call: Call| serve(store, call, access, endpoint))
}

fn post(access: Access, endpoint: Endpoint) -> MethodRouter<Shared> {
    routing::post(move |State(store): State<Shared>, call: Call| serve(store, call, access, endpoint))
}

fn both(access: Access, read: Endpoint, write: Endpoint) -> MethodRouter<Shared> {
    get(access, read).merge(post(access, write))
}

/// Carries a call out in a task of its own: a caller that hangs up changes nothing about the effect.
async fn serve(store: Shared, call: Call, access: Access, endpoint: Endpoint) -> Response {
    let (request_id, version) = (call.request_id.clone(), call.headers.get("stripe-version").cloned());
    let task = tokio::spawn(async move { pipeline::answer(&store, call, access, endpoint).await });
    match task.await {
        Ok(answer) => respond(answer, &request_id, version),
        Err(error) => {
            tracing::error!(request.id = %request_id, %error, "the call did not end");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn respond(answer: Answer, request_id: &str, version: Option<HeaderValue>) -> Response {
    let json = (header::CONTENT_TYPE, "application/json");
    let mut response = (answer.status, [json], answer.body).into_response();
    let in_use = answer.status == StatusCode::CONFLICT;
    let texts = [
        ("request-id", Some(request_id.to_owned())),
        (
            "original-request",
            answer.replay_of.clone().or(answer.idempotency_key.as_ref().map(|_| request_id.to_owned())),
        ),
        ("idempotent-replayed", answer.replay_of.map(|_| "true".to_owned())),
        ("idempotency-key", answer.idempotency_key),
        ("stripe-should-retry", in_use.then(|| "true".to_owned())),
    ];
    let headers = response.headers_mut();
    headers.insert("stripe-version", version.unwrap_or(HeaderValue::from_static(API_VERSION)));
    for (name, text) in texts {
        if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

async fn unrecognized(method: Method, uri: Uri) -> Response {
    let request_id = ids::request();
    let error = StripeError::UnrecognizedUrl { method: method.to_string(), path: uri.path().to_owned() };
    let answer = Answer::refusal(&error, &request_id);
    respond(answer, &request_id, None)
}

/// Stripe's API may be called by any page, as its browser library does. The control API may not.
async fn allow_browsers(request: Request<Body>, next: Next) -> Response {
    if !request.uri().path().starts_with("/v1/") {
        return next.run(request).await;
    }
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers
        .insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE, OPTIONS"));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("Authorization, Content-Type, Idempotency-Key, Stripe-Version"),
    );
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Request-Id"));
    response
}
