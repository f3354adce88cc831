//! The sessions of whoever asks: which there are, and how to end them.

pub mod end_all;
pub mod end_one;
pub mod list;
