//! What the services' tests stand on: real servers, started once a run; for each test a database and a
//! bus prefix of its own; sessions; an HTTP client; and ways to wait that never sleep for luck.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod app;
mod client;
mod events;
mod sessions;
mod visitor;
mod wait;
mod world;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use events::DeadLetter;
pub use sessions::{jwks, session, signing_key};
pub use visitor::Visitor;
pub use wait::eventually;
pub use world::World;
