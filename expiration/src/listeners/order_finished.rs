//! A finished order: its clock stops.

use common::bus::{ListenError, Listener};
use common::events::order::{OrderCancelled, OrderCompleted};

use crate::repo::Timers;

pub struct OrderCancelledListener(pub Timers);

impl Listener for OrderCancelledListener {
    type Event = OrderCancelled;

    async fn hear(&self, OrderCancelled(order): OrderCancelled) -> Result<(), ListenError> {
        Ok(self.0.disarm(order.id, order.expires_at).await?)
    }
}

pub struct OrderCompletedListener(pub Timers);

impl Listener for OrderCompletedListener {
    type Event = OrderCompleted;

    async fn hear(&self, OrderCompleted(order): OrderCompleted) -> Result<(), ListenError> {
        Ok(self.0.disarm(order.id, order.expires_at).await?)
    }
}
