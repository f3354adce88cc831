//! The account's clock: the machine's, plus what tests have advanced it by.

use std::time::{SystemTime, UNIX_EPOCH};

/// A clock that can be moved forward.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    advanced_seconds: i64,
}

impl Clock {
    /// Milliseconds since the Unix epoch.
    pub(crate) fn now_ms(&self) -> i64 {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let machine_ms = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
        machine_ms.saturating_add(self.advanced_seconds.saturating_mul(1000))
    }

    pub(crate) fn advance(&mut self, seconds: i64) {
        self.advanced_seconds = self.advanced_seconds.saturating_add(seconds);
    }
}
