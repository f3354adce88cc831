//! Logs, metrics and traces. A log is a line of JSON an event, or text on a terminal; never an e-mail address, a
//! token or a card.

mod json_lines;
mod metrics;
pub mod trace;

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::JsonFields;

use json_lines::JsonLines;
pub use metrics::{gauge_of, looked_up};
pub(crate) use metrics::{render, upkeep};

/// Sends logs to standard output: `LOG_FORMAT` says `json` or `text`, `RUST_LOG` what is worth telling.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,async_nats=warn"));
    let json = match std::env::var("LOG_FORMAT").as_deref() {
        Ok("json") => true,
        Ok("text") => false,
        _ => !std::io::stdout().is_terminal(),
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false);
    let begun = if json {
        log.fmt_fields(JsonFields::new()).event_format(JsonLines).try_init()
    } else {
        log.try_init()
    };
    if begun.is_err() {
        tracing::debug!("logging was set up already");
    }
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "panic")));
}

/// Begins to count and to trace what a service does.
pub(crate) fn start(service: &'static str) {
    metrics::metrics();
    metrics::tell_build();
    trace::start(service);
}
