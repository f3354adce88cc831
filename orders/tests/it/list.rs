//! GET /api/orders

use std::time::Duration;

use common::ids::UserId;
use orders::domain::Order;
use serde_json::{Value, json};
use testkit::{Client, World};

use crate::harness::{Market, START, WINDOW, start, ticket};

/// Stores orders of a buyer, in groups that were made at the same moment; newest last.
async fn stored(market: &Market, buyer: UserId, groups: &[usize]) -> Vec<String> {
    let mut ids = Vec::new();
    for orders in groups {
        market.clock.advance(Duration::from_secs(1));
        for _ in 0..*orders {
            let order = Order::reserve(buyer, &ticket().into(), None, market.clock.now(), WINDOW).unwrap();
            market.orders.aggregates().insert(&order).await.unwrap();
            ids.push(order.id.to_string());
        }
    }
    ids
}

/// The ids of a page, and the path of the next one.
async fn page(buyer: &Client, path: &str) -> (Vec<String>, Option<String>) {
    let answer = buyer.get(path).await;
    let orders: Vec<Value> = answer.json(200);
    let ids = orders.iter().map(|order| order["id"].as_str().unwrap().to_owned()).collect();
    let next = answer.header("link").strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\""));
    (ids, next.map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_listed_newest_first_and_page_by_page_without_a_gap_or_a_repetition() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let (buyer, other) = (UserId::new(), UserId::new());
    // Several at the same moment, across the ends of pages.
    let mut expected = stored(&market, buyer, &[1, 5, 2, 3]).await;
    stored(&market, other, &[3]).await;
    expected.reverse();
    let client = market.user(buyer);
    assert_eq!(page(&client, "/api/orders").await, (expected.clone(), None));
    for limit in [1, 2, 3, 4, 10, 11, 100] {
        let (mut listed, mut path) = (Vec::new(), Some(format!("/api/orders?limit={limit}")));
        while let Some(here) = path {
            let (ids, next) = page(&client, &here).await;
            assert!(!ids.is_empty() && ids.len() <= limit, "{here}");
            listed.extend(ids);
            path = next;
        }
        assert_eq!(listed, expected, "{limit}");
    }
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_made_while_someone_pages_moves_nothing() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let buyer = UserId::new();
    let mut expected = stored(&market, buyer, &[2, 2]).await;
    expected.reverse();
    let client = market.user(buyer);
    let (first, next) = page(&client, "/api/orders?limit=2").await;
    stored(&market, buyer, &[2]).await;
    let (second, end) = page(&client, &next.unwrap()).await;
    assert_eq!((first, second, end), (expected[..2].to_vec(), expected[2..].to_vec(), None));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_50_unless_another_size_is_asked_for() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let buyer = UserId::new();
    stored(&market, buyer, &[51]).await;
    let (ids, next) = page(&market.user(buyer), "/api/orders").await;
    assert_eq!(ids.len(), 50);
    assert_eq!(page(&market.user(buyer), &next.unwrap()).await.0.len(), 1);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_means_nothing_is_refused() {
    let market = start().await;
    let client = market.user(UserId::new());
    // Base64 of `[1]`, of `["2026-01-01T00:00:00Z",{"$gt":""}]`, and of a time without an id.
    let cursors = ["x", "%00", "W10", "WzFd", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIseyIkZ3QiOiIifV0", "%22%22"];
    let queries = [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=1.5",
        "limit=x",
        "limit=",
        "status=complete",
        "limit=1&limit=2",
    ];
    let after = cursors.map(|cursor| format!("after={cursor}"));
    for query in queries.iter().map(ToString::to_string).chain(after) {
        let answer = client.get(&format!("/api/orders?{query}")).await;
        assert_eq!(answer.expect(400).code(), "invalid_request", "{query}");
        assert!(!answer.message().is_empty());
    }
    assert_eq!(client.get("/api/orders").await.json::<Value>(200), json!([]));
    market.app.stop().await.unwrap();
}
