//! What payments hears.

mod order;
mod order_payment_rejected;

use common::service::Service;

use crate::repo::Payments;
pub use order::{OrderCancelledListener, OrderCompletedListener, OrderCreatedListener, OrderUpdatedListener};
pub use order_payment_rejected::OrderPaymentRejectedListener;

pub fn listen(service: Service, payments: &Payments) -> Service {
    service
        .listen(OrderCreatedListener(payments.clone()))
        .listen(OrderUpdatedListener(payments.clone()))
        .listen(OrderCancelledListener(payments.clone()))
        .listen(OrderCompletedListener(payments.clone()))
        .listen(OrderPaymentRejectedListener(payments.clone()))
}
