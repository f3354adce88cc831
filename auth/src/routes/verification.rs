//! Proofs that an address is its user's.

pub mod ask;
pub mod confirm;
