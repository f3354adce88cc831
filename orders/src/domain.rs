//! Orders and the tickets that they are about: pure types, no I/O.

mod order;
mod ticket;

pub use order::{Decision, Order, Refusal, Stage, TicketAfterRefund};
pub use ticket::Ticket;
