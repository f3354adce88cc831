//! Aggregates under concurrency, and after the bus lost what it had.

use std::time::Duration;

use async_nats::jetstream;
use bson::{Document, doc};
use common::bus::Names;
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use common::mongo::DbError;
use futures::future::join_all;
use testkit::World;

use crate::counter::{Counter, count_one_more, counters};
use crate::harness::{Hears, Seen, orders, run};

const HOUR: Duration = Duration::from_secs(3600);
const FIVE_MINUTES: Duration = Duration::from_secs(300);
const START: i64 = 1_790_000_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_that_count_at_once_no_step_is_lost() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    join_all((0..20).map(|_| async {
        for _ in 0..10 {
            count_one_more(&counters, counter.id).await;
        }
    }))
    .await;
    let counted = counters.get(counter.id).await.unwrap().unwrap();
    assert_eq!((counted.count, counted.version), (200, 201));
    counters.relay(world.bus("orders").await).drain().await.unwrap();
    let told = world.published::<ExpirationComplete>().await;
    assert_eq!(told.iter().map(|event| event.version).collect::<Vec<_>>(), (1..=201).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_next_versions_the_first_is_stored() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    assert!(matches!(counters.insert(&counter).await, Err(DbError::Duplicate(index)) if index == "_id_"));
    assert!(counters.save(&counter.plus_one()).await.unwrap());
    assert!(!counters.save(&counter.plus_one()).await.unwrap());
    assert_eq!(counters.get(counter.id).await.unwrap(), Some(counter.plus_one()));
}

/// As during an upgrade, when replicas of two versions write the same documents.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_version_added_to_a_document_outlives_a_change_by_this_one() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    let documents = counters.collection().clone_with_type::<Document>();
    let by_id = doc! { "_id": counter.id };
    documents.update_one(by_id.clone(), doc! { "$set": { "addedLater": "kept" } }).await.unwrap();
    count_one_more(&counters, counter.id).await;
    let stored = documents.find_one(by_id).await.unwrap().unwrap();
    assert_eq!((stored.get_str("addedLater").unwrap(), stored.get_i64("version").unwrap()), ("kept", 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_nothing_is_nothing() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    let unchanged = counters.change(counter.id, |_| Ok::<_, DbError>(None)).await.unwrap();
    assert_eq!(unchanged, Some(counter));
    let nobody =
        counters.change(OrderId::new(), |counter| Ok::<_, DbError>(Some(counter.plus_one()))).await.unwrap();
    assert_eq!(nobody, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn states_are_told_again_to_who_listens_after_the_bus_lost_them() {
    let world = World::at(START).await;
    let counters = counters(&world).await;
    let seen = Seen::nothing();
    let hears = seen.clone();
    let listener = Hears(move |event: ExpirationComplete| {
        hears.add(event.version);
        async { Ok(()) }
    });
    let running =
        run(orders(&world).await, &world.service_config("orders"), |service| service.listen(listener)).await;
    let old = Counter::new();
    counters.insert(&old).await.unwrap();
    world.clock.advance(HOUR + Duration::from_secs(1));
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    count_one_more(&counters, counter.id).await;
    let bus = world.bus("orders").await;
    counters.relay(bus.clone()).drain().await.unwrap();
    seen.at_least(3).await;

    let nats = async_nats::connect(world.service_config("orders").bus.url.expose()).await.unwrap();
    let stream = Names::new(&world.name).stream_of("expiration.complete");
    jetstream::new(nats).get_stream(stream).await.unwrap().purge().await.unwrap();
    assert!(world.published::<ExpirationComplete>().await.is_empty());

    // Two replicas, and one that tells what changed in the last hour only.
    for _ in 0..2 {
        assert_eq!(counters.tell_again(&bus, HOUR, FIVE_MINUTES).await.unwrap(), 1);
    }
    assert_eq!(seen.at_least(4).await[3], 2);
    assert_eq!(world.published::<ExpirationComplete>().await.len(), 1);

    world.clock.advance(FIVE_MINUTES);
    assert_eq!(counters.tell_again(&bus, HOUR, FIVE_MINUTES).await.unwrap(), 1);
    assert_eq!(world.published::<ExpirationComplete>().await.len(), 2);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_is_not_told_again_while_it_waits_in_the_outbox_behind_earlier_ones() {
    let world = World::new().await;
    let (counters, bus) = (counters(&world).await, world.bus("orders").await);
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    count_one_more(&counters, counter.id).await;
    assert_eq!(counters.tell_again(&bus, HOUR, FIVE_MINUTES).await.unwrap(), 0);
    counters.relay(bus.clone()).drain().await.unwrap();
    assert_eq!(counters.tell_again(&bus, HOUR, FIVE_MINUTES).await.unwrap(), 1);
    let told = world.published::<ExpirationComplete>().await;
    assert_eq!(told.iter().map(|event| event.version).collect::<Vec<_>>(), [1, 2, 2]);
}
