//! What all services stand on, on real servers.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod harness;
mod counter;
mod link;
mod redelivery;
mod dead_letters;
mod sharing;
mod publishing;
mod outbox;
mod aggregates;
mod audit;
mod replicas;
mod http;
mod idempotency;
mod hanging_up;
mod lifecycle;
mod outages;
mod sessions;
