//! Bad messages on every subject: each ends as a dead letter with its reason, and the fleet goes on.

use async_nats::jetstream::{self, consumer::pull};
use common::bus::Names;
use e2e::Market;
use futures::StreamExt;
use testkit::eventually;

use crate::persistence::purchase;

/// Who hears what: the design's table.
pub const HEARD: &[(&str, &[&str])] = &[
    ("ticket.created", &["orders"]),
    ("ticket.updated", &["orders"]),
    ("ticket.withdrawn", &["orders"]),
    ("order.created", &["tickets", "payments", "expiration"]),
    ("order.updated", &["tickets", "payments", "expiration"]),
    ("order.cancelled", &["tickets", "payments", "expiration"]),
    ("order.completed", &["tickets", "payments", "expiration"]),
    ("order.payment_rejected", &["payments"]),
    ("payment.created", &["orders"]),
    ("payment.captured", &["orders"]),
    ("payment.failed", &["orders"]),
    ("payment.refunded", &["orders"]),
    ("expiration.complete", &["orders"]),
];

const UNREADABLE: [&[u8]; 3] = [b"", b"\xff\xfe not json", b"{\"id\":7}"];

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_message_on_any_subject_is_a_dead_letter_and_the_fleet_goes_on() {
    let market = Market::open().await;
    let names = Names::new(&market.fleet.settings().bus_prefix);
    let client = async_nats::connect(&market.fleet.settings().nats_url).await.unwrap();
    let jetstream = jetstream::new(client);
    let mut expected = Vec::new();
    for (subject, listeners) in HEARD {
        for body in UNREADABLE {
            let stored = jetstream.publish(names.subject(subject), body.into()).await.unwrap();
            stored.await.unwrap();
            expected.extend(
                listeners.iter().map(|service| (service.to_string(), subject.to_string(), body.to_vec())),
            );
        }
    }
    expected.sort();

    let stream = jetstream.get_stream(names.stream_of("dead.x")).await.unwrap();
    eventually("all of them are dead letters", || async {
        let count = stream.get_info().await.unwrap().state.messages;
        (count == expected.len() as u64).then_some(())
    })
    .await;
    let consumer = stream.create_consumer(pull::Config::default()).await.unwrap();
    let letters = consumer.fetch().max_messages(expected.len()).messages().await.unwrap();
    let mut found: Vec<_> = letters
        .map(|letter| {
            let letter = letter.unwrap();
            let headers = letter.headers.clone().unwrap();
            let header = |name: &str| headers.get(name).unwrap().to_string();
            assert!(header("dead-reason").starts_with("cannot be read"), "{headers:?}");
            (header("dead-service"), header("dead-subject"), letter.payload.to_vec())
        })
        .collect()
        .await;
    found.sort();
    assert_eq!(found, expected);

    let (seller, buyer) = (market.person().await, market.person().await);
    purchase(&seller, &buyer).await;
    assert!(market.fleet.crashes().is_empty());
}
