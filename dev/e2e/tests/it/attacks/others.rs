//! What belongs to another: every operation with an id, asked by someone whose it is not.

use common::ids::SessionId;
use e2e::{Market, Operation, Order, Person, Ticket, UNKNOWN};
use serde_json::Value;

/// What someone has that others would like to have.
struct Owner {
    person: Person,
    listed: Ticket,
    order: Order,
}

impl Owner {
    async fn of(market: &Market) -> Self {
        let (person, seller) = (market.person().await, market.person().await);
        let listed = person.sell("10").await;
        let order = person.reserve(&seller.sell("20").await).await;
        person.sees(&order, "awaiting:payment").await;
        Self { person, listed, order }
    }

    /// The owner's id of what the path is about; by its beginning, so that a new path below it is here already.
    fn id_for(&self, path: &str) -> Option<String> {
        let rows: [(&str, String); 8] = [
            ("/api/tickets/", self.listed.id.clone()),
            ("/api/orders/", self.order.id.clone()),
            ("/api/payments/", self.order.id.clone()),
            ("/api/users/sessions/", self.session().to_string()),
            ("/api/admin/tickets/", self.listed.id.clone()),
            ("/api/admin/orders/", self.order.id.clone()),
            ("/api/admin/payments/", self.order.id.clone()),
            ("/api/admin/users/", self.person.id.clone()),
        ];
        rows.into_iter().find(|(beginning, _)| path.starts_with(beginning)).map(|(_, id)| id)
    }

    fn session(&self) -> SessionId {
        self.person.claims()["sid"].as_str().unwrap().parse().unwrap()
    }
}

/// Listings are shown to everyone.
const PUBLIC: [&str; 2] = ["GET /api/tickets/{id}", "GET /api/tickets/{id}/live"];

/// Where the id stands in the body or the query instead, and what a stranger gets.
const ELSEWHERE: [(&str, &str, u16); 3] = [
    // To reserve another's listing is what a market is for; the order names it only.
    ("POST /api/orders", "ticketId", 201),
    ("POST /api/payments", "orderId", 403),
    ("GET /api/payments", "orderId", 200),
];

async fn ids_outside_of_paths(market: &Market) -> Vec<(String, String)> {
    let ids = |operation: &Operation| {
        let names = operation.fields().into_iter().chain(operation.query().into_iter().map(|(name, _)| name));
        let ids: Vec<String> = names.filter(|name| name == "id" || name.ends_with("Id")).collect();
        ids.into_iter().map(|id| (operation.name(), id)).collect::<Vec<_>>()
    };
    let operations = market.operations().await;
    operations.iter().filter(|operation| !operation.path.starts_with("/api/admin/")).flat_map(ids).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_id_of_a_request_is_in_the_table() {
    let market = Market::open().await;
    for (operation, id) in ids_outside_of_paths(&market).await {
        let known =
            ELSEWHERE.iter().any(|(name, field, _)| (*name, *field) == (operation.as_str(), id.as_str()));
        assert!(known, "{operation} takes {id}: what does a stranger get?");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_can_be_neither_read_nor_changed() {
    let market = Market::open().await;
    let owner = Owner::of(&market).await;
    let stranger = market.person().await.http;
    let mut given = Vec::new();
    for operation in market.operations().await.iter().filter(|operation| operation.has_id()) {
        let name = operation.name();
        let id = owner.id_for(&operation.path).unwrap_or_else(|| panic!("{name}: whose id is that?"));
        let request = stranger.request(operation.method.clone(), &operation.path_with(&id));
        let request = match operation.example() {
            Some(body) => request.json(&body),
            None => request,
        };
        let status = stranger.send_for_head(request).await.status.as_u16();
        let expected: &[u16] = if PUBLIC.contains(&name.as_str()) { &[200] } else { &[403, 404] };
        if !expected.contains(&status) {
            given.push(format!("{name} answered {status}"));
        }
    }
    assert!(given.is_empty(), "{}", given.join("\n"));

    // All is as it was, and the owner comes to it by the same ids.
    let order = owner.person.order(&owner.order).await;
    assert_eq!(order.status, "awaiting:payment");
    assert_eq!(owner.person.sees_ticket(&owner.listed, "listed").await.version, owner.listed.version);
    let me: Value = owner.person.http.get("/api/users/currentuser").await.json(200);
    assert_eq!(me["currentUser"]["email"], owner.person.email);
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_order_can_be_neither_paid_nor_asked_about() {
    let market = Market::open().await;
    let owner = Owner::of(&market).await;
    let stranger = market.person().await;
    let refused = stranger.pay(&owner.order, "pm_card_visa").await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "not_yours"));
    let none: Vec<Value> =
        stranger.http.get(&format!("/api/payments?orderId={}", owner.order.id)).await.json(200);
    assert!(none.is_empty());
    let mine: Vec<Value> = stranger.http.get("/api/orders").await.json(200);
    assert!(mine.is_empty());
}

/// An admin's calls are refused to others before anything else is looked at.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_is_an_admin() {
    let market = Market::open().await;
    let user = market.person().await.http;
    let operations = market.operations().await;
    for operation in operations.iter().filter(|operation| operation.path.starts_with("/api/admin/")) {
        let answer = user.send(operation.request(&user)).await;
        assert_eq!(answer.status.as_u16(), 403, "{}", operation.name());
        let bare = user.send(user.request(operation.method.clone(), &operation.path_with(UNKNOWN))).await;
        assert_eq!(bare.status.as_u16(), 403, "{}", operation.name());
    }
}
