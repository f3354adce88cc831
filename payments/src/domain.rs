//! Attempts to pay, the orders that they pay, and what is to be done next: pure, no I/O.

mod order;
mod payment;
mod step;

pub use order::Order;
pub use payment::{Decline, Intent, IntentStatus, LastError, Payment, PaymentStatus, Token};
pub use step::Step;
