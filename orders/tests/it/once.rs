//! A reservation is made once, and a buyer has so many and no more.

use std::collections::BTreeSet;
use std::time::Duration;

use common::clock::Timestamp;
use common::events::order::OrderStatus;
use common::ids::UserId;
use orders::domain::Order;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, World};

use crate::harness::{Market, START, WINDOW, start};

async fn keyed(buyer: &Client, key: &str, body: &Value) -> Answer {
    buyer.send(buyer.request(Method::POST, "/api/orders").header("Idempotency-Key", key).json(body)).await
}

async fn orders_of(buyer: &Client) -> Vec<Value> {
    buyer.get("/api/orders").await.json(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_is_one_order_also_after_it_was_cancelled() {
    let market = start().await;
    let (ticket, buyer) = (market.listed().await, market.user(UserId::new()));
    let body = json!({ "ticketId": ticket.id });
    let order: Value = keyed(&buyer, "key", &body).await.json(201);
    let path = format!("/api/orders/{}", order["id"].as_str().unwrap());
    buyer.delete(&path).await.expect(204);
    let again = keyed(&buyer, "key", &body).await;
    assert_eq!((again.json::<Value>(201), again.header("idempotency-replayed")), (order, "true"));
    assert_eq!(orders_of(&buyer).await.len(), 1);
    let other = market.listed().await;
    let reused = keyed(&buyer, "key", &json!({ "ticketId": other.id })).await;
    assert_eq!((reused.status.as_u16(), reused.code().as_str()), (422, "idempotency_key_reused"));
    assert_eq!(keyed(&buyer, "another-key", &body).await.json::<Value>(201)["status"], "created");
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_requests_at_once_are_one_order() {
    let market = start().await;
    let (ticket, buyer) = (market.listed().await, market.user(UserId::new()));
    let body = json!({ "ticketId": ticket.id });
    let all = futures::future::join_all((0..20).map(|_| keyed(&buyer, "key", &body))).await;
    for answer in &all {
        assert!(answer.status == 201 || answer.code() == "idempotency_key_in_use", "{answer:?}");
    }
    let order: Value = keyed(&buyer, "key", &body).await.json(201);
    assert_eq!(orders_of(&buyer).await.iter().map(|one| &one["id"]).collect::<Vec<_>>(), [&order["id"]]);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_was_not_known_yet_is_asked_for_under_the_same_key() {
    let market = start().await;
    let (ticket, buyer) = (crate::harness::ticket(), market.user(UserId::new()));
    let body = json!({ "ticketId": ticket.id });
    keyed(&buyer, "key", &body).await.expect(404);
    market.publish(&common::events::ticket::TicketCreated(ticket.clone())).await;
    market.knows(&ticket).await;
    keyed(&buyer, "key", &body).await.expect(201);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_holds_ten_tickets_at_once_however_many_he_asks_for() {
    let market = start().await;
    let buyer = UserId::new();
    let mut tickets = Vec::new();
    for _ in 0..25 {
        tickets.push(market.listed().await);
    }
    let tries = tickets.iter().map(|ticket| market.try_reserve(buyer, ticket.id));
    let all = futures::future::join_all(tries).await;
    let (held, refused): (Vec<_>, Vec<_>) = all.iter().partition(|answer| answer.status == 201);
    assert_eq!((held.len(), refused.len()), (10, 15));
    assert!(refused.iter().all(|answer| answer.status == 409 && answer.code() == "too_many_orders"));
    let ids: Vec<Value> = held.iter().map(|answer| answer.json::<Value>(201)["id"].clone()).collect();

    // Another buyer has places of his own, and a place is free again once its order is over.
    let free = market.listed().await;
    market.try_reserve(UserId::new(), free.id).await.expect(201);
    let free = market.listed().await;
    market.try_reserve(buyer, free.id).await.expect(409);
    let over = format!("/api/orders/{}", ids[0].as_str().unwrap());
    market.user(buyer).delete(&over).await.expect(204);
    market.try_reserve(buyer, free.id).await.expect(201);

    let mut places = BTreeSet::new();
    for order in orders_of(&market.user(buyer)).await {
        let order = market.orders.get(order["id"].as_str().unwrap().parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(order.place.is_some(), order.status.is_live());
        places.extend(order.place);
    }
    assert_eq!(places, (0..10).collect());
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_reserves_a_hundred_times_an_hour_and_no_more() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let buyer = UserId::new();
    let ticket = market.listed().await;
    // The oldest of a hundred was made half an hour ago.
    let template = market.reserved(&ticket).await;
    let earlier = |minutes: i64| Timestamp::from_millis(START - minutes * 60_000);
    let orders = (0..100).map(|n| Order {
        id: common::ids::OrderId::new(),
        user_id: buyer,
        status: OrderStatus::Cancelled,
        holds_ticket: false,
        place: None,
        created_at: if n == 0 { earlier(30) } else { earlier(10) },
        ..template.clone()
    });
    for order in orders {
        market.orders.aggregates().insert(&order).await.unwrap();
    }
    let free = market.listed().await;
    let refused = market.try_reserve(buyer, free.id).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_many_requests"));
    assert_eq!(refused.header("retry-after"), "1800");
    market.clock.advance(Duration::from_secs(1800));
    market.try_reserve(buyer, free.id).await.expect(201);
    market.app.stop().await.unwrap();
}
