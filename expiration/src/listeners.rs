//! What expiration hears.

mod order_created;
mod order_finished;

use common::service::Service;

use crate::repo::Timers;
pub use order_created::OrderCreatedListener;
pub use order_finished::{OrderCancelledListener, OrderCompletedListener};

pub fn listen(service: Service, timers: &Timers) -> Service {
    service
        .listen(OrderCreatedListener(timers.clone()))
        .listen(OrderCancelledListener(timers.clone()))
        .listen(OrderCompletedListener(timers.clone()))
}
