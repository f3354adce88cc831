//! The main job, and the ways in which a purchase ends otherwise.

use std::time::Duration;

use e2e::Market;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sells_a_ticket_and_another_one_owns_it() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let ticket = seller.sell("19.99").await;
    let order = buyer.reserve(&ticket).await;
    assert_eq!(seller.sees_ticket(&ticket, "reserved").await.order_id, Some(order.id.clone()));

    let payment: Value = buyer.pay(&order, "tok_visa").await.json(201);
    assert_eq!(payment["status"], "succeeded");
    assert_eq!(buyer.order(&order).await.status, "complete");
    assert_eq!(seller.sees_ticket(&ticket, "sold").await.order_id, Some(order.id.clone()));

    let again: Value = buyer.pay(&order, "tok_visa").await.json(201);
    assert_eq!(again["id"], payment["id"]);
    let intents = market.stripe.intents_of(&order.id).await;
    assert_eq!(intents.iter().map(|intent| intent.amount_received).collect::<Vec<_>>(), [1999]);
    market.settle().await;
    market.fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_declined_card_another_one_pays() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("30").await).await;
    let declined = buyer.pay(&order, "pm_card_visa_chargeDeclinedInsufficientFunds").await;
    assert_eq!((declined.status.as_u16(), declined.code().as_str()), (402, "card_declined"));
    buyer.pay(&order, "pm_card_visa").await.expect(201);
    buyer.sees(&order, "complete").await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_needs_3d_secure_pays_once_the_buyer_has_confirmed() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("45.50").await).await;
    let waiting: Value = buyer.pay(&order, "pm_card_threeDSecure2Required").await.json(202);
    assert_eq!(waiting["status"], "requires_action");
    let secret = waiting["clientSecret"].as_str().unwrap();
    let intent = secret.split("_secret_").next().unwrap();
    assert_eq!(buyer.order(&order).await.status, "awaiting:payment");

    market.stripe.authenticate(intent, "succeed").await;
    buyer.sees(&order, "complete").await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_3d_secure_lets_the_buyer_try_another_card() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("45.50").await).await;
    let waiting: Value = buyer.pay(&order, "pm_card_threeDSecure2Required").await.json(202);
    let intent = waiting["clientSecret"].as_str().unwrap().split("_secret_").next().unwrap().to_owned();
    market.stripe.authenticate(&intent, "fail").await;
    buyer.pay(&order, "tok_mastercard").await.expect(201);
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_abandoned_3d_secure_gives_way_to_another_card() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("45.50").await).await;
    buyer.pay(&order, "pm_card_threeDSecure2Required").await.expect(202);
    buyer.pay(&order, "tok_visa").await.expect(201);
    let intents = market.stripe.intents_of(&order.id).await;
    assert_eq!(intents.iter().filter(|intent| intent.status == "canceled").count(), 1);
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unpaid_ticket_is_back_on_sale_when_the_time_is_over() {
    let market = Market::on_shared_servers().await.order_window(Duration::from_secs(1)).start().await;
    let (seller, first, second) = (market.person().await, market.person().await, market.person().await);
    let ticket = seller.sell("10").await;
    let order = first.reserve(&ticket).await;
    let cancelled = first.sees(&order, "cancelled").await;
    assert_eq!(cancelled.cancel_reason.as_deref(), Some("expired"));
    first.pay(&order, "tok_visa").await.expect(409);
    seller.sees_ticket(&ticket, "listed").await;
    second.reserve(&ticket).await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_paid_cannot_cancel_and_one_who_did_not_can() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let (paid, unpaid) = (seller.sell("10").await, seller.sell("20").await);
    let order = buyer.reserve(&paid).await;
    buyer.pay(&order, "tok_visa").await.expect(201);
    assert_eq!(buyer.cancel(&order).await.expect(409).code(), "order_complete");
    assert_eq!(buyer.order(&order).await.status, "complete");

    let order = buyer.reserve(&unpaid).await;
    buyer.cancel(&order).await.expect(204);
    buyer.cancel(&order).await.expect(204);
    seller.sees_ticket(&unpaid, "listed").await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_can_touch_a_reserved_ticket_only_after_it_is_free() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let ticket = seller.sell("10").await;
    let path = format!("/api/tickets/{}", ticket.id);
    assert_eq!(seller.try_reserve(&ticket).await.expect(409).code(), "own_ticket");
    let order = buyer.reserve(&ticket).await;
    seller.sees_ticket(&ticket, "reserved").await;
    let edit = json!({ "title": "Concert", "price": 99 });
    seller.http.put(&path, &edit).await.expect(409);
    seller.http.delete(&path).await.expect(409);
    buyer.cancel(&order).await.expect(204);
    seller.sees_ticket(&ticket, "listed").await;
    seller.http.put(&path, &edit).await.expect(200);
    seller.http.delete(&path).await.expect(204);
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_stripe_is_slower_than_the_order_the_next_buyer_gets_the_ticket_and_one_is_charged() {
    let market = Market::on_shared_servers().await.order_window(Duration::from_secs(2)).start().await;
    let (seller, late, quick) = (market.person().await, market.person().await, market.person().await);
    let ticket = seller.sell("80").await;
    let order = late.reserve(&ticket).await;
    market
        .stripe
        .fault(json!({
            "match": { "method": "POST", "path_prefix": "/v1/payment_intents" },
            "kind": "delay", "delay_ms": 4000, "times": 1,
        }))
        .await;
    let answer = late.pay(&order, "tok_visa").await;
    assert!([202, 409].contains(&answer.status.as_u16()), "{answer:?}");
    assert_eq!(late.sees(&order, "cancelled").await.cancel_reason.as_deref(), Some("expired"));
    seller.sees_ticket(&ticket, "listed").await;
    let order = quick.reserve(&ticket).await;
    quick.pay(&order, "tok_visa").await.expect(201);
    market.settle().await;
    let ledger = market.stripe.ledger().await;
    assert_eq!(ledger.payment_intents.iter().map(|intent| intent.captures).sum::<u32>(), 1);
    assert_eq!(ledger.payment_intents.iter().filter(|intent| intent.status == "canceled").count(), 1);
}
