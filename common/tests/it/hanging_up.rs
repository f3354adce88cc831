//! A caller that does not wait for the answer.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::routing::post;
use common::service::Service;
use testkit::{TestApp, World, eventually};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use utoipa_axum::router::OpenApiRouter;

use crate::counter::{Counter, counters};
use crate::harness::orders;

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_hangs_up_stops_no_write() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let (begun, go_on, counter) = (Arc::new(Notify::new()), Arc::new(Notify::new()), Counter::new());
    let handler = {
        let (begun, go_on, counters, counter) =
            (begun.clone(), go_on.clone(), counters.clone(), counter.clone());
        async move || {
            begun.notify_one();
            go_on.notified().await;
            counters.insert(&counter).await.unwrap();
            StatusCode::CREATED
        }
    };
    let api = OpenApiRouter::new().route("/counters", post(handler));
    let config = world.service_config("orders");
    let service = Service::bind(orders(&world).await, &config, api).await.unwrap();
    let app = TestApp::start(world, service).await;

    let mut caller = TcpStream::connect(app.url.strip_prefix("http://").unwrap()).await.unwrap();
    caller.write_all(b"POST /counters HTTP/1.1\r\nhost: orders\r\ncontent-length: 0\r\n\r\n").await.unwrap();
    begun.notified().await;
    caller.shutdown().await.unwrap();
    // The server closes its side without an answer: it has noticed.
    let mut answer = Vec::new();
    caller.read_to_end(&mut answer).await.unwrap();
    assert!(answer.is_empty());

    go_on.notify_one();
    eventually("it is written all the same", || async { counters.get(counter.id).await.unwrap() }).await;
    app.stop().await.unwrap();
}
