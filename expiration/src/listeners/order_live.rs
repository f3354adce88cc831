//! An order that waits to be paid: its clock starts, by whichever of its events is heard first.

use common::bus::{ListenError, Listener};
use common::events::order::{OrderCreated, OrderUpdated};

use crate::repo::Timers;

pub struct OrderCreatedListener(pub Timers);

impl Listener for OrderCreatedListener {
    type Event = OrderCreated;

    async fn hear(&self, OrderCreated(order): OrderCreated) -> Result<(), ListenError> {
        Ok(self.0.arm(order.id, order.expires_at).await?)
    }
}

pub struct OrderUpdatedListener(pub Timers);

impl Listener for OrderUpdatedListener {
    type Event = OrderUpdated;

    async fn hear(&self, OrderUpdated(order): OrderUpdated) -> Result<(), ListenError> {
        Ok(self.0.arm_unless_known(order.id, order.expires_at).await?)
    }
}
