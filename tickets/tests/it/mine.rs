use std::time::Duration;

use common::ids::UserId;
use serde_json::{Value, json};

use crate::harness::{START, concert, list, pages, reserved, seller, sold, start_at, titles, withdrawn};

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_sees_all_of_theirs_and_nobody_elses() {
    let app = start_at(START).await;
    let owner = seller(&app);
    list(&owner, &concert()).await;
    reserved(&app, &owner).await;
    sold(&app, &owner).await;
    withdrawn(&owner).await;
    list(&seller(&app), &concert()).await;
    let mine: Vec<Value> = owner.get("/api/tickets/mine").await.json(200);
    let mut statuses: Vec<&str> = mine.iter().map(|ticket| ticket["status"].as_str().unwrap()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["listed", "reserved", "sold", "withdrawn"]);
    assert_eq!(app.user(UserId::new()).get("/api/tickets/mine").await.json::<Value>(200), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sellers_list_is_paged_from_the_newest() {
    let app = start_at(START).await;
    let seller = seller(&app);
    for title in ["a", "b", "c", "d", "e"] {
        list(&seller, &json!({ "title": title, "price": 1 })).await;
        app.clock.advance(Duration::from_secs(1));
    }
    let pages = pages(&seller, "/api/tickets/mine?limit=2", |_| async {}).await;
    let pages: Vec<_> = pages.iter().map(|page| titles(page)).collect();
    assert_eq!(pages, [vec!["e", "d"], vec!["c", "b"], vec!["a"]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sellers_list_needs_a_seller_and_a_query_that_can_be_read() {
    let app = start_at(START).await;
    assert_eq!(app.anyone().get("/api/tickets/mine?limit=x").await.expect(401).code(), "not_authenticated");
    for query in ["limit=0", "limit=101", "limit=x", "after=nonsense", "status=sold"] {
        let answer = seller(&app).get(&format!("/api/tickets/mine?{query}")).await;
        assert_eq!(answer.expect(400).code(), "invalid_request");
        assert!(answer.message().contains(query.split('=').next().unwrap()), "{}", answer.body);
    }
}
