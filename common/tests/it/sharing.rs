//! Replicas share the work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use common::events::expiration::ExpirationComplete;
use testkit::World;
use tokio::sync::Barrier;

use crate::harness::{Hears, Running, Seen, event, orders, run};

const EVENTS: i64 = 100;

/// A replica whose first message waits until the other replica has one too.
async fn replica(world: &World, both: Arc<Barrier>, seen: Seen<ExpirationComplete>) -> Running {
    let first = Arc::new(AtomicBool::new(true));
    let listener = Hears(move |event| {
        let (seen, both, first) = (seen.clone(), both.clone(), first.swap(false, Ordering::SeqCst));
        async move {
            if first {
                both.wait().await;
            }
            seen.add(event);
            Ok(())
        }
    });
    run(orders(world).await, &world.service_config("orders"), |service| service.listen(listener)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_replicas_each_message_goes_to_one() {
    let world = World::new().await;
    let (both, seen) = (Arc::new(Barrier::new(2)), Seen::nothing());
    let replicas =
        [replica(&world, both.clone(), seen.clone()).await, replica(&world, both, seen.clone()).await];
    let bus = world.bus("expiration").await;
    let events: Vec<_> = (1..=EVENTS).map(event).collect();
    for event in &events {
        bus.publish(&common::bus::Outgoing::new(event, world.clock.now()).unwrap()).await.unwrap();
    }
    let mut heard = seen.at_least(events.len()).await;
    for replica in replicas {
        replica.stop().await;
    }
    assert_eq!(seen.all().len(), events.len());
    heard.sort_by_key(|event| event.version);
    assert_eq!(heard, events);
}
