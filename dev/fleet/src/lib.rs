//! Runs the whole fleet, or only its servers, on one machine: what `cargo xtask up`, the test kit and the end-to-end
//! tests stand on.
//!
//! Nothing outlives the process that started it: a child dies with its handle, and on Linux with its parent, however
//! that one ends.

pub mod client;
pub mod config;
pub mod demo;
mod fleet;
pub mod letters;
mod loopback;
pub mod ports;
pub mod process;
pub mod progress;
mod ready;
pub mod scratch;
pub mod secrets;
pub mod server;
pub mod servers;
pub mod service;
pub mod state;
pub mod tools;
pub mod workspace;

pub use fleet::{Builder, Fleet, Mongods};
pub use process::Crash;
pub use progress::Progress;
pub use server::Server;
pub use service::Service;
