//! What stands around every router, from the outside in: request id, log line and metrics; security headers; the gate that
//! opens once the service is ready; the time limit; the check against forged cross-site requests.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use futures::FutureExt;
use metrics::{Gauge, Label};
use opentelemetry_http::HeaderExtractor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceBuilder;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tracing::Instrument;

use crate::error::{ApiError, LoggedCause};
use crate::telemetry::trace::{KeyValue, Span, SpanKind};

/// No endpoint needs a larger body; one that does (a webhook) says so itself.
pub const MAX_BODY_BYTES: usize = 16 * 1024;
/// A request that takes longer is answered with 503, while the work that it began goes on to its end.
pub const MAX_REQUEST_TIME: Duration = Duration::from_secs(25);

const MAX_START_WAIT: Duration = Duration::from_secs(2);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Shut until the service has made its indexes and found its dependencies once.
#[derive(Clone, Default)]
pub(crate) struct Gate(CancellationToken);

impl Gate {
    pub(crate) fn open(&self) {
        self.0.cancel();
    }

    pub(crate) fn is_open(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Whether it is open, or opens in a moment: an early caller waits instead of failing.
    async fn opens(&self) -> bool {
        self.is_open() || tokio::time::timeout(MAX_START_WAIT, self.0.cancelled()).await.is_ok()
    }

    /// Waits until the gate opens, or `stop`.
    pub(crate) async fn opened(&self, stop: &CancellationToken) {
        tokio::select! {
            () = self.0.cancelled() => {}
            () = stop.cancelled() => {}
        }
    }
}

/// What every answer says, unless its handler says otherwise.
const NOT_STORED: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");
/// What every answer says.
const SAFE: [(HeaderName, &str); 5] = [
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// As one layer, and most of it in one function: around a small answer, each of several costs as much as what it does.
pub(crate) fn layered(api: Router, gate: Gate, requests: TaskTracker) -> Router {
    let layers = ServiceBuilder::new()
        .layer(middleware::from_fn_with_state((gate, requests), observed))
        .layer(CsrfLayer::new().with_rejection_response(refuse_cross_site))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES));
    api.fallback(async || ApiError::NotFound("Route"))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(layers)
}

fn set_headers(headers: &mut HeaderMap, request_id: HeaderValue) {
    let (name, value) = NOT_STORED;
    headers.entry(name).or_insert(HeaderValue::from_static(value));
    for (name, value) in SAFE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(REQUEST_ID, request_id);
}

fn refuse_cross_site(_: ProtectionError) -> axum::response::Response {
    ApiError::Forbidden { code: "cross_site", message: "Requests from other sites are refused" }
        .into_response()
}

/// Runs a request within its time; a panic is a 500. One that may write is a task of its own, so that a caller who hangs
/// up never stops a write half way, and shutting down waits for what was accepted. One that only reads is spared that: to
/// change tasks twice costs as much as the rest of what stands around a small answer.
async fn to_the_end(requests: TaskTracker, request: Request, next: Next) -> axum::response::Response {
    let reads = request.method().is_safe();
    let answer = async {
        if reads {
            AssertUnwindSafe(next.run(request)).catch_unwind().await.map_err(|_| "a panic".to_owned())
        } else {
            let span = Span::current();
            let task = async move { span.within(next.run(request)).await };
            requests.spawn(task.in_current_span()).await.map_err(|panic| panic.to_string())
        }
    };
    match tokio::time::timeout(MAX_REQUEST_TIME, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => ApiError::internal(panic).into_response(),
        Err(elapsed) => ApiError::unavailable(elapsed).into_response(),
    }
}

/// Gives the request an id, and tells of it in one log line and its metrics.
async fn observed(
    State((gate, requests)): State<(Gate, TaskTracker)>,
    request: Request,
    next: Next,
) -> axum::response::Response {
    let started = Instant::now();
    let id = request_id(&request);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let span = serving(&request, &method, &route);
    let request_id = id.to_str().unwrap_or_default();
    let log_span = tracing::info_span!("request", "request.id" = request_id, trace_id = span.trace_id());
    let mut response = {
        let _active = Active::new();
        let answer = async {
            if gate.opens().await {
                to_the_end(requests, request, next).await
            } else {
                ApiError::unavailable("the service is still starting").into_response()
            }
        };
        span.within(answer).instrument(log_span.clone()).await
    };

    let status = response.status();
    let took = started.elapsed();
    let labels = [
        Label::from_static_parts("http_request_method", known(&method)),
        Label::new("http_route", route),
        Label::new("http_response_status_code", status.as_str().to_owned()),
    ];
    metrics::histogram!("http_server_request_duration_seconds", labels.iter()).record(took.as_secs_f64());
    log_span.in_scope(|| log(&response, status, &method, &path, took));
    span.set("http.response.status_code", i64::from(status.as_u16()));
    if status.is_server_error() {
        span.fail(status.as_str().to_owned());
    }
    set_headers(response.headers_mut(), id);
    response
}

/// A request, as a part of what its caller does (OpenTelemetry's conventions for HTTP).
fn serving(request: &Request, method: &Method, route: &str) -> Span {
    let from = HeaderExtractor(request.headers());
    Span::go_on(&from, SpanKind::Server, || {
        let attributes = vec![
            KeyValue::new("http.request.method", known(method)),
            KeyValue::new("http.route", route.to_owned()),
            KeyValue::new("url.path", request.uri().path().to_owned()),
            KeyValue::new("url.scheme", "http"),
        ];
        (format!("{} {route}", known(method)), attributes)
    })
}

/// Callers may invent methods, and each would be a series of its own for as long as the process lives.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "_OTHER",
    }
}

/// Counts a request as long as it is there, and not when its caller has hung up.
struct Active(Gauge);

impl Active {
    fn new() -> Self {
        let active = metrics::gauge!("http_server_active_requests");
        active.increment(1);
        Self(active)
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

fn log<B>(response: &Response<B>, status: StatusCode, method: &Method, path: &str, took: Duration) {
    let method = method.as_str();
    let cause = response.extensions().get::<LoggedCause>().map(|cause| cause.0.as_str());
    let status = status.as_u16();
    let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if status >= 500 && status != 503 {
        tracing::error!(method, path, status, duration_ms, cause, "request failed");
    } else if status >= 500 {
        tracing::warn!(method, path, status, duration_ms, cause, "request unavailable");
    } else {
        tracing::info!(method, path, status, duration_ms, "request");
    }
}

/// The ingress's id for this request, or a new one.
fn request_id(request: &Request) -> HeaderValue {
    let given = request.headers().get(REQUEST_ID).filter(|id| {
        (1..=64).contains(&id.len())
            && id.as_bytes().iter().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(b))
    });
    given.cloned().unwrap_or_else(|| {
        HeaderValue::from_str(&uuid::Uuid::new_v4().to_string())
            .unwrap_or_else(|_| HeaderValue::from_static("none"))
    })
}
