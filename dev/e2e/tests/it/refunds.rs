//! An admin gives the money of a sale back.

use e2e::{Market, Order, Person, Ticket};
use fleet::Service;
use serde_json::Value;
use testkit::eventually;

use crate::persistence::{answered, pay, reserve, sell, while_restarting};

/// A sale, to be undone.
async fn sold(seller: &Person, buyer: &Person) -> (Ticket, Order) {
    let ticket = sell(seller).await;
    let order = reserve(buyer, &ticket).await;
    pay(buyer, &order).await;
    seller.sees_ticket(&ticket, "sold").await;
    (ticket, order)
}

/// Waits until the buyer is shown that he has his money again.
async fn has_money_again(buyer: &Person, order: &Order) {
    eventually("the payment is refunded", || async {
        let answer = buyer.http.get(&format!("/api/payments?orderId={}", order.id)).await;
        let payments: Vec<Value> = serde_json::from_str(&answer.body).unwrap_or_default();
        (payments.first()?["status"] == "refunded").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refunded_buyer_has_the_money_and_another_one_the_ticket() {
    let market = Market::open().await;
    let (seller, buyer, next) = (market.person().await, market.person().await, market.person().await);
    let admin = market.admin().await;
    let (ticket, order) = sold(&seller, &buyer).await;
    for _ in 0..2 {
        let refunded: Order = admin.refund(&order, "relist").await.json(200);
        assert_eq!(
            (refunded.status.as_str(), refunded.cancel_reason.as_deref()),
            ("cancelled", Some("refunded"))
        );
    }
    has_money_again(&buyer, &order).await;
    seller.sees_ticket(&ticket, "listed").await;
    let second = reserve(&next, &ticket).await;
    pay(&next, &second).await;
    assert_eq!(seller.sees_ticket(&ticket, "sold").await.order_id, Some(second.id.clone()));
    market.settle().await;

    let ledger = market.stripe.ledger().await;
    let given_back: Vec<_> =
        ledger.refunds.iter().map(|refund| (refund.amount, refund.status.as_str())).collect();
    assert_eq!(given_back, [(1234, "succeeded")]);
    let log: Vec<Value> = admin.http.get("/api/admin/orders/audit").await.json(200);
    assert_eq!(log.len(), 1);
    assert_eq!(
        (&log[0]["subject"], &log[0]["admin"]["id"]),
        (&order.id.clone().into(), &admin.id.clone().into())
    );
    let path = format!("/api/admin/payments?orderId={}", order.id);
    let payments: Vec<Value> = admin.http.get(&path).await.json(200);
    assert_eq!(payments[0]["refunds"][0]["id"], ledger.refunds[0].id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voided_ticket_is_never_sold_again() {
    let market = Market::open().await;
    let (seller, buyer, next) = (market.person().await, market.person().await, market.person().await);
    let admin = market.admin().await;
    let (ticket, order) = sold(&seller, &buyer).await;
    admin.refund(&order, "void").await.expect(200);
    assert_eq!(next.try_reserve(&ticket).await.status.as_u16(), 409);
    has_money_again(&buyer, &order).await;
    seller.sees_ticket(&ticket, "withdrawn").await;
    eventually("orders knows", || async {
        (next.try_reserve(&ticket).await.expect(409).code() == "ticket_withdrawn").then_some(())
    })
    .await;
    market.settle().await;
    assert_eq!(market.stripe.ledger().await.refunds.len(), 1);
}

/// Crashes at the first, the second, … passage of `point` after a refund was asked for, until a refund does
/// not pass so often.
async fn refunded_in_spite_of_a_crash(service: Service, point: &str, at_least: u32) {
    let market = Market::open().await;
    let (seller, buyer, admin) = (market.person().await, market.person().await, market.admin().await);
    let mut crashes = 0;
    loop {
        while_restarting(&market, async {
            let (ticket, order) = sold(&seller, &buyer).await;
            market.settle().await;
            market.arm_crash(service, point, crashes);
            answered(|| admin.refund(&order, "relist")).await.expect(200);
            has_money_again(&buyer, &order).await;
            seller.sees_ticket(&ticket, "listed").await;
            market.settle().await;
            let intent = market.stripe.intents_of(&order.id).await.remove(0);
            assert_eq!((intent.captures, intent.amount_refunded), (1, 1234));
        })
        .await;
        if !market.has_crashed(service, point) {
            break;
        }
        crashes += 1;
    }
    market.disarm_crash(service, point);
    assert!(crashes >= at_least, "{service} passed {point} only {crashes} times");
    let refunds = market.stripe.ledger().await.refunds.len();
    assert_eq!(refunds, usize::try_from(crashes).unwrap() + 1);
    let log: Vec<Value> = admin.http.get("/api/admin/orders/audit").await.json(200);
    assert_eq!(log.len(), refunds);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_dies_between_the_write_of_a_refund_and_its_publish() {
    refunded_in_spite_of_a_crash(Service::Orders, "before_publish", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_before_it_asks_stripe_for_a_refund() {
    refunded_in_spite_of_a_crash(Service::Payments, "before_stripe", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_dies_between_stripes_refund_and_its_write() {
    refunded_in_spite_of_a_crash(Service::Payments, "after_stripe", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_dies_between_freeing_a_refunded_ticket_and_its_acknowledgement() {
    refunded_in_spite_of_a_crash(Service::Tickets, "before_ack", 1).await;
}
