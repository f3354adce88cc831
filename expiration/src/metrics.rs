//! What is counted of timers.

use common::telemetry::{gauge_of, looked_up};
use metrics::{describe_gauge, describe_histogram, gauge};

use crate::repo::Timers;

pub fn describe() {
    describe_histogram!("expiration_timer_lateness_seconds", "How long after their time timers fired");
    describe_gauge!("expiration_timers_due", "Timers that have not fired although their time has come");
}

pub async fn observe(timers: &Timers) {
    gauge!("expiration_timers_due").set(gauge_of(looked_up(timers.count_due()).await));
}
