//! Servers that go away and come back.

use common::aggregate::Aggregates;
use common::bus::{self, Replicas};
use common::clock::Clock;
use common::config::{BusConfig, Secret, ServiceConfig};
use common::events::expiration::ExpirationComplete;
use fleet::ports;
use fleet::scratch::Scratch;
use fleet::servers::{Mongod, Nats, Sync};
use serde_json::Value;
use testkit::eventually;

use crate::counter::{Counter, count_one_more};
use crate::harness::{Hears, Running, Seen, base};
use common::service::Service;
use utoipa_axum::router::OpenApiRouter;

/// Servers of this test alone.
struct Servers {
    mongod: Mongod,
    nats: Nats,
    /// Goes last: it holds their data.
    _scratch: Scratch,
}

impl Servers {
    async fn start() -> Self {
        let scratch = Scratch::create().unwrap();
        let (mongod_dir, nats_dir) = (scratch.path().join("mongod"), scratch.path().join("nats"));
        let mongod = Mongod::start(&mongod_dir, ports::free().unwrap()).await.unwrap();
        let nats = Nats::start(&nats_dir, ports::free().unwrap(), Sync::Lazy).await.unwrap();
        Self { mongod, nats, _scratch: scratch }
    }

    fn config(&self) -> ServiceConfig {
        ServiceConfig {
            host: [127, 0, 0, 1].into(),
            port: 0,
            mongodb_uri: Secret::from(self.mongod.uri().to_owned()),
            mongodb_database: "orders".to_owned(),
            bus: BusConfig::open(self.nats.url(), ""),
        }
    }
}

/// A service that counts, tells of it, and hears what it tells.
async fn counting(config: &ServiceConfig) -> (Running, Aggregates<Counter>, Seen<i64>) {
    let base = base(config, Clock::system()).await;
    let counters = Aggregates::new(&base.database, base.clock.clone());
    let seen = Seen::nothing();
    let hears = seen.clone();
    let listener = Hears(move |event: ExpirationComplete| {
        hears.add(event.version);
        async { Ok(()) }
    });
    let service = Service::bind(base, config, OpenApiRouter::new())
        .await
        .unwrap()
        .prepare(&counters, |counters| async move { counters.ensure_indexes(vec![]).await })
        .publish(&counters)
        .listen(listener);
    (Running::start(service), counters, seen)
}

/// Waits until `/readyz` says this of MongoDB and NATS, and is ready when both are well and only then.
async fn readiness(running: &Running, mongodb: bool, nats: bool) {
    eventually("readiness tells how it is", || async {
        let answer = running.anyone().get("/readyz").await;
        let told: Value = serde_json::from_str(&answer.body).unwrap();
        let is_so = told["mongodb"] == mongodb && told["nats"] == nats && told["started"] == true;
        assert!(!is_so || (answer.status == 200) == (mongodb && nats));
        is_so.then_some(())
    })
    .await;
}

/// States are told again when a service starts, so any may come twice.
async fn heard(seen: &Seen<i64>, version: i64) {
    eventually("the version is heard", || async { seen.all().contains(&version).then_some(()) }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_recovers_by_itself_when_its_servers_are_back() {
    let servers = Servers::start().await;
    bus::provision(&servers.config().bus, Replicas::One).await.unwrap();
    let (running, counters, seen) = counting(&servers.config()).await;
    readiness(&running, true, true).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    heard(&seen, 1).await;

    servers.nats.kill().await.unwrap();
    readiness(&running, true, false).await;
    running.anyone().get("/healthz").await.expect(200);
    // Told when the bus is back.
    count_one_more(&counters, counter.id).await;
    servers.nats.start_again().await.unwrap();
    readiness(&running, true, true).await;
    heard(&seen, 2).await;

    servers.mongod.kill().await.unwrap();
    readiness(&running, false, true).await;
    running.anyone().get("/healthz").await.expect(200);
    servers.mongod.start_again().await.unwrap();
    readiness(&running, true, true).await;
    count_one_more(&counters, counter.id).await;
    heard(&seen, 3).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_waits_for_servers_that_are_not_there_yet() {
    let servers = Servers::start().await;
    servers.nats.kill().await.unwrap();
    servers.mongod.kill().await.unwrap();
    let (running, counters, seen) = counting(&servers.config()).await;
    running.anyone().get("/healthz").await.expect(200);
    assert!(!running.is_ready().await);

    servers.mongod.start_again().await.unwrap();
    servers.nats.start_again().await.unwrap();
    // The server is there, its streams and consumers are not.
    eventually("both servers answer", || async {
        let told: Value = serde_json::from_str(&running.anyone().get("/readyz").await.body).unwrap();
        (told["mongodb"] == true && told["nats"] == true).then_some(())
    })
    .await;
    assert!(!running.is_ready().await);
    bus::provision(&servers.config().bus, Replicas::One).await.unwrap();
    readiness(&running, true, true).await;
    counters.insert(&Counter::new()).await.unwrap();
    heard(&seen, 1).await;
    running.stop().await;
}
