//! What a run came to.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::history::Counts;

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub seed: u64,
    pub replicas: usize,
    pub mongods: usize,
    /// From the first fault to the last.
    pub seconds: f64,
    /// Orders that are complete in the end: sold, paid, captured.
    pub purchases: u64,
    pub orders: u64,
    /// In minor units, at Stripe: taken and kept.
    pub kept_cents: i64,
    pub acts: Counts,
    pub faults: BTreeMap<String, u64>,
    /// Crash points at which a process died.
    pub crashes: BTreeMap<String, u64>,
    /// What must have happened now and then.
    pub sometimes: BTreeMap<String, u64>,
    /// From the end of the last fault until all was at rest.
    pub settled_after_seconds: f64,
    /// From SIGTERM to the process's end, at worst.
    pub longest_stop_seconds: f64,
    pub slowest_to_stop: String,
    pub violations: Vec<String>,
}

impl Report {
    pub fn faults_in_all(&self) -> u64 {
        self.faults.values().sum()
    }

    /// What the run should have seen and has not: it proves nothing about that.
    pub fn never(&self) -> Vec<&str> {
        self.sometimes.iter().filter(|(_, count)| **count == 0).map(|(what, _)| what.as_str()).collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, replicas, mongods, seconds, purchases, orders, .. } = self;
        writeln!(
            f,
            "seed {seed}: {purchases} purchases of {orders} orders in {seconds:.0} s, {replicas} replicas of every service, {mongods} mongods"
        )?;
        writeln!(f, "acts (ok, refused, unknown)")?;
        for (act, outcomes) in &self.acts {
            use crate::history::Outcome::{Ok, Refused, Unknown};
            let [ok, refused, unknown] =
                [Ok, Refused, Unknown].map(|outcome| outcomes.get(&outcome).copied().unwrap_or_default());
            writeln!(f, "  {:<12}{ok:>9}{refused:>9}{unknown:>9}", format!("{act:?}"))?;
        }
        writeln!(f, "{} faults", self.faults_in_all())?;
        table(f, &self.faults)?;
        writeln!(f, "processes that died at a crash point: {}", self.crashes.values().sum::<u64>())?;
        table(f, &self.crashes)?;
        writeln!(f, "happened")?;
        table(f, &self.sometimes)?;
        writeln!(f, "taken and kept at Stripe: {}.{:02}", self.kept_cents / 100, self.kept_cents % 100)?;
        writeln!(f, "at rest {:.1} s after the last fault", self.settled_after_seconds)?;
        let (seconds, whose) = (self.longest_stop_seconds, &self.slowest_to_stop);
        writeln!(f, "longest stop after SIGTERM: {seconds:.1} s {whose}")?;
        for what in self.never() {
            writeln!(f, "NEVER HAPPENED, so nothing is proved about it: {what}")?;
        }
        for violation in &self.violations {
            writeln!(f, "VIOLATION: {violation}")?;
        }
        write!(f, "seed {seed}: {} violations", self.violations.len())
    }
}

fn table(f: &mut fmt::Formatter<'_>, counts: &BTreeMap<String, u64>) -> fmt::Result {
    counts.iter().try_for_each(|(what, count)| writeln!(f, "  {count:>7}  {what}"))
}
