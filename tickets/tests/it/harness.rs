//! tickets, running in a world of its own, with people who sell and orders that come from elsewhere.

use std::future::Future;

use common::auth::SessionCookie;
use common::events::order::{
    OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderStatus, OrderUpdated,
};
use common::ids::{OrderId, TicketId, UserId};
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, World, eventually};
use tickets::app;
use tickets::config::Config;
use tickets::repo::Tickets;

/// In September 2026.
pub const START: i64 = 1_790_000_000_000;

pub async fn start(world: World) -> TestApp {
    let config = Config {
        service: world.service_config(app::NAME),
        session_keys: testkit::jwks().parse().unwrap(),
        cookie: SessionCookie::new(false),
    };
    let service = app::build(config, world.clock.clone()).await.unwrap();
    TestApp::start(world, service).await
}

/// The service at a moment that the test moves on.
pub async fn start_at(millis: i64) -> TestApp {
    start(World::at(millis).await).await
}

/// The repository alone, without the service around it.
pub async fn repo(world: &World) -> Tickets {
    let tickets = Tickets::new(&world.database(app::NAME).await, world.clock.clone());
    tickets.ensure_indexes().await.unwrap();
    tickets
}

pub fn seller(app: &TestApp) -> Client {
    app.user(UserId::new())
}

/// The least that a listing needs.
pub fn concert() -> Value {
    json!({ "title": "Concert", "price": 20 })
}

/// All that a listing can have.
pub fn full() -> Value {
    json!({
        "title": "Concert", "price": 19.99, "description": "Standing\nNo refunds", "venue": "Rockefeller",
        "city": "Oslo", "startsAt": "2099-03-01T20:00:00+01:00", "timezone": "Europe/Oslo",
        "section": "A", "row": "1", "seat": "12", "faceValue": "25.00",
    })
}

/// Puts a ticket on sale and says what came back.
pub async fn list(seller: &Client, body: &Value) -> Value {
    seller.post("/api/tickets", body).await.json(201)
}

pub fn path(ticket: &Value) -> String {
    format!("/api/tickets/{}", ticket["id"].as_str().unwrap())
}

pub fn id_of(ticket: &Value) -> TicketId {
    ticket["id"].as_str().unwrap().parse().unwrap()
}

/// An order on a ticket, as it is when it was just made.
pub fn order_on(ticket: TicketId) -> OrderState {
    let frozen = include_str!("../../../common/contracts/order.created.json");
    let mut order = OrderState { id: OrderId::new(), ..serde_json::from_str(frozen).unwrap() };
    order.ticket.id = ticket;
    order
}

/// The same order later.
pub fn later(order: &OrderState, status: OrderStatus) -> OrderState {
    OrderState { version: order.version + 1, status, ..order.clone() }
}

/// Tells of an order as orders would.
pub async fn tell(world: &World, order: &OrderState) {
    let order = order.clone();
    match order.status {
        OrderStatus::Created => world.publish(&OrderCreated(order)).await,
        OrderStatus::AwaitingPayment => world.publish(&OrderUpdated(order)).await,
        OrderStatus::Complete => world.publish(&OrderCompleted(order)).await,
        OrderStatus::Cancelled => world.publish(&OrderCancelled(order)).await,
    }
}

/// The ticket, once its owner sees it in this status.
pub async fn once(owner: &Client, ticket: &Value, status: &str) -> Value {
    let path = path(ticket);
    eventually(&format!("the ticket is {status}"), || async {
        let now: Value = owner.get(&path).await.json(200);
        (now["status"] == status).then_some(now)
    })
    .await
}

/// A ticket that an order holds, and that order.
pub async fn reserved(app: &TestApp, seller: &Client) -> (Value, OrderState) {
    let ticket = list(seller, &concert()).await;
    let order = order_on(id_of(&ticket));
    tell(app, &order).await;
    (once(seller, &ticket, "reserved").await, order)
}

/// A ticket that an order has bought, and that order.
pub async fn sold(app: &TestApp, seller: &Client) -> (Value, OrderState) {
    let (ticket, order) = reserved(app, seller).await;
    let order = later(&order, OrderStatus::Complete);
    tell(app, &order).await;
    (once(seller, &ticket, "sold").await, order)
}

/// A ticket that its seller has taken back.
pub async fn withdrawn(seller: &Client) -> Value {
    let ticket = list(seller, &concert()).await;
    seller.delete(&path(&ticket)).await.expect(204);
    ticket
}

/// A list, page by page to its end; `between` is done after each page.
pub async fn pages<F: Future>(
    client: &Client,
    first: &str,
    mut between: impl FnMut(usize) -> F,
) -> Vec<Vec<Value>> {
    let (mut pages, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let answer = client.get(&path).await;
        pages.push(answer.json::<Vec<Value>>(200));
        next = next_link(&answer);
        between(pages.len()).await;
    }
    pages
}

pub fn next_link(answer: &Answer) -> Option<String> {
    let link = answer.header("link").strip_prefix('<')?;
    Some(link.split('>').next().unwrap().to_owned())
}

pub fn titles(tickets: &[Value]) -> Vec<&str> {
    tickets.iter().map(|ticket| ticket["title"].as_str().unwrap()).collect()
}
