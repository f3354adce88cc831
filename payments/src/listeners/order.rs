//! Orders: payments keeps a replica, and looks at what is open for the order. What is to be done follows
//! from the two; the worker does it.

use common::bus::{ListenError, Listener};
use common::events::order::{OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderUpdated};

use crate::domain::Order;
use crate::repo::Payments;

pub struct OrderCreatedListener(pub Payments);

impl Listener for OrderCreatedListener {
    type Event = OrderCreated;

    async fn hear(&self, OrderCreated(state): OrderCreated) -> Result<(), ListenError> {
        learn(&self.0, state).await
    }
}

pub struct OrderUpdatedListener(pub Payments);

impl Listener for OrderUpdatedListener {
    type Event = OrderUpdated;

    async fn hear(&self, OrderUpdated(state): OrderUpdated) -> Result<(), ListenError> {
        // Its ticket carries its mark now: nothing follows for whoever pays it.
        Ok(self.0.orders().apply(&state.into()).await?)
    }
}

pub struct OrderCancelledListener(pub Payments);

impl Listener for OrderCancelledListener {
    type Event = OrderCancelled;

    async fn hear(&self, OrderCancelled(state): OrderCancelled) -> Result<(), ListenError> {
        learn(&self.0, state).await
    }
}

pub struct OrderCompletedListener(pub Payments);

impl Listener for OrderCompletedListener {
    type Event = OrderCompleted;

    async fn hear(&self, OrderCompleted(state): OrderCompleted) -> Result<(), ListenError> {
        learn(&self.0, state).await
    }
}

async fn learn(payments: &Payments, state: OrderState) -> Result<(), ListenError> {
    let order = Order::from(state);
    payments.orders().apply(&order).await?;
    Ok(payments.wake_order(&order).await?)
}
