//! Figures beside what they shall be.

use serde::Serialize;

/// What a figure shall be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    AtLeast(f64),
    AtMost(f64),
    Exactly(f64),
}

/// A figure, measured and judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    pub figure: String,
    pub unit: &'static str,
    pub measured: f64,
    pub wanted: Wanted,
    pub reached: bool,
}

impl Verdict {
    /// What is no number is not reached.
    pub fn new(figure: impl Into<String>, unit: &'static str, measured: f64, wanted: Wanted) -> Self {
        let reached = match wanted {
            Wanted::AtLeast(least) => measured >= least,
            Wanted::AtMost(most) => measured <= most,
            Wanted::Exactly(value) => measured == value,
        };
        Self { figure: figure.into(), unit, measured, wanted, reached }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_at_its_bound_is_reached_and_one_beyond_is_not() {
        let reached = |measured, wanted| Verdict::new("figure", "", measured, wanted).reached;
        assert!(reached(0.85, Wanted::AtLeast(0.85)) && !reached(0.849, Wanted::AtLeast(0.85)));
        assert!(reached(250.0, Wanted::AtMost(250.0)) && !reached(250.1, Wanted::AtMost(250.0)));
        assert!(reached(100.0, Wanted::Exactly(100.0)) && !reached(99.0, Wanted::Exactly(100.0)));
    }

    #[test]
    fn what_could_not_be_measured_is_not_reached() {
        for wanted in [Wanted::AtLeast(0.0), Wanted::AtMost(f64::MAX), Wanted::Exactly(0.0)] {
            assert!(!Verdict::new("figure", "", f64::NAN, wanted).reached);
        }
    }
}
