//! The servers that the fleet stands on die and come back.

use e2e::Market;
use fleet::Service;
use testkit::eventually;

use crate::persistence::purchase;

const PURCHASES: usize = 6;

/// Purchases go on while `break_it` does its worst, and all of them end well.
async fn purchases_survive(market: &Market, break_it: impl Future<Output = ()>) {
    let people = futures::future::join_all(
        (0..PURCHASES).map(|_| async { (market.person().await, market.person().await) }),
    )
    .await;
    let purchases = futures::future::join_all(people.iter().map(|(seller, buyer)| async move {
        for _ in 0..3 {
            purchase(seller, buyer).await;
        }
    }));
    tokio::join!(purchases, break_it);
    market.ready().await;
    market.settle().await;
    assert!(market.fleet.crashes().is_empty(), "{:?}", market.fleet.crashes());
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_dies_and_comes_back_under_purchases() {
    let market = Market::on_own_servers().start().await;
    let nats = market.fleet.nats().unwrap();
    purchases_survive(&market, async {
        for _ in 0..3 {
            nats.kill().await.unwrap();
            nats.start_again().await.unwrap();
            market.ready().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mongod_dies_and_comes_back_under_purchases() {
    let market = Market::on_own_servers().start().await;
    purchases_survive(&market, async {
        for service in Service::ALL {
            let mongod = market.fleet.mongod(service).unwrap();
            mongod.kill().await.unwrap();
            mongod.start_again().await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_not_ready_without_its_mongodb_or_nats_and_ready_again_by_itself() {
    let market = Market::on_own_servers().start().await;
    for service in Service::ALL {
        let mongod = market.fleet.mongod(service).unwrap();
        mongod.kill().await.unwrap();
        is_ready(&market, service, false).await;
        mongod.start_again().await.unwrap();
        is_ready(&market, service, true).await;
    }
    market.fleet.nats().unwrap().kill().await.unwrap();
    for service in Service::ALL {
        is_ready(&market, service, false).await;
    }
    market.fleet.nats().unwrap().start_again().await.unwrap();
    market.ready().await;
}

async fn is_ready(market: &Market, service: Service, expected: bool) {
    let url = format!("{}/readyz", market.fleet.service(service, 0).unwrap().url());
    eventually(&format!("{service} says ready: {expected}"), || async {
        let ready = reqwest::get(&url).await.unwrap().status().is_success();
        (ready == expected).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nats_server_that_lost_everything_is_made_good() {
    let market = Market::on_own_servers().start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    purchase(&seller, &buyer).await;
    let nats = market.fleet.nats().unwrap();
    nats.kill().await.unwrap();
    nats.erase().unwrap();
    nats.start_again().await.unwrap();
    market.fleet.provision().await.unwrap();
    market.ready().await;
    purchase(&seller, &buyer).await;
    market.settle().await;
}
