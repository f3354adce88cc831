//! A message in its stream.

use async_nats::jetstream;
use common::bus::{Names, Outgoing};
use common::events::expiration::ExpirationComplete;
use testkit::World;

use crate::harness::event;

const START: i64 = 1_790_000_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_published_twice_is_stored_once() {
    let world = World::new().await;
    let event = event(1);
    let message = Outgoing::new(&event, world.clock.now()).unwrap();
    for bus in [world.bus("expiration").await, world.bus("expiration").await] {
        bus.publish(&message).await.unwrap();
    }
    assert_eq!(world.published::<ExpirationComplete>().await, [event]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_says_in_cloud_events_words_what_it_is() {
    let world = World::at(START).await;
    let event = event(7);
    let message = Outgoing::new(&event, world.clock.now()).unwrap();
    world.bus("expiration").await.publish(&message).await.unwrap();

    let config = world.service_config("expiration");
    let jetstream = jetstream::new(async_nats::connect(config.bus.url.expose()).await.unwrap());
    let stream =
        jetstream.get_stream(Names::new(&world.name).stream_of("expiration.complete")).await.unwrap();
    let stored = stream.get_raw_message(1).await.unwrap();
    let id = format!("expiration.complete:{}:7", event.order_id);
    for (name, value) in [
        ("ce-specversion", "1.0"),
        ("ce-id", id.as_str()),
        ("ce-type", "expiration.complete"),
        ("ce-source", "/expiration"),
        ("ce-time", "2026-09-21T14:13:20.000Z"),
        ("content-type", "application/json"),
        ("Nats-Msg-Id", id.as_str()),
    ] {
        assert_eq!(stored.headers.get(name).map(ToString::to_string).as_deref(), Some(value), "{name}");
    }
    assert_eq!(serde_json::from_slice::<ExpirationComplete>(&stored.payload).unwrap(), event);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subject_without_a_stream_is_an_error() {
    let world = World::new().await;
    let message = Outgoing::new(&event(1), world.clock.now()).unwrap();
    let nowhere = Outgoing { subject: "nowhere.at_all".to_owned(), ..message };
    assert!(world.bus("expiration").await.publish(&nowhere).await.is_err());
}
