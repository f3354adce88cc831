//! What tickets hears.

mod order_changed;
mod user_updated;

use common::service::Service;

use crate::repo::Tickets;
pub use order_changed::{
    OrderCancelledListener, OrderCompletedListener, OrderCreatedListener, OrderUpdatedListener,
};
pub use user_updated::UserUpdatedListener;

pub fn listen(service: Service, tickets: &Tickets) -> Service {
    service
        .listen(OrderCreatedListener(tickets.clone()))
        .listen(OrderUpdatedListener(tickets.clone()))
        .listen(OrderCancelledListener(tickets.clone()))
        .listen(OrderCompletedListener(tickets.clone()))
        .listen(UserUpdatedListener(tickets.clone()))
}
