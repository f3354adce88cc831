//! Requests to others.

use std::time::Duration;

use axum::body::Bytes;
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::aws_lc_rs;

/// What stands between may forget a connection that is idle for longer, and not say so.
const IDLE: Duration = Duration::from_secs(30);

/// Keeps its connections. Clones share them.
pub type HttpClient = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;
/// There was no connection, or it broke off.
pub type HttpClientError = Error;

/// HTTP/1.1; over TLS, with Mozilla's roots built in, where the address says so.
pub fn client(connecting: Duration) -> Result<HttpClient, rustls::Error> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(connecting));
    let tls = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(aws_lc_rs::default_provider())?
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp);
    let mut client = Client::builder(TokioExecutor::new());
    Ok(client.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE).build(tls))
}
