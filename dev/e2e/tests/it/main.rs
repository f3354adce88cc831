//! The whole fleet, used and abused.

mod buy;
mod crash;
mod lifecycle;
mod once;
mod outage;
mod persistence;
mod race;
