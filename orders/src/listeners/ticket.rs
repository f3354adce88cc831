//! Listings: orders keeps a replica; a mark makes its order payable; a withdrawal ends it.

use common::bus::{ListenError, Listener};
use common::events::ticket::{TicketCreated, TicketState, TicketUpdated, TicketWithdrawn};

use crate::domain::Ticket;
use crate::repo::Orders;

pub struct TicketCreatedListener(pub Orders);

impl Listener for TicketCreatedListener {
    type Event = TicketCreated;

    async fn hear(&self, TicketCreated(state): TicketCreated) -> Result<(), ListenError> {
        learn(&self.0, state).await
    }
}

pub struct TicketUpdatedListener(pub Orders);

impl Listener for TicketUpdatedListener {
    type Event = TicketUpdated;

    async fn hear(&self, TicketUpdated(state): TicketUpdated) -> Result<(), ListenError> {
        learn(&self.0, state).await
    }
}

pub struct TicketWithdrawnListener(pub Orders);

impl Listener for TicketWithdrawnListener {
    type Event = TicketWithdrawn;

    async fn hear(&self, TicketWithdrawn(state): TicketWithdrawn) -> Result<(), ListenError> {
        let (ticket, version) = (state.id, state.version);
        learn(&self.0, state).await?;
        Ok(self.0.cancel_withdrawn(ticket, version).await?)
    }
}

/// An old mark does no harm: its order is payable or finished already.
async fn learn(orders: &Orders, state: TicketState) -> Result<(), ListenError> {
    let ticket = Ticket::from(state);
    orders.tickets().apply(&ticket).await?;
    if let Some(order) = ticket.order_id {
        orders.await_payment(order).await?;
    }
    Ok(())
}
