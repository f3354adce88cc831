//! What tickets hears.

mod order_changed;

use common::service::Service;

use crate::repo::Tickets;
pub use order_changed::{
    OrderCancelledListener, OrderCompletedListener, OrderCreatedListener, OrderUpdatedListener,
};

pub fn listen(service: Service, tickets: &Tickets) -> Service {
    service
        .listen(OrderCreatedListener(tickets.clone()))
        .listen(OrderUpdatedListener(tickets.clone()))
        .listen(OrderCancelledListener(tickets.clone()))
        .listen(OrderCompletedListener(tickets.clone()))
}
