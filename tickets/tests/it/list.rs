use std::cmp::Reverse;
use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::harness::{
    START, concert, id_of, list, next_link, pages, path, reserved, seller, sold, start_at, titles, withdrawn,
};

#[tokio::test(flavor = "multi_thread")]
async fn only_what_can_be_bought_now_is_listed() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let free = list(&seller, &concert()).await;
    reserved(&app, &seller).await;
    sold(&app, &seller).await;
    withdrawn(&seller).await;
    assert_eq!(app.anyone().get("/api/tickets").await.json::<Vec<Value>>(200), [free]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_leaves_the_list_when_its_event_begins() {
    let app = start_at(START).await;
    let begins = app.clock.now().plus(Duration::from_secs(60));
    let body = json!({ "title": "Concert", "price": 1, "startsAt": begins, "timezone": "Europe/Oslo" });
    list(&seller(&app), &body).await;
    assert_eq!(app.anyone().get("/api/tickets").await.json::<Vec<Value>>(200).len(), 1);
    app.clock.advance(Duration::from_secs(60));
    assert_eq!(app.anyone().get("/api/tickets").await.json::<Vec<Value>>(200).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn undated_tickets_come_after_all_dates() {
    let app = start_at(START).await;
    let seller = seller(&app);
    for (title, starts_at) in
        [("undated", ""), ("late", "2099-06-01T10:00:00Z"), ("soon", "2099-01-01T10:00:00Z")]
    {
        let zone = if starts_at.is_empty() { "" } else { "Europe/Oslo" };
        list(&seller, &json!({ "title": title, "price": 1, "startsAt": starts_at, "timezone": zone })).await;
    }
    let found: Vec<Value> = app.anyone().get("/api/tickets?sort=date").await.json(200);
    assert_eq!(titles(&found), ["soon", "late", "undated"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_fifty_tickets_unless_another_number_is_asked_for() {
    let app = start_at(START).await;
    let seller = seller(&app);
    for _ in 0..51 {
        list(&seller, &concert()).await;
    }
    for (query, on_first_page) in [("", 50), ("?limit=7", 7), ("?limit=100", 51)] {
        let answer = app.anyone().get(&format!("/api/tickets{query}")).await;
        assert_eq!(answer.json::<Vec<Value>>(200).len(), on_first_page);
        assert_eq!(next_link(&answer).is_some(), on_first_page < 51);
    }
}

/// A ticket's own place in each of the sorts, from what it shows. Ids tell equals apart.
fn place(sort: &str, ticket: &Value) -> (Reverse<u64>, u64, String, Reverse<String>) {
    let id = ticket["id"].as_str().unwrap().to_owned();
    let cents = (ticket["price"].as_f64().unwrap() * 100.0).round() as u64;
    let same = (Reverse(0), 0, String::new(), Reverse(String::new()));
    match sort {
        "newest" => (Reverse(created(ticket)), 0, String::new(), Reverse(id)),
        "price" => (Reverse(0), cents, id, same.3),
        "-price" => (Reverse(cents), 0, String::new(), Reverse(id)),
        "date" => (Reverse(0), 0, format!("{}{id}", ticket["startsAt"].as_str().unwrap_or("9999")), same.3),
        _ => panic!("no such sort: {sort}"),
    }
}

/// The title is the second at which the ticket was made.
fn created(ticket: &Value) -> u64 {
    ticket["title"].as_str().unwrap().parse().unwrap()
}

/// Tickets of which many are alike, two made at each moment.
async fn alike(app: &TestApp, seller: &Client, seconds: std::ops::Range<u64>) -> Vec<Value> {
    let mut tickets = Vec::new();
    for second in seconds {
        for twin in 0..2 {
            let day = second % 3 + 1;
            let mut body = json!({ "title": second.to_string(), "price": second % 2 + 1, "city": "Oslo" });
            if twin == 0 {
                body["startsAt"] = json!(format!("2099-01-0{day}T10:00:00Z"));
                body["timezone"] = json!("Europe/Oslo");
            }
            tickets.push(list(seller, &body).await);
        }
        app.clock.advance(Duration::from_secs(1));
    }
    tickets
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sort_is_paged_in_its_order_even_where_tickets_are_alike() {
    let app = start_at(START).await;
    let mut tickets = alike(&app, &seller(&app), 0..5).await;
    for sort in ["newest", "price", "-price", "date"] {
        for filter in ["", "&city=OSLO", "&q=oslo", "&maxPrice=5"] {
            tickets.sort_by_key(|ticket| place(sort, ticket));
            let first = format!("/api/tickets?sort={sort}&limit=3{filter}");
            let pages = pages(&app.anyone(), &first, |_| async {}).await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3, 1], "{first}");
            assert_eq!(pages.concat(), tickets, "{first}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_and_goes_between_two_pages_moves_nothing_else() {
    for sort in ["newest", "price", "-price", "date"] {
        let app = start_at(START).await;
        let seller = seller(&app);
        let mut before = alike(&app, &seller, 0..6).await;
        before.sort_by_key(|ticket| place(sort, ticket));
        // After the first page: the last of it and the first of the next go, and others come everywhere.
        let gone = [&before[3], &before[4]].map(path);
        let first = format!("/api/tickets?sort={sort}&limit=4");
        let read = pages(&app.anyone(), &first, |page| {
            let (app, seller, gone) = (&app, &seller, &gone);
            async move {
                if page == 1 {
                    for path in gone {
                        seller.delete(path).await.expect(204);
                    }
                    alike(app, seller, 100..103).await;
                }
            }
        })
        .await
        .concat();

        let ids: HashSet<_> = read.iter().map(id_of).collect();
        assert_eq!(ids.len(), read.len(), "{sort}: none comes twice");
        let stayed: Vec<_> = before.iter().filter(|ticket| path(ticket) != gone[1]).collect();
        let read_of_before: Vec<_> = read.iter().filter(|ticket| created(ticket) < 100).collect();
        assert_eq!(read_of_before, stayed, "{sort}: none is passed over");
        assert!(read.is_sorted_by_key(|ticket| place(sort, ticket)), "{sort}: all are in order");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_cannot_be_read_is_refused_with_its_reason() {
    let app = start_at(START).await;
    let seller = seller(&app);
    list(&seller, &concert()).await;
    list(&seller, &concert()).await;
    let next = next_link(&app.anyone().get("/api/tickets?limit=1").await).unwrap();
    let cursor = next.split("after=").nth(1).unwrap();
    let long = "x".repeat(201);
    for (query, message) in [
        ("sort=best", "sort must be newest, price, -price or date"),
        ("minPrice=cheap", "minPrice must be a number of dollars"),
        ("maxPrice=1.999", "maxPrice must have at most two decimals"),
        ("minPrice=0", "minPrice must be from 0.50 to 999999.99"),
        ("from=tomorrow", "from must be an RFC 3339 date and time with its offset, or a date"),
        ("to=2099-02-30", "to must be an RFC 3339 date and time with its offset, or a date"),
        (&format!("q={long}"), "q must have at most 200 characters"),
        (&format!("city={long}"), "city must have at most 200 characters"),
        ("after=nonsense", "no cursor of this list"),
        (&format!("sort=price&after={cursor}"), "no cursor of this list"),
        ("limit=0", "limit: must be from 1 to 100"),
        ("limit=101", "limit: must be from 1 to 100"),
        ("limit=many", "limit: invalid digit"),
        ("limit=-1", "limit: invalid digit"),
        ("colour=red", "unknown field `colour`"),
        ("city=Oslo&city=Bergen", "duplicate field `city`"),
        ("q[$ne]=x", "unknown field `q[$ne]`"),
    ] {
        let answer = app.anyone().get(&format!("/api/tickets?{query}")).await;
        assert_eq!(answer.expect(400).code(), "invalid_request");
        assert!(answer.message().contains(message), "{query}: {}", answer.body);
    }
    let answer = app.anyone().get("/api/tickets?sort=x&minPrice=x&maxPrice=x&from=x&to=x").await;
    assert_eq!(answer.expect(400).fields(), ["from", "maxPrice", "minPrice", "sort", "to"]);
}
