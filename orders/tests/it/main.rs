//! orders on real servers.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod harness;
mod once;
mod create;
mod refusals;
mod races;
mod list;
mod cancel;
mod live;
mod domain;
mod tickets;
mod turns;
mod payments;
mod expiry;
mod replay;
mod dead_letters;
mod admin;
mod refunds;
mod queries;
mod stopping;
