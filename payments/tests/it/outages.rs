//! Stripe loses answers, breaks before and after it has done what it was asked, and is slow: each thing is
//! done once all the same.

use std::time::Duration;

use common::events::order::OrderState;
use payments::domain::PaymentStatus;
use stripe_double::{Fault, FaultKind};

use crate::harness::{Desk, start};

/// Everything that can happen to a call.
fn faults() -> [Fault; 6] {
    [
        Fault::new(FaultKind::DropConnectionAfterEffect).times(1),
        Fault::new(FaultKind::ErrorAfterEffect).times(1),
        Fault::new(FaultKind::ErrorBefore).times(1),
        Fault { status: Some(503), ..Fault::new(FaultKind::ErrorAfterEffect).times(1) },
        Fault::new(FaultKind::RateLimit).times(2),
        Fault::new(FaultKind::Delay).delay(Duration::from_millis(400)).times(1),
    ]
}

/// Tries something under every fault, all at once, each with a Stripe of its own.
async fn under_each(check: impl AsyncFn(&Desk, &OrderState, Fault)) {
    let attempts = faults().map(async |fault| {
        let desk = start().await;
        let order = desk.ordered().await;
        check(&desk, &order, fault).await;
        desk.close().await;
    });
    futures::future::join_all(attempts).await;
}

fn check_paid_once(desk: &Desk, order: &OrderState, fault: &Fault) {
    let intents = desk.intents(order.id);
    assert_eq!(intents.len(), 1, "{fault:?}: {intents:?}");
    assert_eq!((intents[0].captures, intents[0].amount_received), (1, 1999), "{fault:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_authorised_once() {
    under_each(async |desk, order, fault| {
        desk.stripe.add_fault(fault.clone().on_method("POST").on_path_suffix("/payment_intents")).unwrap();
        desk.buy(order, "pm_card_visa").await.expect(201);
        check_paid_once(desk, order, &fault);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_style_token_becomes_a_payment_method_and_pays_once() {
    under_each(async |desk, order, fault| {
        desk.stripe.add_fault(fault.clone().on_path_suffix("/payment_methods")).unwrap();
        desk.buy(order, "tok_visa").await.expect(201);
        check_paid_once(desk, order, &fault);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_in_spite_of_an_error_is_found_and_what_was_not_is_asked_again() {
    let desk = start().await;
    for (kind, key) in [
        (FaultKind::DropConnectionAfterEffect, "authorise:0"),
        (FaultKind::ErrorAfterEffect, "authorise:0"),
        (FaultKind::ErrorBefore, "authorise:0"),
    ] {
        let order = desk.ordered().await;
        let fault = Fault::new(kind).on_method("POST").on_path_suffix("/payment_intents").times(1);
        desk.stripe.add_fault(fault).unwrap();
        desk.authorised(&order, "pm_card_visa").await;
        let intents = desk.intents(order.id);
        assert_eq!(intents.len(), 1);
        let used = intents[0].idempotency_key.clone().unwrap();
        assert_eq!(used, format!("{}:{key}", intents[0].metadata["payment_id"]));
        desk.cancel(&order).await;
        desk.becomes(&order, PaymentStatus::Voided).await;
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_taken_once() {
    under_each(async |desk, order, fault| {
        desk.stripe.add_fault(fault.clone().on_path_suffix("/capture")).unwrap();
        desk.buy(order, "pm_card_visa").await.expect(201);
        check_paid_once(desk, order, &fault);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_let_go() {
    under_each(async |desk, order, fault| {
        desk.authorised(order, "pm_card_visa").await;
        desk.stripe.add_fault(fault.clone().on_path_suffix("/cancel")).unwrap();
        desk.cancel(order).await;
        desk.becomes(order, PaymentStatus::Voided).await;
        assert_eq!(desk.intent_becomes(order, "canceled").await.amount_received, 0, "{fault:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_given_back_once() {
    under_each(async |desk, order, fault| {
        desk.buy(order, "pm_card_visa").await.expect(201);
        let payment = desk.becomes(order, PaymentStatus::Captured).await;
        desk.stripe.add_fault(fault.clone().on_method("POST").on_path_suffix("/refunds")).unwrap();
        let complete =
            OrderState { version: order.version + 1, payment_id: Some(payment.id), ..order.clone() };
        desk.cancel(&complete).await;
        desk.becomes(order, PaymentStatus::Refunded).await;
        assert_eq!(desk.intents(order.id)[0].amount_refunded, 1999, "{fault:?}");
        assert_eq!(desk.stripe.ledger().refunds.len(), 1, "{fault:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_of_everything_is_outlasted() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.stripe
        .add_fault(Fault { status: Some(503), ..Fault::new(FaultKind::ErrorBefore).times(6) })
        .unwrap();
    desk.buy(&order, "tok_visa").await;
    desk.becomes(&order, PaymentStatus::Captured).await;
    assert_eq!(desk.intents(order.id).len(), 1);
    desk.close().await;
}
