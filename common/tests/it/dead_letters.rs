//! What cannot be handled is kept with its reason, and holds up nothing.

use std::time::Duration;

use async_nats::jetstream::{self, consumer::pull};
use common::bus::{ListenError, Names, Patience};
use common::events::expiration::ExpirationComplete;
use testkit::{DeadLetter, World, eventually};

use crate::harness::{Hears, Running, Seen, event, orders, run};

/// Runs a listener that refuses version 1 with `refusal` and notes the others.
async fn start(
    world: &World,
    patience: Patience,
    refusal: fn() -> ListenError,
) -> (Running, Seen<ExpirationComplete>, Seen<()>) {
    let mut base = orders(world).await;
    base.bus = base.bus.with_patience(patience);
    let (heard, refused) = (Seen::nothing(), Seen::nothing());
    let (hears, refuses) = (heard.clone(), refused.clone());
    let listener = Hears(move |event: ExpirationComplete| {
        let result = if event.version == 1 {
            refuses.add(());
            Err(refusal())
        } else {
            hears.add(event);
            Ok(())
        };
        async move { result }
    });
    let running = run(base, &world.service_config("orders"), |service| service.listen(listener)).await;
    (running, heard, refused)
}

async fn dead_letter(world: &World) -> DeadLetter {
    let mut letters = eventually("there is a dead letter", || async {
        Some(world.dead_letters("orders").await).filter(|d| !d.is_empty())
    })
    .await;
    assert_eq!(letters.len(), 1);
    letters.remove(0)
}

/// Nothing of orders' consumer is waiting or on its way.
async fn all_is_settled(world: &World) {
    let config = world.service_config("orders");
    let jetstream = jetstream::new(async_nats::connect(config.bus.url.expose()).await.unwrap());
    let stream =
        jetstream.get_stream(Names::new(&world.name).stream_of("expiration.complete")).await.unwrap();
    let name = Names::consumer("orders", "expiration.complete");
    eventually("every message is settled", || async {
        let mut consumer = stream.get_consumer::<pull::Config>(&name).await.unwrap();
        let info = consumer.info().await.unwrap();
        (info.num_pending == 0 && info.num_ack_pending == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_becomes_a_dead_letter_and_the_next_one_is_heard() {
    let world = World::new().await;
    let (running, heard, _) = start(&world, Patience::default(), || ListenError::reject("unused")).await;
    let body = br#"{"orderId":"no id","version":2}"#;
    world.publish_raw("expiration.complete", body).await;
    let good = event(2);
    world.publish(&good).await;
    assert_eq!(heard.at_least(1).await, [good]);
    let letter = dead_letter(&world).await;
    assert_eq!((letter.subject.as_str(), letter.body.as_slice()), ("expiration.complete", &body[..]));
    assert!(
        letter.reason.contains("cannot be read") && letter.reason.contains("24 hexadecimal"),
        "{}",
        letter.reason
    );
    all_is_settled(&world).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_rejected_becomes_a_dead_letter_at_once() {
    let world = World::new().await;
    let (running, heard, refused) =
        start(&world, Patience::default(), || ListenError::reject("no such\r\norder")).await;
    let bad = event(1);
    world.publish(&bad).await;
    let good = event(2);
    world.publish(&good).await;
    assert_eq!(heard.at_least(1).await, [good]);
    let letter = dead_letter(&world).await;
    assert_eq!(letter.reason, "no such  order");
    assert_eq!(serde_json::from_slice::<ExpirationComplete>(&letter.body).unwrap(), bad);
    all_is_settled(&world).await;
    assert_eq!(refused.all().len(), 1);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_too_often_becomes_a_dead_letter() {
    let world = World::new().await;
    let patience = Patience {
        first_delay: Duration::from_millis(5),
        max_delay: Duration::from_millis(10),
        max_deliveries: 4,
    };
    let (running, heard, refused) =
        start(&world, patience, || ListenError::retry("the database is away")).await;
    world.publish(&event(1)).await;
    let good = event(2);
    world.publish(&good).await;
    assert_eq!(heard.at_least(1).await, [good]);
    let letter = dead_letter(&world).await;
    assert!(letter.reason.contains("the database is away"), "{}", letter.reason);
    all_is_settled(&world).await;
    assert_eq!(refused.all().len(), 4);
    running.stop().await;
}
