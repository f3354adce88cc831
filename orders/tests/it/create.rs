//! POST /api/orders

use std::time::Duration;

use common::events::order::{OrderCreated, OrderStatus};
use common::events::ticket::{TicketCreated, TicketUpdated};
use common::ids::UserId;
use common::money::Money;
use serde_json::{Value, json};
use testkit::{World, eventually};

use crate::harness::{Market, START, WINDOW, start, ticket};

#[tokio::test(flavor = "multi_thread")]
async fn a_reservation_is_answered_with_the_order_and_told() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let (buyer, ticket) = (UserId::new(), market.listed().await);
    let answer = market.try_reserve(buyer, ticket.id).await;
    let order: Value = answer.json(201);
    assert_eq!(
        order,
        json!({
            "id": order["id"],
            "userId": buyer,
            "status": "created",
            "expiresAt": "2026-09-21T14:28:20.000Z",
            "serverNow": "2026-09-21T14:13:20.000Z",
            "version": 1,
            "ticket": {
                "id": ticket.id,
                "title": "Concert",
                "price": 19.99,
                "currency": "usd",
                "userId": ticket.user_id,
                "version": 1,
                "description": "Standing",
                "venue": "Rockefeller",
                "city": "Oslo",
                "startsAt": "2099-03-01T19:00:00.000Z",
                "timezone": "Europe/Oslo",
                "section": "A",
                "row": "1",
                "seat": "12",
            },
        })
    );
    assert_eq!(answer.header("content-type"), "application/json");
    let read: Value =
        market.user(buyer).get(&format!("/api/orders/{}", order["id"].as_str().unwrap())).await.json(200);
    assert_eq!(read, order);

    let stored = market.becomes(order["id"].as_str().unwrap().parse().unwrap(), OrderStatus::Created).await;
    let told = eventually("it is told", || async {
        Some(market.published::<OrderCreated>().await).filter(|told| !told.is_empty())
    })
    .await;
    assert_eq!(told, [OrderCreated(stored.state())]);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_keeps_the_ticket_and_the_price_that_were_shown() {
    let market = start().await;
    let mut ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    (ticket.version, ticket.price_cents) = (2, Money::from_cents(9900).unwrap());
    ticket.title = "Another concert".to_owned();
    market.publish(&TicketUpdated(ticket.clone())).await;
    market.knows(&ticket).await;

    let read: Value = market.user(order.user_id).get(&format!("/api/orders/{}", order.id)).await.json(200);
    assert_eq!((&read["ticket"]["title"], &read["ticket"]["price"]), (&json!("Concert"), &json!(19.99)));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_is_not_the_expected_one_is_no_order() {
    let market = start().await;
    let (buyer, ticket) = (market.user(UserId::new()), market.listed().await);
    for expected in [json!(19.98), json!(20), json!("1999"), json!("0.50")] {
        let body = json!({ "ticketId": ticket.id, "expectedPrice": expected });
        assert_eq!(buyer.post("/api/orders", &body).await.expect(409).code(), "price_changed", "{expected}");
    }
    assert_eq!(buyer.get("/api/orders").await.json::<Value>(200), json!([]));
    // As text, as the number that it is, or not said at all.
    for expected in [json!("19.99"), json!(19.99), json!("019.99"), Value::Null] {
        let ticket = market.listed().await;
        let body = json!({ "ticketId": ticket.id, "expectedPrice": expected });
        buyer.post("/api/orders", &body).await.expect(201);
    }
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_to_an_event_that_has_begun_cannot_be_reserved() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let buyer = market.user(UserId::new());
    for (begins_in, expected) in [(1, 201), (0, 409)] {
        let mut state = ticket();
        state.event.starts_at = Some(market.clock.now().plus(Duration::from_secs(begins_in)));
        market.publish(&TicketCreated(state.clone())).await;
        market.knows(&state).await;
        let answer = buyer.post("/api/orders", &json!({ "ticketId": state.id })).await;
        assert_eq!(answer.expect(expected).code(), if expected == 409 { "event_begun" } else { "" });
    }
    market.app.stop().await.unwrap();
}
