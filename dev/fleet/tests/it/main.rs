//! Real processes: that they come up, fail and go away as the library says.

#![cfg(test)]

mod cli;
mod nginx;
mod process;
mod servers;
mod upstream;
mod whole;
