//! Reservations of one ticket take turns in this process. When a crowd comes for it at one moment, one of them asks the
//! database, and whoever waited meanwhile is told by the answer. That only ever refuses: a sale is for the index to decide.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::ids::TicketId;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

use super::Orders;
use crate::domain::Ticket;

/// Tickets may share a slot: then they wait for each other, and that is all.
const SLOTS: usize = 4096;
/// Who has waited so long asks by himself: a database that is slow for one is no reason to be slow for all.
const MAX_WAIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
pub(super) struct Turns {
    slots: Arc<[Mutex<Option<Gone>>]>,
    hasher: RandomState,
}

/// A ticket that some order had.
struct Gone {
    ticket: Ticket,
    /// When the database was asked that said so.
    asked: Instant,
}

/// The turn of a reservation. The next one comes when it is dropped.
pub struct Turn<'a> {
    ticket: TicketId,
    came: Instant,
    slot: Option<MutexGuard<'a, Option<Gone>>>,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self { slots: (0..SLOTS).map(|_| Mutex::default()).collect(), hasher: RandomState::new() }
    }

    async fn wait(&self, ticket: TicketId) -> Turn<'_> {
        let came = Instant::now();
        let slot = usize::try_from(self.hasher.hash_one(ticket)).unwrap_or_default() % SLOTS;
        let slot = match self.slots.get(slot) {
            Some(slot) => timeout(MAX_WAIT, slot.lock()).await.ok(),
            None => None,
        };
        Turn { ticket, came, slot }
    }
}

impl Orders {
    /// Waits until no other reservation of the ticket is under way, for a few seconds at most.
    pub async fn turn(&self, ticket: TicketId) -> Turn<'_> {
        self.turns.wait(ticket).await
    }
}

impl Turn<'_> {
    /// The ticket, if an order had it at some moment since this reservation came.
    pub fn gone(&self) -> Option<&Ticket> {
        let gone = self.slot.as_ref()?.as_ref()?;
        (gone.ticket.id == self.ticket && gone.asked >= self.came).then_some(&gone.ticket)
    }

    /// Tells those who wait that an order has the ticket, by a question that the database was asked at `asked`.
    pub fn tell_gone(&mut self, ticket: Ticket, asked: Instant) {
        if let Some(slot) = &mut self.slot {
            **slot = Some(Gone { ticket, asked });
        }
    }
}
