//! The program itself, and what a nats-server makes of the configuration that it writes.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod harness;
mod permissions;
mod provision;
mod repair;
mod secrets;
mod services;
mod session_keys;
mod whole;
