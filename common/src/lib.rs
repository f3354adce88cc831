//! What the five services share and none of them owns: how to read the configuration, speak HTTP, know
//! the current user, count money, keep an aggregate with its outbox in MongoDB, and tell and hear events
//! over NATS JetStream. It knows no service's rules.

pub mod config;
pub mod clock;
pub mod ids;
pub mod money;
pub mod error;
pub mod auth;
pub mod http;
pub mod events;
pub mod bus;
pub mod mongo;
pub mod aggregate;
pub mod audit;
pub mod outbox;
pub mod replica;
pub mod live;
pub mod service;
pub mod telemetry;
pub mod crash;

/// Of every program that uses this crate. glibc's own allocator keeps an arena for each of many threads, and in
/// auth each arena came to hold a block of Argon2.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
