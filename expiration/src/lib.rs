//! expiration keeps a timer for every order that waits to be paid and tells when its time is over. Timers
//! live in MongoDB; firing one is a compare-and-set that writes the event with it, so any number of
//! replicas need no leader and a crash loses nothing.

pub mod config;
pub mod app;
pub mod routes;
pub mod domain;
pub mod repo;
pub mod listeners;
pub mod metrics;
