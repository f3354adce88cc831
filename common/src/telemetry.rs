//! Logs and metrics. A log is a line of JSON an event, or text on a terminal; never an e-mail address, a
//! token or a card.

use std::io::IsTerminal;
use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// Sends logs to standard output: `LOG_FORMAT` says `json` or `text`, `RUST_LOG` what is worth telling.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let json = match std::env::var("LOG_FORMAT").as_deref() {
        Ok("json") => true,
        Ok("text") => false,
        _ => !std::io::stdout().is_terminal(),
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false);
    let begun = if json { log.json().flatten_event(true).try_init() } else { log.try_init() };
    if begun.is_err() {
        tracing::debug!("logging was set up already");
    }
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panic")));
}

/// The metrics of this process, made once.
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
