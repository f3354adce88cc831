//! Each service dies by a crash at each step of a purchase and is started again: between the write and
//! the publish, between the publish and its note, between the effect and the acknowledgement, before and
//! after Stripe. The purchase ends as if nothing had been.

use std::time::Duration;

use e2e::Market;
use fleet::Service;
use testkit::eventually;

use crate::persistence::{purchase, reserve, sell, while_restarting};

/// Crashes at the first, the second, … passage of `point`, until a purchase does not pass so often.
async fn at_each_passage(service: Service, point: &str, at_least: u32) {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let mut crashes = 0;
    loop {
        market.arm_crash(service, point, crashes);
        while_restarting(&market, async {
            let order = purchase(&seller, &buyer).await;
            market.settle().await;
            let intents = market.stripe.intents_of(&order.id).await;
            assert_eq!(intents.iter().map(|intent| intent.captures).collect::<Vec<_>>(), [1]);
        })
        .await;
        // The last acknowledgement may come after all has settled.
        let crashed = eventually("a crash, or nothing left to hear", || async {
            if market.has_crashed(service, point) {
                return Some(true);
            }
            market.has_heard_all(service).await.then_some(false)
        });
        if !while_restarting(&market, crashed).await {
            break;
        }
        crashes += 1;
    }
    market.disarm_crash(service, point);
    assert!(crashes >= at_least, "{service} passed {point} only {crashes} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_dies_between_write_and_publish() {
    at_each_passage(Service::Tickets, "before_publish", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_dies_between_publish_and_its_note() {
    at_each_passage(Service::Tickets, "before_outbox_removal", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_dies_between_effect_and_acknowledgement() {
    at_each_passage(Service::Tickets, "before_ack", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_dies_between_write_and_publish() {
    at_each_passage(Service::Orders, "before_publish", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_dies_between_publish_and_its_note() {
    at_each_passage(Service::Orders, "before_outbox_removal", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_dies_between_effect_and_acknowledgement() {
    at_each_passage(Service::Orders, "before_ack", 5).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_between_write_and_publish() {
    at_each_passage(Service::Payments, "before_publish", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_between_publish_and_its_note() {
    at_each_passage(Service::Payments, "before_outbox_removal", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_between_effect_and_acknowledgement() {
    at_each_passage(Service::Payments, "before_ack", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_before_stripe_is_asked() {
    at_each_passage(Service::Payments, "before_stripe", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_between_stripe_and_write() {
    at_each_passage(Service::Payments, "after_stripe", 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn expiration_dies_between_effect_and_acknowledgement() {
    at_each_passage(Service::Expiration, "before_ack", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn auth_dies_while_people_buy() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    while_restarting(&market, async {
        market.fleet.service(Service::Auth, 0).unwrap().kill().await.unwrap();
        purchase(&seller, &buyer).await;
        market.ready().await;
        market.person().await;
        market.settle().await;
    })
    .await;
}

/// A ticket comes back on sale although expiration dies at `point` while it fires the timer.
async fn expires_in_spite_of_a_crash(service: Service, point: &str) {
    let market = Market::on_shared_servers().await.order_window(Duration::from_secs(2)).start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    while_restarting(&market, async {
        let ticket = sell(&seller).await;
        let order = reserve(&buyer, &ticket).await;
        buyer.sees(&order, "awaiting:payment").await;
        market.arm_crash(service, point, 0);
        let cancelled = buyer.sees(&order, "cancelled").await;
        assert_eq!(cancelled.cancel_reason.as_deref(), Some("expired"));
        seller.sees_ticket(&ticket, "listed").await;
        assert!(market.has_crashed(service, point));
        market.settle().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn expiration_dies_between_firing_and_publish() {
    expires_in_spite_of_a_crash(Service::Expiration, "before_publish").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn expiration_dies_between_publish_and_its_note() {
    expires_in_spite_of_a_crash(Service::Expiration, "before_outbox_removal").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_dies_while_it_ends_an_order() {
    expires_in_spite_of_a_crash(Service::Orders, "before_publish").await;
}
