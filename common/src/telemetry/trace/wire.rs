//! The connection to the collector.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use opentelemetry_http::{HttpClient, HttpError};
use tokio::runtime::Handle;

use crate::http;

/// A batch that takes longer is lost, and those that wait behind it may be.
const TIMEOUT: Duration = Duration::from_secs(5);
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// Sends from the thread of the spans by way of the service's runtime.
#[derive(Debug)]
pub(super) struct Wire {
    client: http::HttpClient,
    runtime: Handle,
}

impl Wire {
    pub(super) fn new() -> Result<Self, rustls::Error> {
        Ok(Self { client: http::client(TIMEOUT)?, runtime: Handle::current() })
    }
}

#[async_trait::async_trait]
impl HttpClient for Wire {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (client, request) = (self.client.clone(), request.map(Full::new));
        let exchange = async move {
            let (head, body) = client.request(request).await?.into_parts();
            let body = Limited::new(body, MAX_ANSWER_BYTES).collect().await?.to_bytes();
            Ok(Response::from_parts(head, body))
        };
        // A clock is begun in the runtime too, or not at all.
        let exchange = self.runtime.spawn(async { tokio::time::timeout(TIMEOUT, exchange).await });
        exchange.await??
    }
}
