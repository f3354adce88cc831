//! Money that was taken and is given back.

use std::time::Duration;

use common::events::order::OrderState;
use common::events::payment::PaymentRefunded;
use payments::domain::PaymentStatus;
use serde_json::{Value, json};
use stripe_double::{Fault, FaultKind};
use testkit::eventually;

use crate::harness::{Desk, start};

/// An order that was paid with a card and is cancelled then.
async fn paid_and_cancelled(desk: &Desk, card: &str) -> OrderState {
    let order = desk.ordered().await;
    let paid: Value = desk.buy(&order, card).await.json(201);
    let complete = OrderState {
        version: order.version + 1,
        payment_id: Some(paid["id"].as_str().unwrap().parse().unwrap()),
        ..order
    };
    desk.cancel(&complete).await
}

async fn listed(desk: &Desk, order: &OrderState) -> Value {
    let answer = desk.user(order.user_id).get(&format!("/api/payments?orderId={}", order.id)).await;
    answer.json::<Vec<Value>>(200).remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_was_taken_for_a_cancelled_order_is_given_back_in_full_and_once() {
    let desk = start().await;
    let order = paid_and_cancelled(&desk, "pm_card_visa").await;
    let refunded = desk.becomes(&order, PaymentStatus::Refunded).await;
    let ledger = desk.stripe.ledger();
    assert_eq!(ledger.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [1999]);
    let shown = listed(&desk, &order).await;
    let refunds = json!([{ "id": ledger.refunds[0].id, "amount": 19.99, "currency": "usd" }]);
    assert_eq!((&shown["status"], &shown["refunds"]), (&json!("refunded"), &refunds));
    let told = eventually("it is told", || async { desk.published::<PaymentRefunded>().await.pop() }).await;
    assert_eq!((told.0.id, told.0.order_id), (refunded.id, order.id));
    assert_eq!(desk.pay(&order, "tok_visa").await.expect(409).code(), "order_not_payable");
    desk.close().await;
}

/// The ways in which an order can be cancelled while its money is on its way.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_refunded_while_its_capture_is_under_way_keeps_nothing() {
    let slow = Duration::from_millis(400);
    let faults = [
        Fault::new(FaultKind::Delay).delay(slow),
        Fault::new(FaultKind::DelayAfterEffect).delay(slow),
        Fault::new(FaultKind::DropConnectionAfterEffect),
        Fault::new(FaultKind::ErrorAfterEffect),
        Fault::new(FaultKind::ErrorBefore),
    ];
    let attempts = faults.map(async |fault| {
        let desk = start().await;
        desk.stripe.add_fault(fault.clone().times(1).on_method("POST").on_path_suffix("/capture")).unwrap();
        let order = desk.ordered().await;
        let payment = desk.authorised(&order, "pm_card_visa").await;
        let complete = desk.complete(&order, payment.id).await;
        desk.knows(&complete).await;
        desk.cancel(&complete).await;
        desk.rests().await;
        let payment = eventually("the attempt is over", || async {
            let payment = desk.payments.get(payment.id).await.unwrap().unwrap();
            (!payment.open).then_some(payment)
        })
        .await;
        let intent = desk.intents(order.id).remove(0);
        match payment.status {
            PaymentStatus::Refunded => {
                assert_eq!((intent.amount_received, intent.amount_refunded), (1999, 1999))
            }
            PaymentStatus::Voided => {
                assert_eq!((intent.amount_received, intent.status.as_str()), (0, "canceled"))
            }
            other => panic!("{fault:?}: {other:?}"),
        }
        let given_back = desk.stripe.ledger().refunds.len();
        assert_eq!(given_back, usize::from(payment.status == PaymentStatus::Refunded), "{fault:?}");
        desk.close().await;
    });
    futures::future::join_all(attempts).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_takes_its_time_is_no_refund_before_stripe_says_so() {
    let desk = start().await;
    let order = paid_and_cancelled(&desk, "pm_card_pendingRefund").await;
    eventually("the refund is under way", || async {
        let payment = desk.becomes(&order, PaymentStatus::Captured).await;
        payment.refund_id
    })
    .await;
    assert_eq!(listed(&desk, &order).await["refunds"], json!([]));
    desk.becomes(&order, PaymentStatus::Refunded).await;
    assert_eq!(desk.stripe.ledger().refunds.len(), 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_fails_later_is_noticed() {
    let desk = start().await;
    let order = paid_and_cancelled(&desk, "pm_card_refundFail").await;
    desk.becomes(&order, PaymentStatus::Refunded).await;
    desk.stripe.advance_clock(Duration::from_secs(2));
    desk.becomes(&order, PaymentStatus::RefundFailed).await;
    let shown = listed(&desk, &order).await;
    // The money is still with us.
    assert_eq!((&shown["status"], &shown["refunds"]), (&json!("succeeded"), &json!([])));
    desk.rests().await;
    desk.close().await;
}
