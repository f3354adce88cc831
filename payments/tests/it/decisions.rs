//! The order decides: its payment is captured, all other money is let go.

use std::time::Duration;

use common::events::order::{OrderCreated, OrderPaymentRejected, OrderStatus};
use common::events::payment::PaymentCreated;
use common::ids::PaymentId;
use payments::domain::{Order, Payment, PaymentStatus};
use stripe_double::{AuthenticationOutcome, WebhookKnobs};
use testkit::eventually;

use crate::harness::{finished, order, start, start_with_standing_clock};

#[tokio::test(flavor = "multi_thread")]
async fn money_is_only_taken_once_the_order_is_complete_by_this_payment() {
    let desk = start().await;
    let order = desk.ordered().await;
    let payment = desk.authorised(&order, "pm_card_visa").await;
    assert_eq!(desk.intent_becomes(&order, "requires_capture").await.amount_received, 0);
    // A newer state that is still undecided changes nothing.
    let undecided = finished(&order, OrderStatus::AwaitingPayment, None);
    desk.publish(&OrderCreated(undecided.clone())).await;
    desk.knows(&undecided).await;
    assert_eq!(desk.becomes(&order, PaymentStatus::Authorised).await.version, payment.version);
    assert_eq!(desk.intents(order.id)[0].captures, 0);

    desk.complete(&undecided, payment.id).await;
    desk.becomes(&order, PaymentStatus::Captured).await;
    assert_eq!(desk.intent_becomes(&order, "succeeded").await.amount_received, 1999);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_another_payment_completed_lets_the_money_go() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.authorised(&order, "pm_card_visa").await;
    desk.complete(&order, PaymentId::new()).await;
    desk.becomes(&order, PaymentStatus::Voided).await;
    assert_eq!(desk.intent_becomes(&order, "canceled").await.amount_received, 0);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_order_lets_the_money_go() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.authorised(&order, "tok_visa").await;
    desk.cancel(&order).await;
    desk.becomes(&order, PaymentStatus::Voided).await;
    assert_eq!(desk.intent_becomes(&order, "canceled").await.amount_received, 0);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_the_order_refused_is_let_go_and_not_offered_again() {
    let desk = start().await;
    let order = desk.ordered().await;
    let payment = desk.authorised(&order, "tok_visa").await;
    let rejected = OrderPaymentRejected { order_id: order.id, version: 2, payment_id: payment.id };
    for _ in 0..2 {
        desk.publish_raw("order.payment_rejected", &serde_json::to_vec(&rejected).unwrap()).await;
    }
    desk.becomes(&order, PaymentStatus::Voided).await;
    desk.intent_becomes(&order, "canceled").await;
    assert_eq!(desk.published::<PaymentCreated>().await.len(), 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_ends_while_the_bank_takes_its_time_lets_the_money_go_afterwards() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.stripe.slow_charges(1, Duration::from_millis(800));
    let (_, ()) = tokio::join!(desk.pay(&order, "pm_card_visa"), async {
        desk.becomes(&order, PaymentStatus::Processing).await;
        // Stripe does not cancel what is processing, and repeats that to the same key for a day.
        desk.cancel(&order).await;
        desk.becomes(&order, PaymentStatus::Voided).await;
    });
    assert_eq!(desk.intent_becomes(&order, "canceled").await.amount_received, 0);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_whose_order_is_over_is_never_sent_to_stripe() {
    let desk = start_with_standing_clock().await;
    let (cancelled, expired) = (desk.ordered().await, desk.ordered().await);
    desk.knows(&desk.cancel(&cancelled).await).await;
    desk.clock.advance(Duration::from_secs(900));
    for order in [&cancelled, &expired] {
        let token = "pm_card_visa".parse().unwrap();
        let payment = Payment::new(&Order::from(order.clone()), token, desk.clock.now());
        desk.payments.begin(&payment).await.unwrap();
        let given_up = desk.becomes(order, PaymentStatus::Voided).await;
        assert_eq!((given_up.id, given_up.open, given_up.stripe_id), (payment.id, false, None));
    }
    assert_eq!(desk.stripe.ledger().counters.posts, 0);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_is_confirmed_too_late_is_not_offered_to_the_order() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(WebhookKnobs { paused: true, ..WebhookKnobs::default() });
    let order = desk.ordered().await;
    desk.pay(&order, "pm_card_threeDSecure2Required").await.expect(202);
    let first = desk.becomes(&order, PaymentStatus::RequiresAction).await;
    desk.stripe.authenticate(&first.stripe_id.clone().unwrap(), AuthenticationOutcome::Succeeded).unwrap();
    // It was confirmed, which we do not know yet, and the buyer takes another card.
    let second = desk.authorised(&order, "pm_card_visa").await;
    let first = eventually("the first is let go", || async {
        desk.payments.get(first.id).await.unwrap().filter(|first| first.status == PaymentStatus::Voided)
    })
    .await;
    assert!(first.unwanted);
    let offered: Vec<_> = eventually("the second is offered", || async {
        Some(desk.published::<PaymentCreated>().await).filter(|told| !told.is_empty())
    })
    .await;
    assert_eq!(offered.iter().map(|told| told.0.id).collect::<Vec<_>>(), [second.id]);
    desk.complete(&order, second.id).await;
    desk.becomes(&order, PaymentStatus::Captured).await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_for_an_order_that_is_not_known_yet_waits() {
    let desk = start_with_standing_clock().await;
    let order = order(&desk.clock);
    let payment = Payment::new(&Order::from(order.clone()), "tok_visa".parse().unwrap(), desk.clock.now());
    desk.payments.begin(&payment).await.unwrap();
    eventually("it is put off", || async {
        let payment = desk.payments.get(payment.id).await.unwrap().unwrap();
        payment.work_at.filter(|at| *at == desk.clock.now().plus(Duration::from_secs(10)))
    })
    .await;
    desk.publish(&OrderCreated(order.clone())).await;
    desk.becomes(&order, PaymentStatus::Authorised).await;
    desk.close().await;
}
