//! The torture test is tested: its schedule, its links, its judgement; and one short run.

#![cfg(test)]

mod controls;
mod proxy;
mod schedule;
mod short;
