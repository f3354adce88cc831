//! The double, driven over HTTP as its users drive it.
#![cfg(test)]

mod async_stripe_client;
mod browser_script;
mod capture_and_cancel;
mod clock;
mod confirmation_tokens;
mod connections;
mod declines;
mod faults;
mod harness;
mod idempotency;
mod lists;
mod parameters;
mod process;
mod processing;
mod refunds;
mod search;
mod three_d_secure;
mod webhooks;
