//! A purchase by people who do not give up: whatever the ingress says meanwhile, they try again.

use std::future::Future;
use std::time::Duration;

use e2e::{Market, Order, Person, Ticket};
use serde_json::{Value, json};
use testkit::{Answer, eventually};

/// Sells, reserves and pays; ends when the buyer owns the ticket.
pub async fn purchase(seller: &Person, buyer: &Person) -> Order {
    let ticket = sell(seller).await;
    let order = reserve(buyer, &ticket).await;
    pay(buyer, &order).await;
    seller.sees_ticket(&ticket, "sold").await;
    order
}

pub async fn sell(seller: &Person) -> Ticket {
    let listing = json!({ "title": "Concert", "price": "12.34" });
    let answer = answered(|| seller.http.post("/api/tickets", &listing)).await;
    let ticket: Ticket = answer.json(201);
    let seen = json!({ "ticketId": ticket.id });
    eventually("orders knows the ticket", || async {
        (seller.http.post("/api/orders", &seen).await.code() == "own_ticket").then_some(())
    })
    .await;
    ticket
}

/// A reservation whose answer was lost is found among the buyer's orders.
pub async fn reserve(buyer: &Person, ticket: &Ticket) -> Order {
    let answer = answered(|| buyer.try_reserve(ticket)).await;
    if answer.status == 201 {
        return answer.json(201);
    }
    assert_eq!(answer.code(), "ticket_reserved");
    let orders: Vec<Value> = answered(|| buyer.http.get("/api/orders")).await.json(200);
    let order = orders.into_iter().find(|order| order["ticket"]["id"] == ticket.id.as_str());
    serde_json::from_value(order.expect("the order is the buyer's own")).unwrap()
}

/// While the bus is away, payments has not heard of an order that was made just before, and says 404.
pub async fn pay(buyer: &Person, order: &Order) {
    let answer = eventually("payments has heard of the order", || async {
        let answer = answered(|| buyer.pay(order, "tok_visa")).await;
        (answer.status != 404).then_some(answer)
    })
    .await;
    assert!([201, 202].contains(&answer.status.as_u16()), "{answer:?}");
    buyer.sees(order, "complete").await;
}

/// The first answer that does not come from a fleet in trouble.
pub async fn answered<F: Future<Output = Answer>>(ask: impl Fn() -> F) -> Answer {
    eventually("an answer", || async {
        let answer = ask().await;
        let trouble = answer.status.is_server_error();
        assert_ne!(answer.status, 500, "{answer:?}");
        (!trouble).then_some(answer)
    })
    .await
}

/// Brings back every service that has died, as a cluster would, for as long as `work` goes on.
pub async fn while_restarting<T>(market: &Market, work: impl Future<Output = T>) -> T {
    let restart = async {
        loop {
            for service in fleet::Service::ALL {
                for server in market.fleet.replicas(service) {
                    server.start_again_unready().await.expect("a service starts again");
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        done = work => done,
        () = restart => unreachable!("it goes on for ever"),
    }
}
