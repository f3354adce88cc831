//! A mongod and a nats-server, killed and started again.

use std::path::Path;

use common::bus::{Replicas, provision};
use common::config::BusConfig;
use fleet::ports;
use fleet::scratch::Scratch;
use fleet::server::Server;
use fleet::servers::{Mongod, Nats, Sync};
use mongodb::Client;
use mongodb::bson::{Document, doc};

fn is_running(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

async fn pid(server: &Server) -> u32 {
    server.pid().await.expect("it runs")
}

#[tokio::test]
async fn a_killed_mongod_has_its_data_when_it_is_back_and_leaves_no_process() {
    let scratch = Scratch::create().unwrap();
    let mongod = Mongod::start(scratch.path(), ports::free().unwrap()).await.unwrap();
    let client = Client::with_uri_str(mongod.uri()).await.unwrap();
    let orders = client.database("test").collection::<Document>("orders");
    orders.insert_one(doc! { "_id": 1 }).await.unwrap();

    let first = pid(mongod.server()).await;
    mongod.kill().await.unwrap();
    assert!(!is_running(first) && !mongod.server().is_running().await);

    mongod.start_again().await.unwrap();
    assert_eq!(orders.count_documents(doc! {}).await.unwrap(), 1);
    orders.insert_one(doc! { "_id": 2 }).await.unwrap();
    let second = pid(mongod.server()).await;
    drop(mongod);
    assert!(!is_running(second));
}

#[tokio::test]
async fn a_mongod_stops_when_asked_though_a_client_is_connected() {
    let scratch = Scratch::create().unwrap();
    let mongod = Mongod::start(scratch.path(), ports::free().unwrap()).await.unwrap();
    let client = Client::with_uri_str(mongod.uri()).await.unwrap();
    client.database("test").run_command(doc! { "ping": 1 }).await.unwrap();
    let status = mongod.server().stop().await.unwrap().expect("it ran");
    assert!(status.success(), "{status}");
}

#[tokio::test]
async fn a_killed_nats_server_has_its_streams_when_it_is_back_and_leaves_no_process() {
    let scratch = Scratch::create().unwrap();
    let nats = Nats::start(scratch.path(), ports::free().unwrap(), Sync::Always).await.unwrap();
    let bus = BusConfig::open(nats.url(), "one");
    provision(&bus, Replicas::One).await.unwrap();
    let store = scratch.path().join("store/jetstream/$G/streams/one_ORDERS");
    assert!(store.is_dir());

    let first = pid(nats.server()).await;
    nats.kill().await.unwrap();
    assert!(!is_running(first));
    nats.start_again().await.unwrap();
    provision(&bus, Replicas::One).await.unwrap();
    let second = pid(nats.server()).await;
    drop(nats);
    assert!(!is_running(second));
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let scratch = Scratch::create().unwrap();
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let error = Nats::start(scratch.path(), port, Sync::Lazy).await.unwrap_err();
    assert_eq!(error.to_string(), format!("port {port} of nats is used by another program"));
}

#[tokio::test]
async fn a_server_that_ends_while_it_starts_tells_why() {
    let scratch = Scratch::create().unwrap();
    std::fs::write(scratch.path().join("store"), "no directory").unwrap();
    let error = Nats::start(scratch.path(), ports::free().unwrap(), Sync::Lazy).await.unwrap_err();
    assert!(error.to_string().contains("ended while it started"), "{error}");
    assert!(error.to_string().contains("directory"), "{error}");
}
