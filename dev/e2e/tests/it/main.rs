//! The whole fleet, used and abused.

#![cfg(test)]

mod admin;
mod attacks;
mod bad_input;
mod buy;
mod checks;
mod crash;
mod dead_letters;
mod lifecycle;
mod metrics;
mod monitoring;
mod once;
mod keys;
mod openapi;
mod outage;
mod persistence;
mod race;
mod refunds;
mod scans;
mod sessions;
mod traces;
mod users;
