//! The HTTP/1.1 server: connections that are slow to ask are closed, bodies that are slow to come are given
//! up, and on a stop nobody waits for those that ask nothing.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::deadline::Deadline;

/// More wait in the system's queue.
const MAX_CONNECTIONS: usize = 10_000;
/// For a request's line and headers; a longer head is answered with 431. It is what a connection can cost.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// How long a connection may take to ask, or ask again. Longer than the 60 seconds for which an ingress
/// keeps an idle one, so that it is never closed here at the moment in which the ingress uses it.
const MAX_IDLE: Duration = Duration::from_secs(75);
/// How long a body may take to arrive whole. Each byte could be in time and the last one come next week, with
/// the request's task waiting for it.
const MAX_BODY_TIME: Duration = Duration::from_secs(10);
/// How long a new connection has left to ask something once the service stops.
const LAST_CHANCE: Duration = Duration::from_secs(1);

/// Serves until `stop`, then finishes what was asked.
pub(crate) async fn serve(mut tcp: TcpListener, app: Router, stop: CancellationToken) {
    let (connections, room) = (TaskTracker::new(), Arc::new(Semaphore::new(MAX_CONNECTIONS)));
    loop {
        let accepted = async {
            let permit = room.clone().acquire_owned().await;
            let (stream, peer) = Listener::accept(&mut tcp).await;
            (stream, peer, permit)
        };
        let (stream, peer, permit) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = accepted => accepted,
        };
        let (app, stop) = (app.clone(), stop.clone());
        connections.spawn(async move {
            let _permit = permit;
            connection(stream, peer, app, stop).await;
        });
    }
    drop(tcp);
    connections.close();
    connections.wait().await;
}

async fn connection(stream: TcpStream, peer: SocketAddr, app: Router, stop: CancellationToken) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "answers may be sent late");
    }
    let asked = AtomicBool::new(false);
    let service = service_fn(|mut request: Request<Incoming>| {
        asked.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = app.clone().oneshot(request.map(|body| Body::new(Deadline::new(body, MAX_BODY_TIME))));
        async move { Ok::<_, Infallible>(answer.await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(MAX_IDLE)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        result = connection.as_mut() => return ended(result),
        () = stop.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    // This closes an idle connection and finishes an answer, but waits for the first question of a new one.
    tokio::select! {
        result = connection.as_mut() => return ended(result),
        () = tokio::time::sleep(LAST_CHANCE) => {}
    }
    if asked.load(Ordering::Relaxed) {
        ended(connection.await);
    }
}

/// A caller that hung up or spoke no HTTP is its own affair.
fn ended(result: Result<(), hyper::Error>) {
    if let Err(error) = result {
        tracing::debug!(%error, "connection ended");
    }
}
