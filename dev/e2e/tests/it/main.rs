//! The whole fleet, used and abused.

mod buy;
mod once;
mod race;
