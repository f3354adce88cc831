//! The torture test: a fleet with two replicas of every service under load, while processes are killed, paused and
//! told to stop, links are cut, and Stripe misbehaves; then it is healed, comes to rest, and everything that must be
//! true is checked.
//!
//! Reading order: [`schedule`] is what goes wrong, derived from a seed; `nemesis` carries it out over `links`, which
//! lead through a [`proxy`]; `crowd` is the load and [`history`] what it was told; [`checks`] judge; [`run`] puts them together.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod caller;
pub mod checks;
mod crowd;
pub mod history;
mod keeper;
mod links;
mod nemesis;
pub mod proxy;
pub mod random;
mod report;
mod run;
pub mod schedule;

pub use crowd::Size;
pub use report::Report;
pub use run::{Plan, run};
