//! Logs and metrics. A log is a line of JSON an event, or text on a terminal; never an e-mail address, a
//! token or a card.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

const UPKEEP: Duration = Duration::from_secs(5);

/// Sends logs to standard output: `LOG_FORMAT` says `json` or `text`, `RUST_LOG` what is worth telling.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,async_nats=warn"));
    let json = match std::env::var("LOG_FORMAT").as_deref() {
        Ok("json") => true,
        Ok("text") => false,
        _ => !std::io::stdout().is_terminal(),
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false);
    let begun =
        if json { log.json().flatten_event(true).with_span_list(false).try_init() } else { log.try_init() };
    if begun.is_err() {
        tracing::debug!("logging was set up already");
    }
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panic")));
}

/// The metrics of this process, made once. Histograms keep every value until somebody reads them or does
/// the handle's upkeep.
pub(crate) fn metrics() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder has the metrics");
        }
        handle
    })
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
