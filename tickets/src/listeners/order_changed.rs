//! An order on a ticket was made or changed: its ticket is reserved, sold or freed. Each event carries
//! the order's whole state, so all of them have the same effect.

use common::bus::{ListenError, Listener};
use common::events::order::{OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderUpdated};

use crate::repo::Tickets;

pub struct OrderCreatedListener(pub Tickets);
pub struct OrderUpdatedListener(pub Tickets);
pub struct OrderCancelledListener(pub Tickets);
pub struct OrderCompletedListener(pub Tickets);

impl Listener for OrderCreatedListener {
    type Event = OrderCreated;

    async fn hear(&self, OrderCreated(order): OrderCreated) -> Result<(), ListenError> {
        settle(&self.0, order).await
    }
}

impl Listener for OrderUpdatedListener {
    type Event = OrderUpdated;

    async fn hear(&self, OrderUpdated(order): OrderUpdated) -> Result<(), ListenError> {
        settle(&self.0, order).await
    }
}

impl Listener for OrderCancelledListener {
    type Event = OrderCancelled;

    async fn hear(&self, OrderCancelled(order): OrderCancelled) -> Result<(), ListenError> {
        settle(&self.0, order).await
    }
}

impl Listener for OrderCompletedListener {
    type Event = OrderCompleted;

    async fn hear(&self, OrderCompleted(order): OrderCompleted) -> Result<(), ListenError> {
        settle(&self.0, order).await
    }
}

async fn settle(tickets: &Tickets, order: OrderState) -> Result<(), ListenError> {
    let (order_id, ticket_id) = (order.id, order.ticket.id);
    match tickets.apply(&order.into()).await? {
        Some(ticket) => {
            tracing::debug!(ticket.id = %ticket_id, order.id = %order_id, ticket.status = ?ticket.status, "settled");
            Ok(())
        }
        // Tickets are made here and never deleted, so no later event can bring this one.
        None => Err(ListenError::reject(format!("there is no ticket {ticket_id} for order {order_id}"))),
    }
}
