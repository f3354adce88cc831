//! GET /api/admin/orders and what is below it: what admins see, and that nobody else does.

use std::time::Duration;

use common::events::order::OrderStatus;
use common::ids::{OrderId, UserId};
use serde_json::{Value, json};
use testkit::{Answer, Client, World};

use crate::harness::{Market, START, WINDOW, new_order, start};

fn told(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code())
}

/// Every call of an admin, with the order that it is about.
async fn calls(client: &Client, order: &str) -> Vec<Answer> {
    let refund = json!({ "reason": "the event is off", "ticket": "relist" });
    vec![
        client.get("/api/admin/orders").await,
        client.get(&format!("/api/admin/orders/{order}")).await,
        client.get("/api/admin/orders/audit").await,
        client.post(&format!("/api/admin/orders/{order}/refund"), &refund).await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_gets_in_and_nobody_else_learns_what_there_is() {
    let market = start().await;
    let order = market.reserved(&market.listed().await).await;
    let (anyone, other, buyer) = (market.anyone(), market.user(UserId::new()), market.user(order.user_id));
    for id in [order.id.to_string(), OrderId::new().to_string(), "nonsense".to_owned()] {
        for answer in calls(&anyone, &id).await {
            assert_eq!(told(&answer), (401, "not_authenticated".to_owned()));
        }
        // The order's buyer is no more an admin than anyone.
        for user in [&other, &buyer] {
            for answer in calls(user, &id).await {
                assert_eq!(told(&answer), (403, "admins_only".to_owned()));
            }
        }
    }
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(order));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_come_in_their_order() {
    let market = start().await;
    let order = market.reserved(&market.listed().await).await;
    let admin = market.admin(UserId::new());
    let refund = |id: &str| format!("/api/admin/orders/{id}/refund");
    let (known, unknown) = (order.id.to_string(), OrderId::new().to_string());
    let good = json!({ "reason": "the event is off", "ticket": "relist" });
    for (path, body, status, code, fields) in [
        (refund("nonsense"), json!({}), 400, "invalid_request", vec!["id"]),
        (refund(&unknown), json!({ "ticket": "relist" }), 400, "invalid_request", vec!["reason"]),
        (
            refund(&unknown),
            json!({ "reason": " \n ", "ticket": "relist" }),
            400,
            "invalid_request",
            vec!["reason"],
        ),
        (
            refund(&unknown),
            json!({ "reason": "x".repeat(501), "ticket": "relist" }),
            400,
            "invalid_request",
            vec!["reason"],
        ),
        (
            refund(&unknown),
            json!({ "reason": "why", "ticket": "burn" }),
            400,
            "invalid_request",
            vec!["ticket"],
        ),
        (refund(&unknown), json!({ "reason": "why" }), 400, "invalid_request", vec!["ticket"]),
        (
            refund(&unknown),
            json!({ "reason": "why", "ticket": "void", "x": 1 }),
            400,
            "invalid_request",
            vec!["x"],
        ),
        (refund(&unknown), good.clone(), 404, "not_found", vec![]),
        (refund(&known), good, 409, "order_not_complete", vec![]),
    ] {
        let answer = admin.post(&path, &body).await;
        assert_eq!(
            (told(&answer), answer.fields()),
            ((status, code.to_owned()), fields.iter().map(ToString::to_string).collect()),
            "{path} {body}"
        );
    }
    for (path, status) in [
        ("/api/admin/orders?status=lost".to_owned(), 400),
        ("/api/admin/orders?userId=12".to_owned(), 400),
        ("/api/admin/orders?limit=0".to_owned(), 400),
        ("/api/admin/orders?after=x".to_owned(), 400),
        ("/api/admin/orders/audit?after=x".to_owned(), 400),
        ("/api/admin/orders/nonsense".to_owned(), 400),
        (format!("/api/admin/orders/{unknown}"), 404),
    ] {
        assert_eq!(admin.get(&path).await.status.as_u16(), status, "{path}");
    }
    // 500 characters of any size are enough said.
    let long = json!({ "reason": "ø".repeat(500), "ticket": "relist" });
    assert_eq!(told(&admin.post(&refund(&known), &long).await).0, 409);
    market.app.stop().await.unwrap();
}

/// The ids of a list, page by page to its end.
async fn listed(admin: &Client, first: &str) -> Vec<String> {
    let (mut ids, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let answer = admin.get(&path).await;
        let orders: Vec<Value> = answer.json(200);
        ids.extend(orders.iter().map(|order| order["id"].as_str().unwrap().to_owned()));
        next = answer.header("link").strip_prefix('<').map(|link| link.split('>').next().unwrap().to_owned());
    }
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn all_orders_are_listed_newest_first_by_status_buyer_and_ticket() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let (mut all, mut waiting) = (Vec::new(), Vec::new());
    let (buyer, ticket) = (UserId::new(), new_order(&market.clock).ticket);
    let (mut of_buyer, mut of_ticket) = (Vec::new(), Vec::new());
    for round in 0..12_u64 {
        // Two at every moment, across the ends of pages.
        market.clock.advance(Duration::from_secs(round % 2));
        let mut order = new_order(&market.clock);
        if round % 3 == 0 {
            order = order.await_payment(market.clock.now()).unwrap();
            waiting.insert(0, order.id.to_string());
        }
        if round % 4 == 0 {
            order.user_id = buyer;
            of_buyer.insert(0, order.id.to_string());
        }
        if round % 6 == 0 {
            (order.ticket.id, order.holds_ticket) = (ticket.id, round == 0);
            of_ticket.insert(0, order.id.to_string());
        }
        market.orders.insert(&order).await.unwrap();
        all.insert(0, order.id.to_string());
    }
    let admin = market.admin(UserId::new());
    for limit in [1, 2, 5, 100] {
        let list = |filter: String| format!("/api/admin/orders?limit={limit}{filter}");
        assert_eq!(listed(&admin, &list(String::new())).await, all, "{limit}");
        assert_eq!(listed(&admin, &list("&status=awaiting:payment".to_owned())).await, waiting, "{limit}");
        assert_eq!(listed(&admin, &list(format!("&userId={buyer}"))).await, of_buyer, "{limit}");
        assert_eq!(listed(&admin, &list(format!("&ticketId={}", ticket.id))).await, of_ticket, "{limit}");
        let both = list(format!("&userId={buyer}&status=created"));
        let expected: Vec<_> = of_buyer.iter().filter(|id| !waiting.contains(id)).cloned().collect();
        assert_eq!(listed(&admin, &both).await, expected, "{limit}");
    }
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_shown_with_the_states_that_it_came_to_and_when() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let mut order = new_order(&market.clock);
    market.orders.insert(&order).await.unwrap();
    market.clock.advance(Duration::from_secs(2));
    market.orders.await_payment(order.id).await.unwrap();
    market.clock.advance(Duration::from_secs(3));
    let buyer = market.user(order.user_id);
    buyer.delete(&format!("/api/orders/{}", order.id)).await.expect(204);
    order = market.orders.get(order.id).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Cancelled);

    let path = format!("/api/admin/orders/{}", order.id);
    let shown: Value = market.admin(UserId::new()).get(&path).await.json(200);
    assert_eq!(
        shown["history"],
        json!([
            { "status": "created", "at": "2026-09-21T14:13:20.000Z" },
            { "status": "awaiting:payment", "at": "2026-09-21T14:13:22.000Z" },
            { "status": "cancelled", "at": "2026-09-21T14:13:25.000Z" },
        ])
    );
    assert_eq!((&shown["userId"], &shown["cancelReason"]), (&json!(order.user_id), &json!("user")));
    assert_eq!(shown["createdAt"], "2026-09-21T14:13:20.000Z");
    market.app.stop().await.unwrap();
}
