//! The outbox and its relay.

use std::time::Duration;

use bson::{Document, doc};
use common::bus::Outgoing;
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use common::mongo::from_document;
use common::service::Service;
use futures::StreamExt;
use futures::future::join_all;
use mongodb::Collection;
use testkit::{World, eventually};
use tokio_util::sync::CancellationToken;

use crate::counter::{Counter, count_one_more, counters};
use crate::harness::{orders, run};

const START: i64 = 1_790_000_000_000;

async fn documents(world: &World) -> Collection<Document> {
    world.database("orders").await.collection("counters")
}

async fn outbox_is_empty(documents: &Collection<Document>, id: OrderId) -> bool {
    let document = documents.find_one(doc! { "_id": id }).await.unwrap().unwrap();
    let empty = document.get_array("outbox").unwrap().is_empty();
    assert_eq!(empty, !document.contains_key("outboxAt"), "{document}");
    empty && !document.contains_key("outboxLease")
}

async fn versions(world: &World, id: OrderId) -> Vec<i64> {
    let events = world.published::<ExpirationComplete>().await;
    events.into_iter().filter(|event| event.order_id == id).map(|event| event.version).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_told_once_and_then_removed() {
    let world = World::new().await;
    let (counters, documents) = (counters(&world).await, documents(&world).await);
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    assert!(!outbox_is_empty(&documents, counter.id).await);

    let relay = counters.relay(world.bus("orders").await);
    relay.drain().await.unwrap();
    relay.drain().await.unwrap();
    assert_eq!(versions(&world, counter.id).await, [1]);
    assert!(outbox_is_empty(&documents, counter.id).await);
    assert_eq!(counters.get(counter.id).await.unwrap(), Some(counter));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_died_before_it_removed_what_it_told_does_no_harm() {
    let world = World::new().await;
    let (counters, documents, bus) =
        (counters(&world).await, documents(&world).await, world.bus("orders").await);
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    let document = documents.find_one(doc! { "_id": counter.id }).await.unwrap().unwrap();
    let entry = document.get_array("outbox").unwrap()[0].as_document().unwrap();
    bus.publish(&from_document::<Outgoing>(entry).unwrap()).await.unwrap();

    counters.relay(bus).drain().await.unwrap();
    assert_eq!(versions(&world, counter.id).await, [1]);
    assert!(outbox_is_empty(&documents, counter.id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lease_of_a_dead_relay_ends() {
    let world = World::at(START).await;
    let (counters, documents) = (counters(&world).await, documents(&world).await);
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    let lease = world.clock.now().plus(Duration::from_secs(10));
    documents
        .update_one(doc! { "_id": counter.id }, doc! { "$set": { "outboxLease": lease } })
        .await
        .unwrap();

    let relay = counters.relay(world.bus("orders").await);
    world.clock.advance(Duration::from_secs(10));
    relay.drain().await.unwrap();
    assert!(versions(&world, counter.id).await.is_empty());
    world.clock.advance(Duration::from_millis(1));
    relay.drain().await.unwrap();
    assert_eq!(versions(&world, counter.id).await, [1]);
    assert!(outbox_is_empty(&documents, counter.id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_relays_publish_each_event_once() {
    let world = World::new().await;
    let counters = counters(&world).await;
    // Hears also what the stream drops because it has it.
    let nats = async_nats::connect(world.service_config("orders").bus.url.expose()).await.unwrap();
    let mut sent = nats.subscribe(format!("{}.expiration.complete", world.name)).await.unwrap();
    nats.flush().await.unwrap();
    join_all((0..60).map(|_| async { counters.insert(&Counter::new()).await.unwrap() })).await;

    let relays = [counters.relay(world.bus("orders").await), counters.relay(world.bus("orders").await)];
    for drained in join_all(relays.iter().flat_map(|relay| [relay.drain(), relay.drain()])).await {
        drained.unwrap();
    }
    assert_eq!(world.published::<ExpirationComplete>().await.len(), 60);
    nats.flush().await.unwrap();
    let mut messages = 0;
    while let Ok(Some(_)) = tokio::time::timeout(Duration::from_millis(200), sent.next()).await {
        messages += 1;
    }
    assert_eq!(messages, 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_events_of_an_aggregate_are_told_in_the_order_of_its_versions() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let written = CancellationToken::new();
    let relays = join_all((0..2).map(|_| async {
        let relay = counters.relay(world.bus("orders").await);
        while !written.is_cancelled() {
            relay.drain().await.unwrap();
        }
        relay.drain().await.unwrap();
    }));
    let writers = async {
        let writers = (0..5).map(|_| async {
            let counter = Counter::new();
            counters.insert(&counter).await.unwrap();
            for _ in 0..20 {
                count_one_more(&counters, counter.id).await;
            }
            counter.id
        });
        let ids: Vec<OrderId> = join_all(writers).await;
        written.cancel();
        ids
    };
    let (ids, _) = futures::join!(writers, relays);
    for id in ids {
        assert_eq!(versions(&world, id).await, (1..=21).collect::<Vec<_>>());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_the_bus_refuses_holds_up_no_other() {
    let world = World::at(START).await;
    let (counters, documents) = (counters(&world).await, documents(&world).await);
    let body = "x".repeat(70_000);
    let too_large =
        doc! { "id": "large", "subject": "expiration.complete", "body": body, "at": world.clock.now() };
    let stuck = OrderId::new();
    let since = world.clock.now();
    documents
        .insert_one(doc! { "_id": stuck, "version": 1, "outbox": [too_large], "outboxAt": since })
        .await
        .unwrap();
    world.clock.advance(Duration::from_secs(1));
    join_all((0..300).map(|_| async { counters.insert(&Counter::new()).await.unwrap() })).await;
    // So long ago that only the relay tells of them.
    world.clock.advance(Duration::from_secs(24 * 3600));
    let running =
        run(orders(&world).await, &world.service_config("orders"), |service| service.publish(&counters))
            .await;
    eventually("all others are told", || async {
        (world.published::<ExpirationComplete>().await.len() == 300).then_some(())
    })
    .await;
    assert!(!outbox_is_empty(&documents, stuck).await);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_as_it_is_written_stays_in_order() {
    let world = World::new().await;
    let replicas = join_all((0..2).map(|_| async {
        let counters = counters(&world).await;
        let publish = |service: Service| service.publish(&counters);
        let running = run(orders(&world).await, &world.service_config("orders"), publish).await;
        (counters, running)
    }))
    .await;
    let ids = join_all((0..5).map(|_| async {
        let counter = Counter::new();
        replicas[0].0.insert(&counter).await.unwrap();
        join_all(replicas.iter().map(|(counters, _)| async {
            for _ in 0..20 {
                count_one_more(counters, counter.id).await;
            }
        }))
        .await;
        counter.id
    }))
    .await;
    for id in ids {
        eventually("all is told", || async { (versions(&world, id).await.len() >= 41).then_some(()) }).await;
        assert_eq!(versions(&world, id).await, (1..=41).collect::<Vec<_>>());
    }
    for (_, running) in replicas {
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outbox_is_its_writers_for_two_seconds_and_then_anybodys() {
    let world = World::at(START).await;
    let documents = documents(&world).await;
    let dead = counters(&world).await;
    let [early, late] = [Counter::new(), Counter::new()];
    dead.insert(&early).await.unwrap();
    world.clock.advance(Duration::from_millis(1));
    dead.insert(&late).await.unwrap();

    let alive = counters(&world).await;
    let publish = |service: Service| service.publish(&alive);
    let running = run(orders(&world).await, &world.service_config("orders"), publish).await;
    let told = async |counter: &Counter| {
        eventually("it is told", || async { (versions(&world, counter.id).await == [1]).then_some(()) })
            .await;
    };
    world.clock.advance(Duration::from_millis(1_999));
    told(&early).await;
    assert!(!outbox_is_empty(&documents, late.id).await);
    world.clock.advance(Duration::from_millis(1));
    told(&late).await;
    running.stop().await;
}
