//! An order refused authorised money: it came too late, or the order is paid otherwise.

use common::bus::{ListenError, Listener};
use common::events::order::OrderPaymentRejected;

use crate::repo::Payments;

pub struct OrderPaymentRejectedListener(pub Payments);

impl Listener for OrderPaymentRejectedListener {
    type Event = OrderPaymentRejected;

    async fn hear(&self, event: OrderPaymentRejected) -> Result<(), ListenError> {
        match self.0.reject(event.payment_id).await? {
            Some(_) => Ok(()),
            None => Err(ListenError::reject(format!("no payment {}", event.payment_id))),
        }
    }
}
