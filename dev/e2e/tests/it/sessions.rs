//! A session that ended is over everywhere: in every replica of every service, and in those that start later.

use e2e::{Market, Person};
use fleet::{Server, Service};
use futures::future::join_all;
use reqwest::Method;
use serde_json::json;
use testkit::eventually;

/// Who checks sessions, and what each asks a session for.
const PRIVATE: [(Service, &str); 4] = [
    (Service::Auth, "/api/users/sessions"),
    (Service::Tickets, "/api/tickets/mine"),
    (Service::Orders, "/api/orders"),
    (Service::Payments, "/api/payments"),
];

async fn market() -> Market {
    let mut market = Market::on_shared_servers().await;
    for (service, _) in PRIVATE {
        market = market.replicas(service, 2);
    }
    market.start().await
}

fn replicas(market: &Market) -> impl Iterator<Item = (&Server, &'static str)> {
    PRIVATE
        .into_iter()
        .flat_map(|(service, path)| market.fleet.replicas(service).iter().map(move |server| (server, path)))
}

async fn is_refused(person: &Person, server: &Server, path: &str) -> bool {
    let answer = person.at(&server.url()).get(path).await;
    // payments finds fault with the question only when it knows who asks.
    assert!([200, 400, 401].contains(&answer.status.as_u16()), "{answer:?}");
    answer.status == 401
}

async fn everyone_knows(market: &Market, person: &Person) {
    for (server, path) in replicas(market) {
        assert!(!is_refused(person, server, path).await, "{}{path}", server.url());
    }
}

async fn everyone_refuses(market: &Market, person: &Person) {
    join_all(replicas(market).map(|(server, path)| async move {
        eventually(&format!("{} refuses", server.url()), || async {
            is_refused(person, server, path).await.then_some(())
        })
        .await;
    }))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_signed_out_is_over_in_every_replica_and_stays_so_after_a_restart() {
    let market = market().await;
    let here = market.person().await;
    let (there, other) = (here.sign_in_again(&market.fleet.url()).await, market.person().await);
    for person in [&here, &there, &other] {
        everyone_knows(&market, person).await;
    }
    here.http.post("/api/users/signout", &json!({})).await.expect(200);
    everyone_refuses(&market, &here).await;

    for (server, path) in replicas(&market) {
        server.stop().await.unwrap();
        server.start_again().await.unwrap();
        assert!(is_refused(&here, server, path).await, "{} has forgotten", server.url());
    }
    for person in [&there, &other] {
        everyone_knows(&market, person).await;
    }
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_everywhere_ends_every_session_of_the_person_and_nobody_elses() {
    let market = market().await;
    let first = market.person().await;
    let (second, other) = (first.sign_in_again(&market.fleet.url()).await, market.person().await);
    first.http.delete("/api/users/sessions").await.expect(204);
    // Likely in the same second as the end.
    let third = first.sign_in_again(&market.fleet.url()).await;
    for person in [&first, &second] {
        everyone_refuses(&market, person).await;
    }
    for person in [&third, &other] {
        everyone_knows(&market, person).await;
    }
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_view_of_an_order_ends_with_the_session_and_not_with_anothers() {
    let market = market().await;
    let (seller, here) = (market.person().await, market.person().await);
    let there = here.sign_in_again(&market.fleet.url()).await;
    let order = here.reserve(&seller.sell("12").await).await;
    let path = format!("/api/orders/{}/live", order.id);
    let open = async |person: &Person| {
        person.http.request(Method::GET, &path).send().await.unwrap().error_for_status().unwrap()
    };
    let (closing, mut staying) = (open(&here).await, open(&there).await);
    here.http.post("/api/users/signout", &json!({})).await.expect(200);
    // The end of the stream is the end of the body.
    closing.text().await.unwrap();
    there.cancel(&order).await.expect(204);
    let mut seen = String::new();
    while !seen.contains("cancelled") {
        seen.push_str(str::from_utf8(&staying.chunk().await.unwrap().unwrap()).unwrap());
    }
    here.at(&market.fleet.url()).get(&path).await.expect(401);
    market.settle().await;
}
