//! A payment under a key, and how many cards may be tried.

use std::time::Duration;

use common::events::order::OrderState;
use common::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Answer;

use crate::harness::{Desk, start, start_with_standing_clock};

const DECLINED: &str = "pm_card_visa_chargeDeclined";

async fn keyed(desk: &Desk, order: &OrderState, key: &str, token: &str) -> Answer {
    let buyer = desk.user(order.user_id);
    let request = buyer.request(Method::POST, "/api/payments").header("Idempotency-Key", key);
    buyer.send(request.json(&json!({ "orderId": order.id, "token": token }))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_card_is_not_tried_again_under_the_same_key() {
    let desk = start().await;
    let order = desk.ordered().await;
    let first = keyed(&desk, &order, "key", DECLINED).await;
    first.expect(402);
    let again = keyed(&desk, &order, "key", DECLINED).await;
    assert_eq!(
        (again.expect(402).body.as_str(), again.header("idempotency-replayed")),
        (first.body.as_str(), "true")
    );
    assert_eq!(desk.intents(order.id).len(), 1);
    keyed(&desk, &order, "another-key", DECLINED).await.expect(402);
    assert_eq!(desk.intents(order.id).len(), 2);
    assert_eq!(keyed(&desk, &order, "key", "pm_card_visa").await.code(), "idempotency_key_reused");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_waited_for_the_bank_is_answered_as_it_stands_now() {
    let desk = start().await;
    let order = desk.ordered().await;
    let waiting: Value = keyed(&desk, &order, "key", "pm_card_authenticationRequired").await.json(202);
    assert_eq!(waiting["status"], "requires_action");
    let still: Value = keyed(&desk, &order, "key", "pm_card_authenticationRequired").await.json(202);
    assert_eq!(still, waiting);
    let intents = desk.intents(order.id);
    assert_eq!(intents.len(), 1);
    desk.cancel(&order).await;
    desk.intent_becomes(&order, "canceled").await;
    desk.rests().await;
    let over = keyed(&desk, &order, "key", "pm_card_authenticationRequired").await;
    assert_eq!((over.status.as_u16(), over.code().as_str()), (409, "order_not_payable"));
    assert_eq!(desk.intents(order.id).len(), 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_cards_of_an_order_are_declined_and_no_sixth_is_tried() {
    let desk = start().await;
    let order = desk.ordered().await;
    for _ in 0..5 {
        desk.pay(&order, DECLINED).await.expect(402);
    }
    let refused = desk.pay(&order, "pm_card_visa").await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "too_many_cards"));
    assert_eq!(desk.intents(order.id).len(), 5);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_cards_of_a_buyer_are_declined_within_the_hour_and_the_next_waits() {
    let desk = start_with_standing_clock().await;
    let buyer = UserId::new();
    let ordered = || async {
        let order = OrderState { user_id: buyer, ..crate::harness::order(&desk.clock) };
        desk.publish(&common::events::order::OrderUpdated(order.clone())).await;
        desk.knows(&order).await;
        order
    };
    for _ in 0..2 {
        let order = ordered().await;
        for _ in 0..5 {
            desk.pay(&order, DECLINED).await.expect(402);
        }
        desk.clock.advance(Duration::from_secs(60));
    }
    let refused = desk.pay(&ordered().await, "pm_card_visa").await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_many_requests"));
    assert_eq!(refused.header("retry-after"), (3600 - 2 * 60).to_string());
    let other = desk.ordered().await;
    desk.pay(&other, DECLINED).await.expect(402);
    desk.clock.advance(Duration::from_secs(3600 - 2 * 60));
    desk.pay(&ordered().await, DECLINED).await.expect(402);
    desk.close().await;
}
