//! expiration on real servers.

mod harness;
mod listeners;
mod timers;
