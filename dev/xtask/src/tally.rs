//! Counting tests from what the runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) ignored: u64,
}

impl Tally {
    /// From a line of Rust's test harness: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn of_rust(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count =
            |word: &str| counts.split("; ").find_map(|part| part.strip_suffix(word)?.trim().parse().ok());
        Some(Self { passed: count("passed")?, failed: count("failed")?, ignored: count("ignored")? })
    }

    /// From Vitest's line `Tests  1 failed | 11 passed | 2 skipped (14)`.
    pub(crate) fn of_vitest(line: &str) -> Option<Self> {
        let (counts, _all) = line.trim_start().strip_prefix("Tests  ")?.rsplit_once(" (")?;
        let mut tally = Self::default();
        for part in counts.split(" | ") {
            let (number, word) = part.split_once(' ')?;
            let number: u64 = number.parse().ok()?;
            match word {
                "passed" => tally.passed += number,
                "failed" => tally.failed += number,
                _ => tally.ignored += number,
            }
        }
        Some(tally)
    }

    /// From the line of `client/e2e/support/summary.ts`: `browser tests: 40 passed, 1 failed, 0 skipped`.
    pub(crate) fn of_browser_tests(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("browser tests: ")?;
        let count =
            |word: &str| counts.split(", ").find_map(|part| part.strip_suffix(word)?.trim().parse().ok());
        Some(Self { passed: count("passed")?, failed: count("failed")?, ignored: count("skipped")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harness_lines_are_read() {
        let ok =
            "test result: ok. 41 passed; 0 failed; 2 ignored; 0 measured; 7 filtered out; finished in 1.20s";
        assert_eq!(Tally::of_rust(ok), Some(Tally { passed: 41, failed: 0, ignored: 2 }));
        let failed =
            "test result: FAILED. 9 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0s";
        assert_eq!(Tally::of_rust(failed), Some(Tally { passed: 9, failed: 3, ignored: 0 }));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "running 4 tests",
            "test orders::create ... ok",
            "test result: ok",
            "3 passed; 0 failed; 0 ignored",
        ] {
            assert_eq!(Tally::of_rust(line), None, "{line}");
        }
    }

    #[test]
    fn the_lines_of_the_clients_runners_are_read() {
        let tally = |passed, failed, ignored| Some(Tally { passed, failed, ignored });
        assert_eq!(Tally::of_vitest("      Tests  12 passed (12)"), tally(12, 0, 0));
        assert_eq!(Tally::of_vitest("      Tests  1 failed | 11 passed | 2 todo (14)"), tally(11, 1, 2));
        assert_eq!(Tally::of_vitest(" Test Files  3 passed (3)"), None);
        assert_eq!(Tally::of_vitest("      Tests  no tests"), None);
        let line = "browser tests: 40 passed, 1 failed, 3 skipped";
        assert_eq!(Tally::of_browser_tests(line), tally(40, 1, 3));
        assert_eq!(Tally::of_browser_tests("  40 passed (2.2m)"), None);
    }

    #[test]
    fn the_last_line_has_the_sums_of_all_runners() {
        let mut all = Tally::default();
        all += Tally { passed: 40, failed: 1, ignored: 0 };
        all += Tally { passed: 2, failed: 0, ignored: 1 };
        assert_eq!(all.to_string(), "42 passed, 1 failed");
    }
}
