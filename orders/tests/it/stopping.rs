//! SIGTERM while requests run.

use bson::{Document, doc};
use common::ids::UserId;
use futures::TryStreamExt;
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::start;

const BUYERS: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_cuts_no_request_and_keeps_no_event_back() {
    let market = start().await;
    let orders = market.database("orders").await.collection::<Document>("orders");
    let buyers = (0..BUYERS).map(async |_| {
        let (buyer, ticket) = (market.user(UserId::new()), market.listed().await.id);
        // Its connection is there before the rush, so that none is refused one.
        buyer.get("/api/orders").await.expect(200);
        (buyer, ticket)
    });
    let buyers = futures::future::join_all(buyers).await;
    let rush = buyers.into_iter().map(|(buyer, ticket)| {
        tokio::spawn(async move {
            let request =
                buyer.request(reqwest::Method::POST, "/api/orders").json(&json!({ "ticketId": ticket }));
            let answer = request.send().await.ok()?;
            let status = answer.status().as_u16();
            let order: Value = answer.json().await.expect("an answer that began comes to its end");
            Some((status, order["id"].as_str().unwrap_or_default().to_owned()))
        })
    });
    let rush: Vec<_> = rush.collect();
    eventually("some are under way", || async { orders.find_one(doc! {}).await.unwrap() }).await;
    market.app.stop().await.unwrap();

    let mut answered = Vec::new();
    for request in rush {
        if let Some((status, id)) = request.await.unwrap() {
            assert_eq!(status, 201);
            answered.push(id);
        }
    }
    let stored: Vec<Document> = orders.find(doc! {}).await.unwrap().try_collect().await.unwrap();
    // Whatever was done was answered, and told.
    let mut made: Vec<_> = stored.iter().map(|order| order.get_object_id("_id").unwrap().to_hex()).collect();
    answered.sort();
    made.sort();
    assert_eq!(answered, made);
    assert!(stored.iter().all(|order| !order.contains_key("outboxAt")), "events were kept back");
}
