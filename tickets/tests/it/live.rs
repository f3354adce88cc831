use std::time::Duration;

use bson::doc;
use common::events::order::OrderStatus::Cancelled;
use common::ids::TicketId;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Client;
use tickets::app;

use crate::harness::{
    START, concert, full, id_of, later, list, order_on, path, seller, start_at, tell, withdrawn,
};

/// Far longer than any event takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open stream of server-sent events.
struct Events {
    response: reqwest::Response,
    unread: String,
}

/// One of them.
#[derive(Debug, PartialEq)]
struct Event {
    name: String,
    id: String,
    data: Value,
}

impl Events {
    async fn open(client: &Client, path: &str) -> Self {
        let response = client.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/event-stream");
        assert_eq!(header("x-accel-buffering"), "no");
        Self { response, unread: String::new() }
    }

    /// The next event with data; `None` at the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some((block, rest)) = self.unread.split_once("\n\n") {
                let field = |name: &str| {
                    let line = block.lines().find_map(|line| line.strip_prefix(name));
                    line.map(|value| value.trim_start_matches(':').trim_start().to_owned())
                };
                let (name, id, data) = (field("event"), field("id"), field("data"));
                self.unread = rest.to_owned();
                if let Some(data) = data {
                    let data = serde_json::from_str(&data).unwrap();
                    return Some(Event { name: name.unwrap(), id: id.unwrap(), data });
                }
            }
            let chunk =
                tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("an event comes").unwrap();
            self.unread.push_str(std::str::from_utf8(&chunk?).unwrap());
        }
    }

    /// The next event, when it tells of this ticket.
    async fn ticket(&mut self) -> Value {
        let event = self.next().await.expect("the stream goes on");
        assert_eq!((event.name.as_str(), &event.id), ("ticket", &event.data["version"].to_string()));
        event.data
    }

    /// The next event, passing over what is known: it may still have been on its way when the stream opened.
    async fn ticket_after(&mut self, known: &Value) -> Value {
        loop {
            let ticket = self.ticket().await;
            if ticket != *known {
                return ticket;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_shown_as_it_is_and_then_as_it_becomes() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &full()).await;
    let mut events = Events::open(&app.anyone(), &format!("{}/live", path(&ticket))).await;
    assert_eq!(events.ticket().await, ticket);

    list(&seller, &concert()).await;
    let order = order_on(id_of(&ticket));
    tell(&app, &order).await;
    let reserved = events.ticket().await;
    assert_eq!((&reserved["status"], &reserved["orderId"]), (&json!("reserved"), &json!(order.id)));
    tell(&app, &later(&order, Cancelled)).await;
    let freed = events.ticket().await;
    assert_eq!((&freed["status"], freed.get("orderId")), (&json!("listed"), None));
    seller.put(&path(&ticket), &concert()).await.expect(200);
    assert_eq!(events.ticket().await["version"], 4);
    seller.delete(&path(&ticket)).await.expect(204);
    assert_eq!(events.ticket().await["status"], "withdrawn");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ticket_that_changes_is_shown_to_whoever_watches_them_all() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let old = list(&seller, &full()).await;
    let mut events = Events::open(&app.anyone(), "/api/tickets/live").await;
    let new = list(&seller, &concert()).await;
    assert_eq!(events.ticket_after(&old).await, new);
    tell(&app, &order_on(id_of(&old))).await;
    let reserved = events.ticket_after(&old).await;
    assert_eq!((&reserved["id"], &reserved["status"]), (&old["id"], &json!("reserved")));
    seller.delete(&path(&new)).await.expect(204);
    let gone = events.ticket().await;
    assert_eq!((&gone["id"], &gone["status"]), (&new["id"], &json!("withdrawn")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_feed_missed_is_read_from_the_database() {
    let app = start_at(START).await;
    let ticket = list(&seller(&app), &concert()).await;
    let mut one = Events::open(&app.anyone(), &format!("{}/live", path(&ticket))).await;
    let mut all = Events::open(&app.anyone(), "/api/tickets/live").await;
    assert_eq!(one.ticket().await, ticket);
    // A change of which nothing is told.
    let tickets = app.database(app::NAME).await.collection::<bson::Document>("tickets");
    let change = doc! { "$set": { "version": 2_i64, "title": "Opera" } };
    tickets.update_one(doc! { "_id": id_of(&ticket) }, change).await.unwrap();
    assert_eq!(one.ticket().await["title"], "Opera");
    assert_eq!(all.ticket_after(&ticket).await["title"], "Opera");
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_when_the_service_stops() {
    let app = start_at(START).await;
    let ticket = list(&seller(&app), &concert()).await;
    let mut one = Events::open(&app.anyone(), &format!("{}/live", path(&ticket))).await;
    let mut all = Events::open(&app.anyone(), "/api/tickets/live").await;
    assert_eq!(one.ticket().await, ticket);
    app.stop().await.unwrap();
    assert_eq!(one.next().await, None);
    while let Some(event) = all.next().await {
        assert_eq!(event.data, ticket);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_to_watch_of_what_is_not_there() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let gone = withdrawn(&owner).await;
    for (path, status) in [
        (format!("/api/tickets/{}/live", TicketId::new()), 404),
        (format!("{}/live", path(&gone)), 404),
        ("/api/tickets/nonsense/live".to_owned(), 400),
    ] {
        app.anyone().get(&path).await.expect(status);
    }
    let mut events = Events::open(&owner, &format!("{}/live", path(&gone))).await;
    assert_eq!(events.ticket().await["status"], "withdrawn");
}
