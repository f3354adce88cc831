//! The metrics of this process, in Prometheus's text form. Names follow OpenTelemetry's semantic conventions
//! where there is one, and every label has a bounded number of values. What is counted as it happens costs
//! nothing more when nobody reads it; what stands in the database or on the bus is looked up when somebody reads.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;
use tokio_util::sync::CancellationToken;

const UPKEEP: Duration = Duration::from_secs(5);
/// Less than a scrape may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// From a read in the database to the longest request that there may be.
const SECONDS: [f64; 14] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0];
/// A connection is waited for less than a millisecond, or something is wrong.
const POOL_SECONDS: [f64; 9] = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 2.5];
/// A timer is looked for ten times a second.
const LATE_SECONDS: [f64; 11] = [0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 15.0, 60.0, 300.0];

/// What this process counts, made once.
pub(super) fn metrics() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let recorder = with_buckets(PrometheusBuilder::new()).build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder has the metrics");
        }
        describe();
        handle
    })
}

fn with_buckets(builder: PrometheusBuilder) -> PrometheusBuilder {
    let late = Matcher::Full("expiration_timer_lateness_seconds".to_owned());
    let pool = Matcher::Full("db_client_connection_wait_time_seconds".to_owned());
    let set = |builder: PrometheusBuilder| {
        builder
            .set_buckets(&SECONDS)?
            .set_buckets_for_metric(late, &LATE_SECONDS)?
            .set_buckets_for_metric(pool, &POOL_SECONDS)
    };
    set(builder).unwrap_or_else(|error| {
        tracing::error!(%error, "histograms are summaries");
        PrometheusBuilder::new()
    })
}

/// What `# HELP` says of what `common` counts.
fn describe() {
    Collector::default().describe();
    describe_gauge!("build_info", "Always 1: which program this is");
    describe_gauge!("service_ready", "1 while the service is started and reaches its database and the bus");
    describe_gauge!("dependency_up", "1 while MongoDB, or NATS, answers this service");
    describe_histogram!(
        "http_server_request_duration_seconds",
        Unit::Seconds,
        "How long requests took until their answer began, by method, route and status"
    );
    describe_gauge!("http_server_active_requests", "Requests whose answer has not begun");
    describe_gauge!("outbox_pending", "Aggregates that have events to publish");
    describe_gauge!("outbox_oldest_seconds", Unit::Seconds, "Age of the oldest event to publish; 0 for none");
    describe_counter!("outbox_published_total", "Events that outboxes gave to the bus");
    describe_counter!(
        "outbox_failures_total",
        "Times that an outbox could not be published and was left for later"
    );
    describe_gauge!(
        "messaging_consumer_pending_messages",
        "Events that were not delivered to a consumer yet"
    );
    describe_gauge!(
        "messaging_consumer_ack_pending_messages",
        "Events that were delivered to a consumer and not acknowledged: in work, or waiting for another try"
    );
    describe_histogram!(
        "messaging_process_duration_seconds",
        Unit::Seconds,
        "How long a listener worked on an event, by subject and outcome: ok, retry or rejected"
    );
    describe_counter!("messaging_redeliveries_total", "Events that were delivered again, by subject");
    describe_counter!("messaging_dead_letters_total", "Events that this service gave up, by subject");
    describe_gauge!("messaging_dead_letters", "Events that services gave up and nobody has dealt with");
    describe_gauge!("db_client_connection_count", "Connections to MongoDB, by state: idle or used");
    describe_gauge!("db_client_connection_max", "Connections to MongoDB that there may be");
    describe_gauge!(
        "db_client_connection_pending_requests",
        "Operations that wait for a connection to MongoDB"
    );
    describe_counter!("db_client_connection_failures_total", "Operations that got no connection to MongoDB");
    describe_histogram!(
        "db_client_connection_wait_time_seconds",
        Unit::Seconds,
        "How long operations waited for a connection to MongoDB"
    );
    describe_gauge!("sessions_revoked", "Ended sessions that are remembered until their tokens have ended");
}

/// Says which program this is; `REVISION` is the commit that an image was built from.
pub(super) fn tell_build() {
    let revision = std::env::var("REVISION").unwrap_or_else(|_| "unknown".to_owned());
    let labels = [("version", env!("CARGO_PKG_VERSION").to_owned()), ("revision", revision)];
    gauge!("build_info", &labels).set(1.0);
}

/// What `/metrics` answers once everything that is looked up was looked up.
pub(crate) fn render() -> String {
    Collector::default().collect();
    metrics().render()
}

/// Sums up what histograms have gathered, so that metrics that nobody reads do not fill the memory.
pub(crate) async fn upkeep(stop: CancellationToken) {
    let mut ticks = tokio::time::interval(UPKEEP);
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => {}
            _ = ticks.tick() => metrics().run_upkeep(),
        }
    }
}

/// What was looked up for a gauge. When there is no answer the gauge is set to [`f64::NAN`], since what it said
/// last would be a lie.
pub async fn looked_up<T, E: fmt::Display>(answer: impl Future<Output = Result<T, E>>) -> Option<T> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(found) => found.inspect_err(|error| tracing::debug!(%error, "a metric cannot be looked up")).ok(),
        Err(_) => None,
    }
}

/// A count as a gauge has it.
pub fn gauge_of(count: Option<u64>) -> f64 {
    count.map_or(f64::NAN, |count| count as f64)
}
