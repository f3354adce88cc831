//! expiration on real servers.

#![cfg(test)]

mod harness;
mod listeners;
mod timers;
