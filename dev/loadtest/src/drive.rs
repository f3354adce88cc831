//! Makes people arrive when they are due, whatever became of those before them.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;

use crate::record::{Records, Sample};
use crate::schedule::Schedule;

/// So many visits at once are no market's load any more but this program's memory. Who comes then is counted as
/// `turned away`, under this step, and so is not forgotten either.
const MAX_VISITS: usize = 20_000;
const TURNED_AWAY: &str = "arrive";

/// A moment to set up before the first arrival.
const LEAD: Duration = Duration::from_millis(20);

/// Runs a visit for each arrival: `visit` gets its number and the moment at which it is due. Returns when the last is
/// over.
pub async fn drive<V, F>(schedule: Schedule, visit: V) -> Result<Records>
where
    V: Fn(u64, Instant) -> F + Send + 'static,
    F: Future<Output = Vec<Sample>> + Send + 'static,
{
    let (send, mut samples) = mpsc::unbounded_channel();
    let runtime = Handle::current();
    // A thread of its own sleeps to the microsecond; the runtime's timers would add up to a millisecond to each wait.
    let pacing = std::thread::Builder::new().name("arrivals".into()).spawn(move || {
        let (start, room) = (Instant::now() + LEAD, Arc::new(Semaphore::new(MAX_VISITS)));
        for (n, offset) in (0..).zip(schedule.arrivals()) {
            let due = start + offset;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            match room.clone().try_acquire_owned() {
                Ok(permit) => {
                    let (visit, send) = (visit(n, due), send.clone());
                    runtime.spawn(async move {
                        let _permit = permit;
                        // Nobody listens any more only when the run was given up.
                        let _ = send.send(visit.await);
                    });
                }
                Err(_) => {
                    let outcome = Err("turned away".to_owned());
                    let _ = send.send(vec![Sample { step: TURNED_AWAY, took: due.elapsed(), outcome }]);
                }
            }
        }
    })?;
    let mut records = Records::default();
    while let Some(visit) = samples.recv().await {
        visit.into_iter().try_for_each(|sample| records.add(sample))?;
    }
    pacing.join().map_err(|_| anyhow!("the arrivals ended badly"))?;
    Ok(records)
}

/// How many visits a second `workers` make who never rest: what the market sustains.
pub async fn capacity<V, F>(workers: usize, length: Duration, visit: V) -> Result<u32>
where
    V: Fn(u64, Instant) -> F + Send + Sync + 'static,
    F: Future<Output = Vec<Sample>> + Send + 'static,
{
    let (visit, end) = (Arc::new(visit), Instant::now() + length);
    let next = Arc::new(std::sync::atomic::AtomicU64::new(0));
    let workers = (0..workers).map(|_| {
        let (visit, next) = (visit.clone(), next.clone());
        tokio::spawn(async move {
            let mut made = 0u64;
            while Instant::now() < end {
                let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                visit(n, Instant::now()).await;
                made += 1;
            }
            made
        })
    });
    let made: u64 = futures::future::try_join_all(workers).await?.into_iter().sum();
    Ok(u32::try_from(made / length.as_secs().max(1)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_visit_that_hangs_keeps_nobody_from_arriving_and_all_are_counted() {
        let (release, hanging) = tokio::sync::watch::channel(0u64);
        let release = Arc::new(release);
        let visit = move |n: u64, due: Instant| {
            let (mut hanging, release) = (hanging.clone(), release.clone());
            async move {
                if n == 0 {
                    // Ends when all the others have come: it would never end if they waited for it.
                    let _ = hanging.wait_for(|come| *come == 9).await;
                } else {
                    release.send_modify(|come| *come += 1);
                }
                vec![Sample { step: "visit", took: due.elapsed(), outcome: Ok(()) }]
            }
        };
        let records = drive(Schedule::steady(1_000, Duration::from_millis(10)), visit).await.unwrap();
        assert_eq!(records.of("visit").unwrap().count(), 10);
        assert_eq!(records.failed(), 0);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_had_to_wait_for_the_generator_has_waited_from_when_he_was_due() {
        let visit = |_, due: Instant| async move {
            vec![Sample { step: "visit", took: due.elapsed(), outcome: Ok(()) }]
        };
        // All are due at the beginning, and the last is sent after all others: what passed until then is his.
        let records = drive(Schedule::at_once(2_000), visit).await.unwrap();
        let visits = records.of("visit").unwrap();
        assert!(visits.within(1.0) > visits.within(0.0));
    }
}
