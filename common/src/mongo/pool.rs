//! The connections to MongoDB, as the driver tells of them (its specification "Connection Monitoring and
//! Pooling").

use metrics::{counter, gauge, histogram};
use mongodb::event::EventHandler;
use mongodb::event::cmap::CmapEvent;

/// Counts connections by what they do, and how long they are waited for. A connection that is closed was idle
/// before: even one that broke in use is given back first.
pub(super) fn observer(max: u32) -> EventHandler<CmapEvent> {
    gauge!("db_client_connection_max").set(f64::from(max));
    let idle = gauge!("db_client_connection_count", "state" => "idle");
    let used = gauge!("db_client_connection_count", "state" => "used");
    let pending = gauge!("db_client_connection_pending_requests");
    let failures = counter!("db_client_connection_failures_total");
    let waited = histogram!("db_client_connection_wait_time_seconds");
    EventHandler::callback(move |event| match event {
        CmapEvent::ConnectionCreated(_) => idle.increment(1),
        CmapEvent::ConnectionClosed(_) => idle.decrement(1),
        CmapEvent::ConnectionCheckoutStarted(_) => pending.increment(1),
        CmapEvent::ConnectionCheckoutFailed(_) => {
            pending.decrement(1);
            failures.increment(1);
        }
        CmapEvent::ConnectionCheckedOut(checked_out) => {
            pending.decrement(1);
            idle.decrement(1);
            used.increment(1);
            waited.record(checked_out.duration);
        }
        CmapEvent::ConnectionCheckedIn(_) => {
            used.decrement(1);
            idle.increment(1);
        }
        _ => {}
    })
}
