//! orders holds reservations and decides sales. A unique index lets one order at a time have a ticket;
//! each step of an order is one compare-and-set; and the step to `complete` is the single point where a
//! ticket is sold.

pub mod config;
pub mod app;
pub mod routes;
pub mod domain;
pub mod repo;
pub mod listeners;
pub mod metrics;
pub mod error;
