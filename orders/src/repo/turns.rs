//! Reservations of one ticket take turns in this process. When a crowd comes for it, one of them asks the database, and
//! whoever waited meanwhile, or comes within a moment, is told by the answer. That only ever refuses: a sale is for the index
//! to decide.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::ids::TicketId;
use tokio::sync::watch;
use tokio::time::timeout;

use super::Orders;
use crate::domain::Ticket;

/// Tickets may share a slot: then they wait for each other, and that is all.
const SLOTS: usize = 1024;
/// Who has waited so long asks by himself: a database that is slow for one is no reason to be slow for all.
const MAX_WAIT: Duration = Duration::from_secs(5);
/// How long an order that had a ticket is taken to have it still. One that lets it go in this process ends that; when another
/// process lets it go, this one may refuse for so long.
const FRESH: Duration = Duration::from_millis(500);

#[derive(Clone)]
pub(super) struct Turns {
    slots: Arc<[watch::Sender<Slot>]>,
    hasher: RandomState,
}

#[derive(Default)]
struct Slot {
    is_taken: bool,
    gone: Option<Arc<Gone>>,
    /// When an order last let a ticket go.
    let_go: Option<Instant>,
}

/// A ticket that some order had.
struct Gone {
    ticket: Ticket,
    /// It had it at this moment, or later.
    since: Instant,
}

/// The turn of a reservation, or what it was told while it waited for that. The next one comes when it is dropped.
#[derive(Default)]
pub struct Turn<'a> {
    /// And since when this one has it.
    slot: Option<(&'a watch::Sender<Slot>, Instant)>,
    told: Option<Arc<Gone>>,
    found: Option<Arc<Gone>>,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self { slots: (0..SLOTS).map(|_| watch::Sender::default()).collect(), hasher: RandomState::new() }
    }

    fn slot(&self, ticket: TicketId) -> Option<&watch::Sender<Slot>> {
        self.slots.get(usize::try_from(self.hasher.hash_one(ticket)).unwrap_or_default() % SLOTS)
    }

    /// An order has let the ticket go.
    pub(super) fn let_go(&self, ticket: TicketId) {
        let Some(slot) = self.slot(ticket) else { return };
        slot.send_if_modified(|state| {
            (state.gone, state.let_go) = (None, Some(Instant::now()));
            // Nothing that anybody waits for.
            false
        });
    }

    async fn wait(&self, ticket: TicketId) -> Turn<'_> {
        let came = Instant::now();
        let Some(slot) = self.slot(ticket) else { return Turn::default() };
        let mut changes = slot.subscribe();
        let turn = async {
            loop {
                if let Some(turn) = Turn::take(slot, ticket, came) {
                    break turn;
                }
                // No error: the sender lives as long as we.
                let _ = changes.changed().await;
            }
        };
        timeout(MAX_WAIT, turn).await.unwrap_or_default()
    }
}

impl Orders {
    /// Waits until no other reservation of the ticket is under way, for a few seconds at most.
    pub async fn turn(&self, ticket: TicketId) -> Turn<'_> {
        self.turns.wait(ticket).await
    }
}

impl<'a> Turn<'a> {
    fn take(slot: &'a watch::Sender<Slot>, ticket: TicketId, came: Instant) -> Option<Self> {
        let mut turn = None;
        slot.send_if_modified(|state| {
            let is_gone = |gone: &&Arc<Gone>| gone.ticket.id == ticket && gone.since + FRESH >= came;
            if let Some(gone) = state.gone.as_ref().filter(is_gone) {
                turn = Some(Self { slot: None, told: Some(gone.clone()), found: None });
            } else if !state.is_taken {
                state.is_taken = true;
                turn = Some(Self { slot: Some((slot, Instant::now())), told: None, found: None });
            }
            false
        });
        turn
    }

    /// The ticket, if an order had it a moment before this reservation came, or since.
    pub fn gone(&self) -> Option<&Ticket> {
        self.told.as_ref().map(|gone| &gone.ticket)
    }

    /// Tells those who wait that an order had the ticket, at `since` or later.
    pub fn tell_gone(&mut self, ticket: Ticket, since: Instant) {
        self.found = Some(Arc::new(Gone { ticket, since }));
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let Some((slot, began)) = self.slot else { return };
        let found = self.found.take();
        slot.send_modify(|state| {
            state.is_taken = false;
            state.gone = found.filter(|_| state.let_go.is_none_or(|let_go| let_go < began));
        });
    }
}
