//! How late timers fire while 100,000 others wait: `cargo bench -p expiration`. Two replicas, real
//! servers; the time from `dueAt` to the event's arrival on the bus, by the machine's clock.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on stops, and prints"
)]

use std::time::Duration;

use bson::doc;
use common::aggregate::Aggregate;
use common::clock::{Clock, Timestamp};
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use common::mongo::to_document;
use expiration::app;
use expiration::config::Config;
use expiration::domain::Timer;
use testkit::{TestApp, World, eventually};

const WAITING: usize = 100_000;
/// Timers that come due, evenly over the time of the run.
const DUE: usize = 3_000;
const RUN: Duration = Duration::from_secs(30);
/// The timers that come due at one moment, as after an outage.
const BURST: usize = 500;

#[tokio::main]
async fn main() {
    let world = World::new().await;
    let timers = world.database(app::NAME).await.collection(Timer::COLLECTION);
    let now = Clock::system().now();
    let far = now.plus(Duration::from_secs(24 * 3600));
    for _ in 0..WAITING / 10_000 {
        let batch = (0..10_000).map(|_| document(far));
        timers.insert_many(batch).await.unwrap();
    }

    let config = Config { service: world.service_config(app::NAME) };
    let second = app::build(config.clone(), world.clock.clone()).await.unwrap();
    let app = TestApp::start(world, app::build(config, Clock::system()).await.unwrap()).await;
    let stop = tokio_util::sync::CancellationToken::new();
    let second = tokio::spawn(second.run(stop.clone()));

    let start = Clock::system().now().plus(Duration::from_secs(2));
    let step = RUN / u32::try_from(DUE).unwrap();
    let steady = (0..DUE).map(|n| start.plus(step * u32::try_from(n).unwrap()));
    let all = run(&app, &timers, steady.collect()).await;
    report("evenly, 100 a second", all);

    let at = Clock::system().now().plus(Duration::from_secs(2));
    let all = run(&app, &timers, vec![at; BURST]).await;
    report("500 at one moment", all);

    assert_eq!(timers.count_documents(doc! { "state": "armed" }).await.unwrap(), WAITING as u64);
    stop.cancel();
    second.await.unwrap().unwrap();
    app.stop().await.unwrap();
}

fn document(due_at: Timestamp) -> bson::Document {
    to_document(&Timer::armed(OrderId::new(), due_at)).unwrap()
}

/// Arms timers and waits for their events; how late each arrived.
async fn run(
    app: &TestApp,
    timers: &mongodb::Collection<bson::Document>,
    due: Vec<Timestamp>,
) -> Vec<Duration> {
    let known = app.published::<ExpirationComplete>().await.len();
    let expected = due.len();
    let arrivals = app.arrivals::<ExpirationComplete>(expected).await;
    timers.insert_many(due.into_iter().map(document)).await.unwrap();
    let arrivals = arrivals.await;
    eventually("each is told once", || async {
        (app.published::<ExpirationComplete>().await.len() == known + expected).then_some(())
    })
    .await;
    arrivals.into_iter().map(|(event, at)| event.due_at.until(at)).collect()
}

fn report(what: &str, mut late: Vec<Duration>) {
    late.sort();
    let at = |share: f64| {
        let index = (late.len() as f64 * share) as usize;
        late.get(index.min(late.len() - 1)).unwrap().as_millis()
    };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "{what}, with {WAITING} waiting: {} fired, late by p50 {} ms, p99 {} ms, max {} ms (load {})",
        late.len(),
        at(0.5),
        at(0.99),
        at(1.0),
        load.split(' ').next().unwrap_or_default()
    );
}
