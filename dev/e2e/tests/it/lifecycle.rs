//! Stopping: what was accepted is finished.

use std::sync::atomic::{AtomicUsize, Ordering};

use e2e::Market;
use fleet::Service;
use serde_json::{Value, json};
use testkit::eventually;

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_service_answers_what_it_accepted_and_exits_with_0() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("70").await).await;
    market
        .stripe
        .fault(json!({
            "match": { "method": "POST", "path_prefix": "/v1/payment_intents" },
            "kind": "delay", "delay_ms": 1500, "times": 1,
        }))
        .await;
    let paying = tokio::spawn({
        let (buyer, order) = (buyer.clone(), order.clone());
        async move { buyer.pay(&order, "tok_visa").await }
    });
    eventually("the payment is at Stripe", || async {
        let mine = format!("/api/payments?orderId={}", order.id);
        let payments: Vec<Value> = buyer.http.get(&mine).await.json(200);
        (!payments.is_empty()).then_some(())
    })
    .await;

    let payments = market.fleet.service(Service::Payments, 0).unwrap();
    let status = payments.stop().await.unwrap();
    assert!(status.is_some_and(|status| status.success()), "{status:?}");
    let answer = paying.await.unwrap();
    assert!([201, 202].contains(&answer.status.as_u16()), "{answer:?}");
    payments.start_again().await.unwrap();
    buyer.sees(&order, "complete").await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolling_restart_under_load_fails_no_request() {
    let mut market = Market::on_shared_servers().await;
    for service in Service::ALL {
        market = market.replicas(service, 2);
    }
    let market = market.start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let ticket = seller.sell("5").await;
    let paths = [
        "/api/users/currentuser".to_owned(),
        "/api/tickets".to_owned(),
        format!("/api/tickets/{}", ticket.id),
        "/api/orders".to_owned(),
        "/api/payments/config".to_owned(),
    ];
    let (answered, stop) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let load = futures::future::join_all(paths.iter().map(|path| async {
        while stop.load(Ordering::Relaxed) == 0 {
            buyer.http.get(path).await.expect(200);
            answered.fetch_add(1, Ordering::Relaxed);
        }
    }));
    let restart = async {
        for service in Service::ALL {
            for server in market.fleet.replicas(service) {
                let status = server.stop().await.unwrap();
                assert!(status.is_some_and(|status| status.success()), "{service}: {status:?}");
                server.start_again().await.unwrap();
            }
        }
        stop.store(1, Ordering::Relaxed);
    };
    tokio::join!(load, restart);
    assert!(answered.load(Ordering::Relaxed) > 100, "there was hardly any load");
    market.settle().await;
}
