//! 3-D Secure: the buyer confirms with his bank.

use std::time::Duration;

use common::events::order::OrderState;
use payments::domain::PaymentStatus;
use serde_json::{Value, json};
use stripe_double::{AuthenticationOutcome, Fault, FaultKind, WebhookKnobs};

use crate::harness::{Desk, start, start_with_standing_clock};

const CARD: &str = "pm_card_threeDSecure2Required";

/// Begins to pay with a card that must be confirmed; gives the intent.
async fn begin(desk: &Desk, order: &OrderState) -> String {
    let waiting: Value = desk.pay(order, CARD).await.json(202);
    let intent = desk.intents(order.id).pop().unwrap();
    let secret = waiting["clientSecret"].as_str().unwrap();
    assert!(secret.starts_with(&format!("{}_secret_", intent.id)));
    let expected = json!({ "id": waiting["id"], "status": "requires_action", "clientSecret": secret });
    assert_eq!(waiting, expected);
    assert_eq!(intent.status, "requires_action");
    intent.id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_webhook_tells_that_the_buyer_confirmed() {
    // The clock stands, so that it is not asked about by itself.
    let desk = start_with_standing_clock().await;
    let order = desk.ordered().await;
    let intent = begin(&desk, &order).await;
    desk.stripe.authenticate(&intent, AuthenticationOutcome::Succeeded).unwrap();
    let payment = desk.becomes(&order, PaymentStatus::Authorised).await;
    desk.complete(&order, payment.id).await;
    desk.becomes(&order, PaymentStatus::Captured).await;
    // Paid: the secret that confirms it is not told any more.
    let again: Value = desk.pay(&order, CARD).await.json(201);
    assert_eq!(again, json!({ "id": payment.id, "status": "succeeded" }));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_webhooks_stripe_is_asked() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(WebhookKnobs { paused: true, ..WebhookKnobs::default() });
    let order = desk.ordered().await;
    let intent = begin(&desk, &order).await;
    desk.stripe.authenticate(&intent, AuthenticationOutcome::Succeeded).unwrap();
    desk.clock.advance(Duration::from_secs(10));
    let payment = desk.becomes(&order, PaymentStatus::Authorised).await;
    desk.complete(&order, payment.id).await;
    desk.becomes(&order, PaymentStatus::Captured).await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_card_again_is_the_same_payment_and_another_one_replaces_it() {
    let desk = start().await;
    let order = desk.ordered().await;
    let intent = begin(&desk, &order).await;
    assert_eq!(begin(&desk, &order).await, intent);
    desk.buy(&order, "pm_card_visa").await.expect(201);
    desk.rests().await;
    let statuses: Vec<_> = desk.intents(order.id).into_iter().map(|intent| intent.status).collect();
    assert_eq!(statuses, ["canceled", "succeeded"]);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_fails_may_try_another_card_and_cannot_confirm_the_first_any_more() {
    let desk = start().await;
    let order = desk.ordered().await;
    let intent = begin(&desk, &order).await;
    // Stripe breaks just as the failed intent is to be closed.
    desk.stripe.add_fault(Fault::new(FaultKind::ErrorBefore).on_path_suffix("/cancel").times(2)).unwrap();
    desk.stripe.authenticate(&intent, AuthenticationOutcome::Fail).unwrap();
    let declined = desk.becomes(&order, PaymentStatus::Declined).await;
    assert_eq!(declined.decline.unwrap().code, "payment_intent_authentication_failure");
    desk.intent_becomes(&order, "canceled").await;
    desk.buy(&order, "tok_visa").await.expect(201);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_is_declined_after_the_buyer_confirmed_is_declined() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.pay(&order, "pm_card_threeDSecureRequiredChargeDeclined").await.expect(202);
    let intent = desk.intents(order.id).pop().unwrap();
    desk.stripe.authenticate(&intent.id, AuthenticationOutcome::Succeeded).unwrap();
    desk.becomes(&order, PaymentStatus::Declined).await;
    desk.intent_becomes(&order, "canceled").await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_order_takes_the_confirmation_from_the_buyer() {
    let desk = start().await;
    let order = desk.ordered().await;
    let intent = begin(&desk, &order).await;
    desk.cancel(&order).await;
    desk.becomes(&order, PaymentStatus::Voided).await;
    assert_eq!(desk.intent_becomes(&order, "canceled").await.id, intent);
    assert!(desk.stripe.authenticate(&intent, AuthenticationOutcome::Succeeded).is_err());
    assert_eq!(desk.pay(&order, CARD).await.expect(409).code(), "order_not_payable");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_that_comes_together_with_the_end_of_the_order_holds_nothing() {
    let desk = start().await;
    for _ in 0..5 {
        let order = desk.ordered().await;
        let intent = begin(&desk, &order).await;
        let (_, confirmed) = tokio::join!(desk.cancel(&order), async {
            desk.stripe.authenticate(&intent, AuthenticationOutcome::Succeeded)
        });
        confirmed.unwrap();
        desk.intent_becomes(&order, "canceled").await;
        desk.becomes(&order, PaymentStatus::Voided).await;
    }
    desk.rests().await;
    desk.close().await;
}
