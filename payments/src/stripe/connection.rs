//! The wire to Stripe: what a request of the library says is sent once, and what came back is returned
//! unread.

use std::time::{Duration, Instant};

use anyhow::Context;
use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use common::http::{self, HttpClient, HttpClientError};
use common::telemetry::trace::{KeyValue, Span, SpanKind};
use http_body_util::{BodyExt, Full, Limited};
use stripe_client_core::{RequestBuilder, StripeMethod};
use stripe_shared::version::VERSION;

use crate::config::StripeConfig;

/// Shorter than the lease under which an attempt is worked on.
const TIMEOUT: Duration = Duration::from_secs(10);
const CONNECTING: Duration = Duration::from_secs(5);
/// Far more than a page of a hundred intents.
const MAX_ANSWER_BYTES: usize = 8 * 1024 * 1024;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const STRIPE_VERSION: HeaderName = HeaderName::from_static("stripe-version");

/// Connections to Stripe, or to its double, that are kept open between calls.
#[derive(Clone)]
pub(super) struct Connection {
    client: HttpClient,
    /// Ends with a slash.
    base: String,
    authorization: HeaderValue,
}

/// Nothing came back: it may have been done or not.
#[derive(Debug, thiserror::Error)]
pub(super) enum Lost {
    #[error("the request cannot be written")]
    Unwritable(#[from] axum::http::Error),
    #[error("the connection failed")]
    Connection(#[from] HttpClientError),
    #[error("the answer broke off")]
    Answer(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no answer in time")]
    Timeout(#[from] tokio::time::error::Elapsed),
}

impl Connection {
    pub(super) fn new(config: &StripeConfig) -> anyhow::Result<Self> {
        config.api_url.parse::<Uri>().context("STRIPE_API_URL is no address")?;
        let mut authorization = HeaderValue::try_from(format!("Bearer {}", config.secret_key.expose()))
            .context("STRIPE_SECRET_KEY cannot be sent in a header")?;
        authorization.set_sensitive(true);
        Ok(Self { client: http::client(CONNECTING)?, base: config.api_url.clone(), authorization })
    }

    /// Sends a request once. Under a key it may be sent again, and is done once.
    pub(super) async fn send(
        &self,
        request: RequestBuilder,
        key: Option<&str>,
    ) -> Result<(StatusCode, Bytes), Lost> {
        let request = self.write(request, key)?;
        let call = Call::begin(&request);
        let exchange = async {
            let answer = self.client.request(request).await?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await;
            Ok((status, body.map_err(Lost::Answer)?.to_bytes()))
        };
        let answer = tokio::time::timeout(TIMEOUT, exchange).await.unwrap_or_else(|late| Err(late.into()));
        call.end(&answer);
        answer
    }

    fn write(
        &self,
        request: RequestBuilder,
        key: Option<&str>,
    ) -> Result<Request<Full<Bytes>>, axum::http::Error> {
        let RequestBuilder { query, body, path, method } = request;
        let method = match method {
            StripeMethod::Get => Method::GET,
            StripeMethod::Post => Method::POST,
            StripeMethod::Delete => Method::DELETE,
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let mut written = Request::builder()
            .method(method)
            .uri(format!("{}v1{path}{query}", self.base))
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header(header::USER_AGENT, concat!("ticketing-payments/", env!("CARGO_PKG_VERSION")))
            .header(STRIPE_VERSION, VERSION.as_str());
        if body.is_some() {
            written = written.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(key) = key {
            written = written.header(IDEMPOTENCY_KEY, key);
        }
        written.body(Full::from(body.unwrap_or_default()))
    }
}

/// A call that is counted and traced. Stripe is not told of the trace: it is nothing of theirs.
struct Call {
    method: Method,
    begun: Instant,
    span: Span,
}

impl Call {
    fn begin<B>(request: &Request<B>) -> Self {
        let (method, uri) = (request.method().clone(), request.uri());
        let span = Span::begin(SpanKind::Client, || {
            let attributes = vec![
                KeyValue::new("http.request.method", method.to_string()),
                KeyValue::new("server.address", uri.host().unwrap_or_default().to_owned()),
                KeyValue::new("url.full", uri.to_string()),
            ];
            (method.to_string(), attributes)
        });
        Self { method, begun: Instant::now(), span }
    }

    fn end(self, answer: &Result<(StatusCode, Bytes), Lost>) {
        let (status, error) = match answer {
            Ok((status, _)) => (status.as_str().to_owned(), ""),
            Err(Lost::Unwritable(_)) => (String::new(), "unwritable"),
            Err(Lost::Connection(_)) => (String::new(), "connection"),
            Err(Lost::Answer(_)) => (String::new(), "answer"),
            Err(Lost::Timeout(_)) => (String::new(), "timeout"),
        };
        match answer {
            Ok((status, _)) => {
                self.span.set("http.response.status_code", i64::from(status.as_u16()));
                if status.is_client_error() || status.is_server_error() {
                    self.span.fail(status.as_str().to_owned());
                }
            }
            Err(_) => self.span.fail(error),
        }
        let labels = [
            ("http_request_method", self.method.to_string()),
            ("http_response_status_code", status),
            ("error_type", error.to_owned()),
        ];
        metrics::histogram!("http_client_request_duration_seconds", &labels).record(self.begun.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use common::config::Secret;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    fn config(api_url: String) -> StripeConfig {
        StripeConfig {
            secret_key: Secret::from("sk_test_secret".to_owned()),
            api_url,
            webhook_secrets: Vec::new(),
            publishable_key: String::new(),
            js_url: String::new(),
        }
    }

    fn list() -> RequestBuilder {
        RequestBuilder::new(StripeMethod::Get, "/refunds")
    }

    #[tokio::test]
    async fn an_https_address_is_spoken_to_in_tls() {
        const HANDSHAKE: u8 = 22;
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}/", server.local_addr().unwrap().port());
        let connection = Connection::new(&config(url)).unwrap();
        let hello = async {
            let (mut stream, _) = server.accept().await.unwrap();
            let mut heard = vec![0; 512];
            let length = stream.read(&mut heard).await.unwrap();
            heard.truncate(length);
            heard
        };
        let (lost, hello) = tokio::join!(connection.send(list(), None), hello);
        assert!(matches!(lost, Err(Lost::Connection(_))), "{lost:?}");
        assert_eq!(hello.first(), Some(&HANDSHAKE));
        assert!(!hello.windows(7).any(|bytes| bytes == b"sk_test"));
    }

    #[tokio::test]
    async fn a_connection_serves_call_after_call() {
        const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connection =
            Connection::new(&config(format!("http://{}/", server.local_addr().unwrap()))).unwrap();
        let serve_one_connection = async {
            let (mut stream, _) = server.accept().await.unwrap();
            let mut heard = String::new();
            while heard.matches("\r\n\r\n").count() < 2 {
                let mut bytes = [0; 4096];
                let length = stream.read(&mut bytes).await.unwrap();
                heard.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
                stream.write_all(ANSWER).await.unwrap();
            }
            heard
        };
        let call_twice = async {
            for _ in 0..2 {
                let (status, body) = connection.send(list(), Some("a-key")).await.unwrap();
                assert_eq!((status, body.as_ref()), (StatusCode::OK, b"{}".as_slice()));
            }
        };
        let (heard, ()) = tokio::join!(serve_one_connection, call_twice);
        assert_eq!(heard.matches("GET /v1/refunds HTTP/1.1").count(), 2, "{heard}");
        assert_eq!(heard.matches("idempotency-key: a-key").count(), 2, "{heard}");
        assert_eq!(heard.matches("authorization: Bearer sk_test_secret").count(), 2, "{heard}");
    }
}
