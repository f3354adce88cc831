//! `ops dead-letters`: what was given up on can be read, tried again, and thrown away.

use async_nats::HeaderMap;
use async_nats::jetstream::{self, Context};
use bson::doc;
use bytes::Bytes;
use common::bus::Names;
use fleet::Service;
use serde_json::Value;
use testkit::eventually;

use super::Broken;

async fn bus(broken: &Broken) -> (Context, Names) {
    let settings = broken.market.fleet.settings();
    let client = async_nats::connect(&settings.nats_url).await.unwrap();
    (jetstream::new(client), Names::new(&settings.bus_prefix))
}

async fn publish(broken: &Broken, subject: &str, headers: HeaderMap, body: Bytes) {
    let (jetstream, names) = bus(broken).await;
    jetstream.publish_with_headers(names.subject(subject), headers, body).await.unwrap().await.unwrap();
}

async fn letters(broken: &Broken) -> Vec<Value> {
    let listed = broken.ops(&["--json", "dead-letters", "list"]).await.json();
    listed.as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_message_is_listed_shown_and_dropped() {
    let broken = Broken::open().await;
    assert_eq!(broken.ops(&["dead-letters", "list"]).await.done(), "no dead letters\n");
    publish(&broken, "order.created", HeaderMap::new(), "nonsense".into()).await;
    let found = eventually("its three hearers have given up", || async {
        Some(letters(&broken).await).filter(|letters| letters.len() == 3)
    })
    .await;
    let number = found[0]["number"].to_string();
    let shown = broken.ops(&["dead-letters", "show", &number]).await.done();
    assert!(shown.contains("order.created") && shown.ends_with("\nnonsense\n"), "{shown}");

    let payments = ["--json", "dead-letters", "list", "--service", "payments", "--subject", "order.created"];
    assert_eq!(broken.ops(&payments).await.json().as_array().unwrap().len(), 1);
    let others = ["--json", "dead-letters", "list", "--subject", "order.updated"];
    assert_eq!(broken.ops(&others).await.json(), serde_json::json!([]));

    let would = broken.ops(&["dead-letters", "drop", "--all", "--dry-run"]).await.done();
    assert!(would.ends_with("3 would be dropped\n"), "{would}");
    assert_eq!(letters(&broken).await.len(), 3);
    broken.ops(&["dead-letters", "drop", &number]).await.done();
    assert_eq!(letters(&broken).await.len(), 2);
    assert!(broken.ops(&["dead-letters", "drop", "--all"]).await.done().ends_with("2 dropped\n"));
    assert_eq!(letters(&broken).await.len(), 0);
    let again = broken.ops(&["dead-letters", "show", &number]).await;
    assert_eq!((again.code, again.err), (1, format!("error: there is no dead letter {number}\n")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_letter_has_the_effect_that_it_had_not_and_is_gone() {
    let broken = Broken::open().await;
    let ticket = broken.seller.sell("12.34").await;
    // As if orders had given up on it: it is in the stream of dead letters, and had no effect.
    let copies = broken.documents(Service::Orders, "tickets").await;
    copies.delete_many(doc! {}).await.unwrap();
    let (jetstream, names) = bus(&broken).await;
    let told = jetstream.get_stream(names.stream_of("ticket.created")).await.unwrap();
    let told = told.get_last_raw_message_by_subject(&names.subject("ticket.created")).await.unwrap();
    let mut headers = told.headers.clone();
    headers.insert("Nats-Msg-Id", "dead:orders:ticket.created:1");
    let notes = [("service", "orders"), ("subject", "ticket.created"), ("reason", "out of luck")];
    for (name, value) in notes {
        headers.insert(format!("dead-{name}"), value);
    }
    publish(&broken, "dead.orders.ticket.created", headers, told.payload).await;
    assert_eq!(letters(&broken).await[0]["reason"], "out of luck");

    let would = broken.ops(&["dead-letters", "replay", "--all", "--dry-run"]).await.done();
    assert!(would.ends_with("1 would be replayed\n"), "{would}");
    assert_eq!(copies.count_documents(doc! {}).await.unwrap(), 0);

    let done = broken.ops(&["dead-letters", "replay", "--all", "--service", "orders"]).await.done();
    assert!(done.ends_with("1 replayed\n"), "{done}");
    assert_eq!(letters(&broken).await.len(), 0);
    eventually("orders knows the ticket", || async {
        (broken.buyer.try_reserve(&ticket).await.status == 201).then_some(())
    })
    .await;
}
