//! When people arrive.

use std::time::Duration;

/// Arrivals at a constant rate, decided before the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    per_second: u32,
    count: u64,
}

impl Schedule {
    /// So many a second, for so long.
    pub fn steady(per_second: u32, length: Duration) -> Self {
        let count = length.as_nanos() * u128::from(per_second) / 1_000_000_000;
        Self { per_second, count: u64::try_from(count).unwrap_or(u64::MAX) }
    }

    /// All at one moment.
    pub fn at_once(count: u64) -> Self {
        Self { per_second: 0, count }
    }

    pub fn count(self) -> u64 {
        self.count
    }

    /// How long after the beginning each arrives. Each is reckoned from the beginning, so that rounding adds nothing up.
    pub fn arrivals(self) -> impl Iterator<Item = Duration> + Send {
        (0..self.count).map(move |n| {
            let nanos = u128::from(n) * 1_000_000_000;
            let nanos = nanos.checked_div(u128::from(self.per_second)).unwrap_or(0);
            Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrivals_are_evenly_spread_and_rounding_does_not_add_up() {
        let schedule = Schedule::steady(3, Duration::from_secs(10));
        let arrivals: Vec<_> = schedule.arrivals().collect();
        assert_eq!(arrivals.len(), 30);
        assert_eq!(arrivals[0], Duration::ZERO);
        assert_eq!(arrivals[1], Duration::from_nanos(333_333_333));
        assert_eq!(arrivals[3], Duration::from_secs(1));
        assert_eq!(arrivals[27], Duration::from_secs(9));
    }

    #[test]
    fn a_part_of_a_second_has_its_part_of_the_arrivals() {
        assert_eq!(Schedule::steady(1_000, Duration::from_millis(250)).count(), 250);
        assert_eq!(Schedule::steady(1, Duration::from_millis(999)).count(), 0);
    }

    #[test]
    fn who_comes_at_once_comes_at_the_beginning() {
        let arrivals: Vec<_> = Schedule::at_once(3).arrivals().collect();
        assert_eq!(arrivals, [Duration::ZERO; 3]);
    }
}
