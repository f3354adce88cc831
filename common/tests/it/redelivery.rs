//! A listener that has not done it yet is asked again.

use std::time::{Duration, Instant};

use common::bus::{ListenError, Patience};
use testkit::World;

use crate::harness::{Hears, Seen, event, orders, run};

const FIRST: Duration = Duration::from_millis(200);

/// When each delivery came of one event to a listener that fails as `fail` says, until it is content.
async fn deliveries(
    fail: impl Fn(usize) -> Result<(), ListenError> + Send + Sync + 'static,
    expected: usize,
) -> Vec<Duration> {
    let world = World::new().await;
    let mut base = orders(&world).await;
    base.bus = base.bus.with_patience(Patience { first_delay: FIRST, ..Patience::default() });
    let seen = Seen::nothing();
    let heard = seen.clone();
    let listener = Hears(move |_| {
        let result = fail(heard.add(Instant::now()));
        async move { result }
    });
    let running = run(base, &world.service_config("orders"), |service| service.listen(listener)).await;
    world.publish(&event(1)).await;
    let times = seen.at_least(expected).await;
    running.stop().await;
    assert_eq!(seen.all().len(), expected);
    assert!(world.dead_letters("orders").await.is_empty());
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Servers and clients count whole milliseconds.
fn at_least(delay: Duration) -> impl Fn(&Duration) -> bool {
    move |waited| *waited + Duration::from_millis(5) >= delay
}

#[tokio::test(flavor = "multi_thread")]
async fn each_retry_comes_after_a_longer_while() {
    let waited =
        deliveries(|delivery| if delivery < 4 { Err(ListenError::retry("not yet")) } else { Ok(()) }, 4)
            .await;
    for (waited, delay) in waited.iter().zip([FIRST, FIRST * 2, FIRST * 4]) {
        assert!(at_least(delay)(waited), "{waited:?} is less than {delay:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_says_itself_when_to_come_again() {
    let delay = Duration::from_millis(900);
    let waited = deliveries(
        move |delivery| if delivery < 3 { Err(ListenError::retry_after(delay, "its turn")) } else { Ok(()) },
        3,
    )
    .await;
    assert!(waited.iter().all(at_least(delay)), "{waited:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_retry() {
    let waited = deliveries(
        |delivery| {
            assert!(delivery > 1, "the first time it panics");
            Ok(())
        },
        2,
    )
    .await;
    assert!(waited.iter().all(at_least(FIRST)), "{waited:?}");
}
