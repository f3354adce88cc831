//! Loads a market and tells what it took: how long people waited, what failed, what each process spent; and, beside a
//! floor that is measured in the same run, whether it is what we promise.
//!
//! Arrivals follow a schedule that is made before anything is sent, and every latency counts from the scheduled moment:
//! a market that is slow for a second makes all wait who come in that second, and their waiting is in the numbers.

pub mod schedule;
pub mod record;
pub mod usage;
pub mod http;
pub mod drive;
pub mod people;
pub mod market;
pub mod stock;
pub mod floor;
pub mod visits;
pub mod verdict;
pub mod report;
pub mod figures;
pub mod cli;
