//! A new order: its clock starts.

use common::bus::{ListenError, Listener};
use common::events::order::OrderCreated;

use crate::repo::Timers;

pub struct OrderCreatedListener(pub Timers);

impl Listener for OrderCreatedListener {
    type Event = OrderCreated;

    async fn hear(&self, OrderCreated(order): OrderCreated) -> Result<(), ListenError> {
        Ok(self.0.arm(order.id, order.expires_at).await?)
    }
}
