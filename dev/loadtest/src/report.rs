//! What a run found: a table for people, JSON for programs, a plot.

mod plot;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::record::{Records, Summary};
use crate::usage::{Spent, machine};
use crate::verdict::{Verdict, Wanted};

/// A run and its results.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What was done, in words.
    pub title: String,
    /// Cores, and the load of the minute before the end.
    pub machine: String,
    /// Whether this is an optimised build: only then are the figures meant.
    pub optimised: bool,
    pub steps: BTreeMap<&'static str, Summary>,
    pub processes: Vec<Spent>,
    pub figures: Vec<Verdict>,
    /// What else was measured and stands behind the figures.
    pub notes: Vec<String>,
    #[serde(skip)]
    records: Records,
}

impl Report {
    pub fn new(title: impl Into<String>, records: Records) -> Self {
        Self {
            title: title.into(),
            machine: machine(),
            optimised: !cfg!(debug_assertions),
            steps: records.iter().map(|(step, record)| (step, record.summary())).collect(),
            processes: Vec::new(),
            figures: Vec::new(),
            notes: Vec::new(),
            records,
        }
    }

    /// Whether every figure is what it shall be.
    pub fn is_reached(&self) -> bool {
        self.figures.iter().all(|figure| figure.reached)
    }

    pub fn write_json(&self, file: &Path) -> Result<()> {
        write(file, &serde_json::to_string_pretty(self)?)
    }

    /// Latency over its percentile, a line a step.
    pub fn write_svg(&self, file: &Path) -> Result<()> {
        write(file, &plot::svg(&self.title, &self.records))
    }
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let build = if self.optimised { "optimised" } else { "debug build: the figures say little" };
        writeln!(f, "{} ({}, {build})", self.title, self.machine)?;
        if !self.steps.is_empty() {
            writeln!(
                f,
                "\n{:<28}{:>9}{:>9}{:>10}{:>10}{:>10}{:>10}",
                "ms", "count", "failed", "p50", "p95", "p99", "max"
            )?;
        }
        for (step, s) in &self.steps {
            let (count, failed) = (s.count, s.failed);
            let [p50, p95, p99, max] = [s.p50_ms, s.p95_ms, s.p99_ms, s.max_ms];
            writeln!(f, "{step:<28}{count:>9}{failed:>9}{p50:>10.2}{p95:>10.2}{p99:>10.2}{max:>10.2}")?;
            for (kind, count) in &s.errors {
                writeln!(f, "  {count} × {kind}")?;
            }
        }
        if !self.processes.is_empty() {
            writeln!(f, "\n{:<28}{:>9}{:>9}", "process", "CPU s", "peak MB")?;
        }
        for spent in &self.processes {
            writeln!(f, "{:<28}{:>9.2}{:>9.1}", spent.process, spent.cpu_s, spent.peak_mb)?;
        }
        if !self.notes.is_empty() {
            writeln!(f)?;
        }
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        if !self.figures.is_empty() {
            writeln!(f, "\n{:<52}{:>12}   wanted", "figure", "measured")?;
        }
        for figure in &self.figures {
            let (wanted, unit) = (Words(figure.wanted), figure.unit);
            let missed = if figure.reached { "" } else { "   NOT REACHED" };
            writeln!(f, "{:<52}{:>12.3}   {wanted} {unit}{missed}", figure.figure, figure.measured)?;
        }
        Ok(())
    }
}

struct Words(Wanted);

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Wanted::AtLeast(least) => write!(f, "at least {least}"),
            Wanted::AtMost(most) => write!(f, "at most {most}"),
            Wanted::Exactly(value) => write!(f, "exactly {value}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::record::Sample;

    fn report() -> Report {
        let mut records = Records::default();
        for (millis, outcome) in [(1, Ok(())), (5, Err("503 unavailable".to_owned()))] {
            records.add(Sample { step: "show", took: Duration::from_millis(millis), outcome }).unwrap();
        }
        let mut report = Report::new("a run", records);
        report.figures.push(Verdict::new("sales", "", 99.0, Wanted::Exactly(100.0)));
        report
    }

    #[test]
    fn a_table_names_every_error_and_every_figure_that_was_missed() {
        let table = report().to_string();
        assert!(table.contains("1 × 503 unavailable"), "{table}");
        assert!(table.contains("exactly 100 "), "{table}");
        assert!(table.contains("NOT REACHED"), "{table}");
    }

    #[test]
    fn files_hold_the_same() {
        let dir = std::env::temp_dir().join(format!("loadtest-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (json, svg) = (dir.join("report.json"), dir.join("report.svg"));
        report().write_json(&json).unwrap();
        report().write_svg(&svg).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
        assert_eq!(json["steps"]["show"]["errors"]["503 unavailable"], 1);
        assert_eq!(json["figures"][0]["reached"], false);
        let svg = std::fs::read_to_string(svg).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("<polyline") && svg.contains("show"));
        std::fs::remove_dir_all(dir).unwrap();
    }
}
