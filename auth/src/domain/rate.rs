//! How much is let through: a leaking bucket.

use std::time::Duration;

use common::clock::Timestamp;

/// A bucket that holds `burst` drops, each of which takes `interval` to leak away: so much is let through
/// at once, and afterwards one in each interval. All that is kept of a bucket is when it will be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub burst: u32,
    pub interval: Duration,
}

impl Rate {
    pub const fn new(burst: u32, interval: Duration) -> Self {
        Self { burst, interval }
    }

    /// One more drop into a bucket that will be empty at `empty_at`; when there is no room for it, how long
    /// until there is.
    pub fn add(self, empty_at: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Duration> {
        let empty_at = empty_at.map_or(now, |at| at.max(now)).plus(self.interval);
        let full = self.full(now);
        if empty_at <= full { Ok(empty_at) } else { Err(full.until(empty_at)) }
    }

    /// When a bucket that is full now will be empty.
    pub fn full(self, now: Timestamp) -> Timestamp {
        now.plus(self.interval.saturating_mul(self.burst))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: Rate = Rate::new(5, Duration::from_secs(180));

    #[test]
    fn a_burst_goes_through_and_then_one_in_each_interval() {
        let mut now = Timestamp::from_millis(0);
        let mut bucket = None;
        for _ in 0..5 {
            bucket = Some(RATE.add(bucket, now).unwrap());
        }
        assert_eq!(RATE.add(bucket, now), Err(Duration::from_secs(180)));
        now = now.plus(Duration::from_secs(60));
        assert_eq!(RATE.add(bucket, now), Err(Duration::from_secs(120)));
        now = now.plus(Duration::from_secs(120));
        bucket = Some(RATE.add(bucket, now).unwrap());
        assert_eq!(RATE.add(bucket, now), Err(Duration::from_secs(180)));
    }

    proptest! {
        /// Over any time, no more goes through than the burst and one for each interval.
        #[test]
        fn nobody_gets_more_than_the_rate(pauses in prop::collection::vec(0_u64..400, 1..60)) {
            let start = Timestamp::from_millis(0);
            let (mut now, mut bucket, mut through) = (start, None, 0_u64);
            for pause in pauses {
                now = now.plus(Duration::from_secs(pause));
                if let Ok(empty_at) = RATE.add(bucket, now) {
                    bucket = Some(empty_at);
                    through += 1;
                }
                prop_assert!(through <= 5 + start.until(now).as_secs() / 180);
            }
        }

        /// Who waits as long as he was told is let through.
        #[test]
        fn the_wait_that_is_told_is_enough(drops in 0_u32..9, pause in 0_u64..2000) {
            let start = Timestamp::from_millis(0);
            let mut bucket = None;
            for _ in 0..drops {
                bucket = RATE.add(bucket, start).ok().or(bucket);
            }
            let now = start.plus(Duration::from_secs(pause));
            if let Err(wait) = RATE.add(bucket, now) {
                prop_assert!(RATE.add(bucket, now.plus(wait)).is_ok());
                prop_assert!(RATE.add(bucket, now.plus(wait - Duration::from_millis(1))).is_err());
            }
        }
    }
}
