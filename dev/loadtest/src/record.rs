//! What was measured of requests: histograms of how long each kind of step took, and what failed.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result};
use hdrhistogram::Histogram;
use serde::Serialize;

/// One step of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub step: &'static str,
    /// From the moment at which it was due.
    pub took: Duration,
    /// `Err` with what went wrong: a status and code, or how the connection failed.
    pub outcome: Result<(), String>,
}

/// All samples of one kind of step. What failed is in the histogram too: a failure that took long was waited for.
#[derive(Clone, Debug)]
pub struct Record {
    micros: Histogram<u64>,
    errors: BTreeMap<String, u64>,
}

impl Record {
    /// Of three significant digits, up to whatever comes.
    pub fn try_new() -> Result<Self> {
        Ok(Self { micros: Histogram::new(3).context("no histogram")?, errors: BTreeMap::new() })
    }

    pub fn add(&mut self, took: Duration, outcome: Result<(), String>) -> Result<()> {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.record(micros).context("no room in the histogram")?;
        if let Err(kind) = outcome {
            *self.errors.entry(kind).or_default() += 1;
        }
        Ok(())
    }

    pub fn merge(&mut self, other: &Self) -> Result<()> {
        self.micros.add(&other.micros).context("no room in the histogram")?;
        for (kind, count) in &other.errors {
            *self.errors.entry(kind.clone()).or_default() += count;
        }
        Ok(())
    }

    pub fn count(&self) -> u64 {
        self.micros.len()
    }

    pub fn failed(&self) -> u64 {
        self.errors.values().sum()
    }

    pub fn errors(&self) -> &BTreeMap<String, u64> {
        &self.errors
    }

    /// The time within which this share of all was over, to three digits.
    pub fn within(&self, share: f64) -> Duration {
        Duration::from_micros(self.micros.value_at_quantile(share))
    }

    pub fn summary(&self) -> Summary {
        let ms = |took: Duration| took.as_secs_f64() * 1000.0;
        Summary {
            count: self.count(),
            failed: self.failed(),
            p50_ms: ms(self.within(0.5)),
            p95_ms: ms(self.within(0.95)),
            p99_ms: ms(self.within(0.99)),
            max_ms: ms(Duration::from_micros(self.micros.max())),
            errors: self.errors.clone(),
        }
    }
}

/// A record in numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    pub count: u64,
    pub failed: u64,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
    pub errors: BTreeMap<String, u64>,
}

/// Records by step.
#[derive(Clone, Debug, Default)]
pub struct Records(BTreeMap<&'static str, Record>);

impl Records {
    pub fn add(&mut self, sample: Sample) -> Result<()> {
        self.of_mut(sample.step)?.add(sample.took, sample.outcome)
    }

    pub fn merge(&mut self, other: &Self) -> Result<()> {
        other.0.iter().try_for_each(|(step, record)| self.of_mut(step)?.merge(record))
    }

    /// Of a step that was made at least once.
    pub fn of(&self, step: &str) -> Result<&Record> {
        self.0.get(step).with_context(|| format!("nobody came to {step}"))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Record)> {
        self.0.iter().map(|(step, record)| (*step, record))
    }

    pub fn failed(&self) -> u64 {
        self.0.values().map(Record::failed).sum()
    }

    fn of_mut(&mut self, step: &'static str) -> Result<&mut Record> {
        Ok(match self.0.entry(step) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => entry.insert(Record::try_new()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(millis: impl IntoIterator<Item = u64>) -> Record {
        let mut record = Record::try_new().unwrap();
        for took in millis {
            record.add(Duration::from_millis(took), Ok(())).unwrap();
        }
        record
    }

    #[test]
    fn merged_histograms_are_that_of_all_samples() {
        let mut halves = record(1..=50);
        halves.merge(&record(51..=100)).unwrap();
        let whole = record(1..=100);
        for share in [0.0, 0.25, 0.5, 0.95, 0.99, 1.0] {
            assert_eq!(halves.within(share), whole.within(share));
        }
        assert_eq!(halves.count(), 100);
        assert!(halves.within(0.5).abs_diff(Duration::from_millis(50)) < Duration::from_micros(100));
    }

    #[test]
    fn what_failed_is_counted_by_kind_and_its_time_with_the_others() {
        let mut one = record([1]);
        one.add(Duration::from_secs(30), Err("timeout".to_owned())).unwrap();
        let mut other = record([]);
        other.add(Duration::from_secs(30), Err("timeout".to_owned())).unwrap();
        other.add(Duration::from_secs(1), Err("503 unavailable".to_owned())).unwrap();
        one.merge(&other).unwrap();
        let summary = one.summary();
        assert_eq!((summary.count, summary.failed), (4, 3));
        assert_eq!(summary.errors["timeout"], 2);
        assert!(summary.max_ms > 29_000.0);
    }

    #[test]
    fn samples_are_kept_apart_by_step() {
        let mut records = Records::default();
        for (step, millis) in [("show", 1), ("list", 2), ("show", 3)] {
            records.add(Sample { step, took: Duration::from_millis(millis), outcome: Ok(()) }).unwrap();
        }
        assert_eq!(records.of("show").unwrap().count(), 2);
        assert_eq!(records.of("list").unwrap().count(), 1);
        assert!(records.of("pay").is_err());
    }
}
