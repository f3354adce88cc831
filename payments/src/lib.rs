//! payments takes money for orders with Stripe: it authorises a card, lets the order decide, and then
//! captures or voids. A buyer whose order lost is never charged. Each attempt to pay is a document with a
//! time at which it is worked on next, so that a crash at any point only delays it.

pub mod config;
pub mod app;
pub mod routes;
pub mod domain;
pub mod repo;
pub mod worker;
pub mod stripe;
pub mod listeners;
pub mod metrics;
pub mod error;
