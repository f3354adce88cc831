//! The five programs, each with its own key.

use async_nats::jetstream::consumer::Info;
use fleet::config::Given;
use fleet::{Fleet, Service};
use futures::TryStreamExt;
use serde_json::{Value, json};
use testkit::{Client, Visitor, eventually};

use crate::harness::Installation;

async fn person(url: &str, email: &str) -> Client {
    let anyone = Client::new(url);
    let signed_up =
        anyone.post("/api/users/signup", &json!({ "email": email, "password": "correct horse" })).await;
    let cookie = signed_up.expect(201).header("set-cookie").split(';').next().unwrap().to_owned();
    anyone.with_cookie(cookie)
}

async fn becomes(person: &Client, path: &str, status: &str) {
    eventually(&format!("{path} is {status}"), || async {
        let found: Value = person.get(path).await.json(200);
        (found["status"] == status).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_bought_where_the_bus_lets_each_service_do_its_own_part_only() {
    let installation = Installation::new();
    let _nats = installation.start_nats_that_takes_the_keyless_for("ops").await;
    let given = Given { nats: Some(installation.url.clone()), ..Given::default() };
    let mut builder = Fleet::builder().given(given);
    for service in Service::ALL {
        let seed = installation.seed_file(service.name());
        builder = builder.service_env(service, "NATS_NKEY_SEED_FILE", &seed);
    }
    let fleet = builder.start().await.unwrap();
    let (seller, buyer) =
        (person(&fleet.url(), "seller@example.com").await, person(&fleet.url(), "buyer@example.com").await);

    let ticket: Value =
        seller.post("/api/tickets", &json!({ "title": "Concert", "price": "19.99" })).await.json(201);
    let wanted = json!({ "ticketId": ticket["id"] });
    eventually("orders knows the ticket", || async {
        (seller.post("/api/orders", &wanted).await.code() == "own_ticket").then_some(())
    })
    .await;
    let order: Value = buyer.post("/api/orders", &wanted).await.json(201);
    let pay = json!({ "orderId": order["id"], "token": "tok_visa" });
    let paid: Value = buyer.post("/api/payments", &pay).await.json(201);
    assert_eq!(paid["status"], "succeeded");
    becomes(&buyer, &format!("/api/orders/{}", order["id"].as_str().unwrap()), "complete").await;
    becomes(&seller, &format!("/api/tickets/{}", ticket["id"].as_str().unwrap()), "sold").await;

    // Each consumer has handled what it was given.
    let operator = installation.connect("ops").await;
    eventually("every consumer is done", || async { (waiting(&operator).await == 0).then_some(()) }).await;
    let dead_letters = operator.jetstream.get_stream("DEAD_LETTERS").await.unwrap();
    assert_eq!(dead_letters.cached_info().state.messages, 0);
    fleet.stop().await.unwrap();
    let refused = std::fs::read_to_string(installation.path("nats.log")).unwrap();
    assert!(!refused.contains("Violation"), "{refused}");
}

/// How many messages wait at the consumers, or are on their way.
async fn waiting(operator: &Visitor) -> u64 {
    let mut waiting = 0;
    for stream in ["TICKETS", "ORDERS", "PAYMENTS", "EXPIRATION"] {
        let stream = operator.jetstream.get_stream(stream).await.unwrap();
        let consumers: Vec<Info> = stream.consumers().try_collect().await.unwrap();
        waiting += consumers.iter().map(|info| info.num_pending + info.num_ack_pending as u64).sum::<u64>();
    }
    waiting
}
