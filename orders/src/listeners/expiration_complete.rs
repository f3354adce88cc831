//! An order's time is over, says expiration; our own clock decides.

use common::bus::{ListenError, Listener};
use common::clock::Clock;
use common::events::expiration::ExpirationComplete;

use crate::repo::Orders;

pub struct ExpirationCompleteListener {
    pub orders: Orders,
    pub clock: Clock,
}

impl Listener for ExpirationCompleteListener {
    type Event = ExpirationComplete;

    async fn hear(&self, event: ExpirationComplete) -> Result<(), ListenError> {
        match self.orders.expire(event.order_id).await? {
            None => Ok(()),
            Some(expires_at) => {
                let delay = self.clock.now().until(expires_at);
                Err(ListenError::retry_after(delay, "the order's time to be over"))
            }
        }
    }
}
