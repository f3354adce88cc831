//! What orders hears.

mod expiration_complete;
mod payment;
mod ticket;

use common::clock::Clock;
use common::service::Service;

use crate::repo::Orders;
pub use expiration_complete::ExpirationCompleteListener;
pub use payment::{
    PaymentCapturedListener, PaymentCreatedListener, PaymentFailedListener, PaymentRefundedListener,
};
pub use ticket::{TicketCreatedListener, TicketUpdatedListener, TicketWithdrawnListener};

pub fn listen(service: Service, orders: &Orders, clock: &Clock) -> Service {
    service
        .listen(TicketCreatedListener(orders.clone()))
        .listen(TicketUpdatedListener(orders.clone()))
        .listen(TicketWithdrawnListener(orders.clone()))
        .listen(PaymentCreatedListener(orders.clone()))
        .listen(PaymentCapturedListener(orders.clone()))
        .listen(PaymentFailedListener(orders.clone()))
        .listen(PaymentRefundedListener(orders.clone()))
        .listen(ExpirationCompleteListener { orders: orders.clone(), clock: clock.clone() })
}
