//! A listing is made once, and not without end.

use bson::{Document, doc};
use common::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, World};

use crate::harness::{START, concert, list, path, start, start_at};

async fn keyed(seller: &Client, key: &str, body: &Value) -> Answer {
    seller.send(seller.request(Method::POST, "/api/tickets").header("Idempotency-Key", key).json(body)).await
}

async fn listings(seller: &Client) -> usize {
    seller.get("/api/tickets/mine").await.json::<Vec<Value>>(200).len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_is_one_listing_also_after_it_was_edited() {
    let app = start(World::new().await).await;
    let seller = app.user(UserId::new());
    let first = keyed(&seller, "key", &concert()).await;
    let ticket: Value = first.json(201);
    seller.put(&path(&ticket), &json!({ "title": "Opera", "price": 30 })).await.expect(200);
    let again = keyed(&seller, "key", &concert()).await;
    assert_eq!(again.json::<Value>(201), ticket);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(
        keyed(&seller, "key", &json!({ "title": "Opera", "price": 30 })).await.code(),
        "idempotency_key_reused"
    );
    assert_eq!(listings(&seller).await, 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_requests_at_once_are_one_listing() {
    let app = start(World::new().await).await;
    let seller = app.user(UserId::new());
    let body = concert();
    let all = futures::future::join_all((0..20).map(|_| keyed(&seller, "key", &body))).await;
    for answer in &all {
        assert!(answer.status == 201 || answer.code() == "idempotency_key_in_use", "{answer:?}");
    }
    let ticket: Value = keyed(&seller, "key", &body).await.json(201);
    assert!(
        all.iter().filter(|answer| answer.status == 201).all(|answer| answer.json::<Value>(201) == ticket)
    );
    assert_eq!(listings(&seller).await, 1);
    app.stop().await.unwrap();
}

/// Listings that a seller has already, as if he had made them `ago` milliseconds before.
async fn has(app: &TestApp, seller: UserId, count: i64, status: &str, ago: i64) {
    let made = bson::DateTime::from_millis(app.clock.now().millis() - ago);
    let tickets = app.database("tickets").await.collection::<Document>("tickets");
    let listings = (0..count).map(|_| doc! { "userId": seller, "status": status, "createdAt": made });
    tickets.insert_many(listings).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_has_500_open_listings_and_no_more() {
    const DAYS: i64 = 2 * 24 * 3600 * 1000;
    let app = start_at(START).await;
    let id = UserId::new();
    let seller = app.user(id);
    has(&app, id, 250, "listed", DAYS).await;
    has(&app, id, 249, "reserved", DAYS).await;
    has(&app, id, 400, "sold", DAYS).await;
    let last = list(&seller, &concert()).await;
    let refused = seller.post("/api/tickets", &concert()).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "too_many_listings"));
    list(&app.user(UserId::new()), &concert()).await;
    seller.delete(&path(&last)).await.expect(204);
    list(&seller, &concert()).await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_lists_1000_tickets_a_day_and_no_more() {
    let app = start_at(START).await;
    let id = UserId::new();
    has(&app, id, 999, "withdrawn", 1000).await;
    let last = list(&app.user(id), &concert()).await;
    app.user(id).delete(&path(&last)).await.expect(204);
    let refused = app.user(id).post("/api/tickets", &concert()).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_many_requests"));
    assert_eq!(refused.header("retry-after"), "3600");
    app.clock.advance(std::time::Duration::from_secs(24 * 3600));
    list(&app.user(id), &concert()).await;
    app.stop().await.unwrap();
}
