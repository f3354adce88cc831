use serde_json::{Value, json};
use testkit::TestApp;

use crate::harness::{START, list, seller, start_at, titles};

async fn shop() -> TestApp {
    let app = start_at(START).await;
    let seller = seller(&app);
    for ticket in [
        json!({ "title": "The Who", "price": 90, "venue": "Spektrum", "city": "Oslo",
            "startsAt": "2099-03-01T19:00:00Z", "timezone": "Europe/Oslo" }),
        json!({ "title": "AC/DC", "price": 120.50, "venue": "Telia Parken", "city": "København",
            "startsAt": "2099-03-02T19:00:00Z", "timezone": "Europe/Copenhagen" }),
        json!({ "title": "Jazz night", "price": 20, "description": "With O'Brien and friends", "city": "oslo ",
            "startsAt": "2099-03-02T23:59:59.999Z", "timezone": "Europe/Oslo" }),
        json!({ "title": "Jazz brunch", "price": 19.99, "city": "New  York" }),
    ] {
        list(&seller, &ticket).await;
    }
    app
}

async fn found(app: &TestApp, query: &str) -> Vec<String> {
    let found: Vec<Value> = app.anyone().get(&format!("/api/tickets?{query}")).await.json(200);
    let mut titles: Vec<String> = titles(&found).into_iter().map(str::to_owned).collect();
    titles.sort();
    titles
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_what_has_every_word_anywhere() {
    let app = shop().await;
    for (q, expected) in [
        ("jazz", vec!["Jazz brunch", "Jazz night"]),
        ("JAZZ", vec!["Jazz brunch", "Jazz night"]),
        ("jazz oslo", vec!["Jazz night"]),
        ("oslo+jazz+friends", vec!["Jazz night"]),
        ("jazz spektrum", vec![]),
        ("the who", vec!["The Who"]),
        ("spektrum", vec!["The Who"]),
        ("ac/dc", vec!["AC/DC"]),
        ("acdc", vec![]),
        ("o'brien", vec!["Jazz night"]),
        ("kobenhavn", vec![]),
        ("KØBENHAVN", vec!["AC/DC"]),
        ("-jazz", vec!["Jazz brunch", "Jazz night"]),
        ("%22jazz", vec!["Jazz brunch", "Jazz night"]),
        ("%5C", vec![]),
        ("*", vec![]),
        ("nothing like it", vec![]),
        ("", vec!["AC/DC", "Jazz brunch", "Jazz night", "The Who"]),
        ("%20", vec!["AC/DC", "Jazz brunch", "Jazz night", "The Who"]),
    ] {
        assert_eq!(found(&app, &format!("q={q}")).await, expected, "{q}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_the_list_each_by_itself_and_all_together() {
    let app = shop().await;
    for (query, expected) in [
        ("city=OSLO", vec!["Jazz night", "The Who"]),
        ("city=new%20york", vec!["Jazz brunch"]),
        ("city=k%C3%98benhavn", vec!["AC/DC"]),
        ("city=os", vec![]),
        ("minPrice=20", vec!["AC/DC", "Jazz night", "The Who"]),
        ("maxPrice=20", vec!["Jazz brunch", "Jazz night"]),
        ("minPrice=19.99&maxPrice=19.99", vec!["Jazz brunch"]),
        ("minPrice=90&maxPrice=20", vec![]),
        ("from=2099-03-02T19:00:00Z", vec!["AC/DC", "Jazz night"]),
        ("from=2099-03-02T19:00:00.001Z", vec!["Jazz night"]),
        ("from=2099-03-02T20:00:00%2B01:00", vec!["AC/DC", "Jazz night"]),
        ("from=2099-03-02", vec!["AC/DC", "Jazz night"]),
        ("to=2099-03-01", vec!["The Who"]),
        ("to=2099-03-02", vec!["AC/DC", "Jazz night", "The Who"]),
        ("from=2099-03-01&to=2099-03-01", vec!["The Who"]),
        ("from=2099-03-03", vec![]),
        (
            "q=jazz&city=oslo&minPrice=1&maxPrice=50&from=2099-03-01&to=2099-04-01&sort=price",
            vec!["Jazz night"],
        ),
        ("city=&minPrice=&maxPrice=&from=&to=&sort=&q=brunch", vec!["Jazz brunch"]),
    ] {
        assert_eq!(found(&app, query).await, expected, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_is_sorted_as_asked_and_newest_first_otherwise() {
    let app = shop().await;
    for (query, expected) in [
        ("", ["Jazz brunch", "Jazz night", "AC/DC", "The Who"]),
        ("sort=newest", ["Jazz brunch", "Jazz night", "AC/DC", "The Who"]),
        ("sort=price", ["Jazz brunch", "Jazz night", "The Who", "AC/DC"]),
        ("sort=-price", ["AC/DC", "The Who", "Jazz night", "Jazz brunch"]),
        ("sort=date", ["The Who", "AC/DC", "Jazz night", "Jazz brunch"]),
    ] {
        let found: Vec<Value> = app.anyone().get(&format!("/api/tickets?{query}")).await.json(200);
        assert_eq!(titles(&found), expected, "{query}");
    }
    let found: Vec<Value> = app.anyone().get("/api/tickets?q=jazz&sort=-price").await.json(200);
    assert_eq!(titles(&found), ["Jazz night", "Jazz brunch"]);
}
