//! Who may do what at the servers of a fleet as `cargo xtask up` runs it: each service its own part, and nobody
//! else anything.

mod bus;
mod databases;
mod takeover;

use e2e::Market;
use fleet::Service;
use testkit::eventually;

use crate::persistence::purchase;

/// What a mongod writes into its log when it refuses.
const REFUSED_BY_MONGOD: &str = "Checking authorization failed";
/// What a nats-server writes.
const REFUSED_BY_NATS: &str = "Violation";

fn logs_say(market: &Market, what: &str) -> bool {
    let logs = std::fs::read_dir(market.fleet.logs()).unwrap().map(|entry| entry.unwrap().path());
    logs.into_iter().any(|log| std::fs::read_to_string(log).unwrap().contains(what))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_bought_where_each_service_may_do_its_own_part_only() {
    let market = Market::on_own_servers().start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    purchase(&seller, &buyer).await;
    market.settle().await;
    for refusal in [REFUSED_BY_MONGOD, REFUSED_BY_NATS] {
        assert!(!logs_say(&market, refusal), "{refusal}");
    }

    // The logs would have told.
    let mut orders = market.visit_bus("orders").await;
    orders.may_not_publish("ticket.created").await;
    let elsewhere = market.database(Service::Orders).await.client().database("admin");
    elsewhere.list_collection_names().await.unwrap_err();
    for refusal in [REFUSED_BY_MONGOD, REFUSED_BY_NATS] {
        eventually("the log tells", || async { logs_say(&market, refusal).then_some(()) }).await;
    }
}
