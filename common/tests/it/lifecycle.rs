//! A service's beginning and end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::routing::post;
use common::error::Problem;
use common::events::expiration::ExpirationComplete;
use common::mongo::DbError;
use common::service::Service;
use serde_json::{Value, json};
use testkit::{World, eventually};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use utoipa_axum::router::OpenApiRouter;

use crate::counter::{Counter, counters};
use crate::harness::{Hears, Running, Seen, event, orders, run};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_lets_nobody_in_before_it_is_prepared() {
    let world = World::new().await;
    let prepared = Arc::new(AtomicBool::new(false));
    let api = OpenApiRouter::new().route("/counters", post(async || StatusCode::CREATED));
    let service = Service::bind(orders(&world).await, &world.service_config("orders"), api).await.unwrap();
    let running = Running::start(service.prepare(&prepared, |prepared| async move {
        if prepared.load(Ordering::SeqCst) { Ok(()) } else { Err(DbError::Contention) }
    }));
    let anyone = running.anyone();
    let answer = anyone.post("/counters", &json!({})).await;
    assert_eq!(answer.json::<Problem>(503).code, "unavailable");
    assert_eq!(answer.header("retry-after"), "1");
    anyone.get("/healthz").await.expect(200);
    let readiness: Value = anyone.get("/readyz").await.json(503);
    assert_eq!(readiness["started"], false);

    prepared.store(true, Ordering::SeqCst);
    let running = running.ready().await;
    anyone.post("/counters", &json!({})).await.expect(201);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_accepted_request_writes_is_told_before_the_service_ends() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let handler = {
        let (begun, go_on, counters) = (begun.clone(), go_on.clone(), counters.clone());
        async move || {
            begun.notify_one();
            go_on.notified().await;
            counters.insert(&Counter::new()).await.unwrap();
            StatusCode::CREATED
        }
    };
    let api = OpenApiRouter::new().route("/counters", post(handler));
    let service = Service::bind(orders(&world).await, &world.service_config("orders"), api).await.unwrap();
    let running = Running::start(service.publish(&counters)).ready().await;
    let anyone = running.anyone();
    let request = tokio::spawn({
        let anyone = anyone.clone();
        async move { anyone.post("/counters", &json!({})).await }
    });
    begun.notified().await;
    let address = running.url.strip_prefix("http://").unwrap().to_owned();
    let stopped = tokio::spawn(running.stop());
    eventually("nobody new is let in", || async {
        TcpStream::connect(&address).await.is_err().then_some(())
    })
    .await;
    go_on.notify_one();
    request.await.unwrap().expect(201);
    stopped.await.unwrap();
    let counter = counters.collection().find_one(bson::doc! {}).await.unwrap().unwrap();
    let told = world.published::<ExpirationComplete>().await;
    assert!(told.iter().any(|event| event.order_id == counter.id), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_being_heard_is_heard_to_its_end() {
    let world = World::new().await;
    let (begun, go_on, heard) = (Arc::new(Notify::new()), Arc::new(Notify::new()), Seen::nothing());
    let listener = {
        let (begun, go_on, heard) = (begun.clone(), go_on.clone(), heard.clone());
        Hears(move |event: ExpirationComplete| {
            let (begun, go_on, heard) = (begun.clone(), go_on.clone(), heard.clone());
            async move {
                begun.notify_one();
                go_on.notified().await;
                heard.add(event);
                Ok(())
            }
        })
    };
    let running =
        run(orders(&world).await, &world.service_config("orders"), |service| service.listen(listener)).await;
    let event = event(1);
    world.publish(&event).await;
    begun.notified().await;
    let stopped = tokio::spawn(running.stop());
    go_on.notify_one();
    stopped.await.unwrap();
    assert_eq!(heard.all(), [event]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_asks_nothing_holds_up_no_stop() {
    let world = World::new().await;
    let running = run(orders(&world).await, &world.service_config("orders"), |service| service).await;
    let address = running.url.strip_prefix("http://").unwrap().to_owned();
    let _silent = TcpStream::connect(&address).await.unwrap();
    let mut slow = TcpStream::connect(&address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: ").await.unwrap();
    let mut idle = TcpStream::connect(&address).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: orders\r\n\r\n").await.unwrap();
    let mut answer = [0; 15];
    idle.read_exact(&mut answer).await.unwrap();

    let started = Instant::now();
    running.stop().await;
    // The grace period would be over after 25 seconds.
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
