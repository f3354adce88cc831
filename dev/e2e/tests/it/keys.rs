//! Requests under an `Idempotency-Key`, of people who do not give up, to services that die.

use std::collections::BTreeSet;

use e2e::{Market, Order, Ticket};
use fleet::Service;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, eventually};

use crate::persistence::while_restarting;

const POINT: &str = "before_remembering";

/// The first answer that is certain.
async fn insist(client: &Client, path: &str, body: &Value) -> Answer {
    eventually(&format!("an answer of {path}"), || async {
        let request = client.request(Method::POST, path).header("Idempotency-Key", "one-and-only");
        let answer = client.send(request.json(body)).await;
        let certain = !answer.status.is_server_error() && answer.code() != "idempotency_key_in_use";
        certain.then_some(answer)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_dies_before_it_remembers_makes_nothing_twice() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let (ticket, paid) = (seller.sell("12.34").await, seller.sell("12.34").await);
    let paid = buyer.reserve(&paid).await;
    buyer.sees(&paid, "awaiting:payment").await;

    let services = [Service::Auth, Service::Tickets, Service::Orders, Service::Payments];
    for service in services {
        market.arm_crash(service, POINT, 0);
    }
    let (account, listing) = (
        json!({ "email": "ada@example.com", "password": "battery staple" }),
        json!({ "title": "Opera", "price": 5 }),
    );
    let reservation = json!({ "ticketId": ticket.id });
    let payment = json!({ "orderId": paid.id, "token": "tok_visa" });
    let stranger = market.anyone();
    let all = async {
        tokio::join!(
            insist(&stranger, "/api/users/signup", &account),
            insist(&seller.http, "/api/tickets", &listing),
            insist(&buyer.http, "/api/orders", &reservation),
            insist(&buyer.http, "/api/payments", &payment),
        )
    };
    let (signed_up, listed, reserved, charged) = while_restarting(&market, all).await;
    for (service, answer) in services.into_iter().zip([&signed_up, &listed, &reserved, &charged]) {
        assert!(market.has_crashed(service, POINT), "{service}");
        assert_eq!(
            (answer.status.as_u16(), answer.header("idempotency-replayed")),
            (201, "true"),
            "{service}"
        );
    }

    let mine: Vec<Ticket> = seller.http.get("/api/tickets/mine").await.json(200);
    let ids: BTreeSet<_> = mine.iter().map(|ticket| ticket.id.as_str()).collect();
    assert_eq!((mine.len(), ids.contains(listed.json::<Ticket>(201).id.as_str())), (3, true));
    let orders: Vec<Order> = buyer.http.get("/api/orders").await.json(200);
    let ids: BTreeSet<_> = orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!((orders.len(), ids.contains(reserved.json::<Order>(201).id.as_str())), (2, true));
    let intents = market.stripe.intents_of(&paid.id).await;
    assert_eq!(intents.iter().map(|intent| intent.captures).collect::<Vec<_>>(), [1]);
    let again = insist(&stranger, "/api/users/signup", &account).await;
    assert_eq!(again.json::<Value>(201)["id"], signed_up.json::<Value>(201)["id"]);
    market.settle().await;
}
