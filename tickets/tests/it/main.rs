//! tickets on real servers.

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
mod show;
mod edit;
mod withdraw;
mod mine;
mod list;
mod search;
mod indexes;
mod reservations;
mod admin;
mod sellers;
mod races;
mod listeners;
mod live;
mod openapi;
