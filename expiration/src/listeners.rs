//! What expiration hears.

mod order_finished;
mod order_live;

use common::service::Service;

use crate::repo::Timers;
pub use order_finished::{OrderCancelledListener, OrderCompletedListener};
pub use order_live::{OrderCreatedListener, OrderUpdatedListener};

pub fn listen(service: Service, timers: &Timers) -> Service {
    service
        .listen(OrderCreatedListener(timers.clone()))
        .listen(OrderUpdatedListener(timers.clone()))
        .listen(OrderCancelledListener(timers.clone()))
        .listen(OrderCompletedListener(timers.clone()))
}
