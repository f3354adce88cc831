//! How a double is set up.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How a double is set up; [`Options::default`] takes a free port and sends no webhooks.
#[derive(Debug, Clone)]
pub struct Options {
    pub address: SocketAddr,
    pub webhooks: Vec<WebhookTarget>,
    /// The pause after the first failed delivery; it doubles with each, up to 30 seconds.
    pub webhook_retry_base: Duration,
    /// After so many failed deliveries an event is given up.
    pub webhook_max_attempts: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            webhooks: Vec::new(),
            webhook_retry_base: Duration::from_millis(500),
            webhook_max_attempts: 100,
        }
    }
}

/// A place that wants events, and the secret that they are signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookTarget {
    pub url: String,
    pub secret: String,
}

/// How failed deliveries are repeated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Retries {
    pub base: Duration,
    pub max_attempts: u32,
}

impl Retries {
    pub(crate) fn pause_after(&self, attempt: u32, longest: Duration) -> Duration {
        let doublings = attempt.saturating_sub(1).min(16);
        self.base.saturating_mul(1 << doublings).min(longest)
    }
}
