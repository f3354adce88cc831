//! A worker dies, or comes too late.

use std::time::Duration;

use common::events::order::OrderState;
use common::events::payment::{PaymentCreated, PaymentFailed};
use payments::domain::{Order, Payment, PaymentStatus};
use payments::stripe::Stripe;
use stripe_double::WebhookKnobs;
use testkit::eventually;

use crate::harness::{Desk, SECRET_KEY, start_with_standing_clock, stripe_config};

fn silent() -> WebhookKnobs {
    WebhookKnobs { paused: true, ..WebhookKnobs::default() }
}

/// An attempt as a worker leaves it that dies once Stripe has answered: sent, and leased for a while.
async fn orphan(desk: &Desk, order: &OrderState, sent_ago: Duration) -> Payment {
    let now = desk.clock.now();
    let payment =
        Payment::new(&Order::from(order.clone()), "pm_card_visa".parse().unwrap(), now.minus(sent_ago));
    let payment = Payment {
        status: PaymentStatus::Sent,
        version: 2,
        work_at: Some(now.plus(Duration::from_secs(15))),
        ..payment
    };
    desk.payments.begin(&payment).await.unwrap();
    Stripe::new(&stripe_config(&desk.stripe.url())).unwrap().authorise(&payment).await.unwrap();
    payment
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_began_is_finished_under_its_key() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(silent());
    let order = desk.ordered().await;
    let orphan = orphan(&desk, &order, Duration::ZERO).await;
    desk.clock.advance(Duration::from_secs(15));
    let authorised = desk.becomes(&order, PaymentStatus::Authorised).await;
    assert_eq!(authorised.id, orphan.id);
    assert_eq!(authorised.stripe_id.unwrap(), desk.intent_becomes(&order, "requires_capture").await.id);
    desk.complete(&order, orphan.id).await;
    desk.becomes(&order, PaymentStatus::Captured).await;
    assert_eq!(desk.intents(order.id).len(), 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_comes_before_our_own_note_makes_it_faster() {
    // The clock stands: only the webhook's word on whose intent it is can wake the attempt.
    let desk = start_with_standing_clock().await;
    let order = desk.ordered().await;
    let orphan = orphan(&desk, &order, Duration::ZERO).await;
    assert_eq!(desk.becomes(&order, PaymentStatus::Authorised).await.id, orphan.id);
    assert_eq!(desk.intents(order.id).len(), 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_a_dead_worker_held_for_an_order_that_is_over_is_let_go() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(silent());
    let order = desk.ordered().await;
    orphan(&desk, &order, Duration::ZERO).await;
    desk.cancel(&order).await;
    desk.becomes(&order, PaymentStatus::Voided).await;
    desk.intent_becomes(&order, "canceled").await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_stripe_may_have_forgotten_is_not_used_again() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(silent());
    let order = desk.ordered().await;
    orphan(&desk, &order, Duration::from_secs(23 * 3600)).await;
    // Stripe keeps keys for a day; here the day is over before it is asked again.
    desk.stripe.advance_clock(Duration::from_secs(25 * 3600));
    desk.cancel(&order).await;
    desk.becomes(&order, PaymentStatus::Voided).await;
    desk.intent_becomes(&order, "canceled").await;
    desk.close().await;
}

async fn failed(desk: &Desk, order: &OrderState) -> PaymentFailed {
    desk.becomes(order, PaymentStatus::CaptureFailed).await;
    eventually("the failure is told", || async { desk.published::<PaymentFailed>().await.pop() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_ran_out_before_the_order_was_complete_is_told() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(silent());
    let order = desk.ordered().await;
    let payment = desk.authorised(&order, "pm_card_visa").await;
    desk.stripe.advance_clock(Duration::from_secs(8 * 24 * 3600));
    desk.intent_becomes(&order, "canceled").await;
    desk.complete(&order, payment.id).await;
    let told = failed(&desk, &order).await;
    assert_eq!((told.0.id, told.0.order_id), (payment.id, order.id));
    assert_eq!(desk.intents(order.id)[0].amount_received, 0);
    desk.rests().await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_someone_gave_up_at_stripe_is_noticed_and_told_when_the_order_counts_on_it() {
    let desk = start_with_standing_clock().await;
    let order = desk.ordered().await;
    let payment = desk.authorised(&order, "pm_card_visa").await;
    let url = format!("{}/v1/payment_intents/{}/cancel", desk.stripe.url(), payment.stripe_id.unwrap());
    let cancel =
        reqwest::Client::new().post(url).bearer_auth(SECRET_KEY).header("idempotency-key", "by-hand");
    cancel.send().await.unwrap().error_for_status().unwrap();
    // Stripe's webhook tells; nothing is said to orders, which has not counted on it yet.
    desk.becomes(&order, PaymentStatus::Voided).await;
    assert!(desk.published::<PaymentFailed>().await.is_empty());
    desk.complete(&order, payment.id).await;
    assert_eq!(failed(&desk, &order).await.0.id, payment.id);
    assert_eq!(desk.published::<PaymentCreated>().await.len(), 1);
    desk.close().await;
}
