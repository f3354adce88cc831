//! SIGTERM while a card is being charged.

use std::time::Duration;

use bson::{Document, doc};
use common::events::order::OrderState;
use payments::domain::PaymentStatus;
use serde_json::json;
use stripe_double::{Fault, FaultKind};
use testkit::eventually;

use crate::harness::start;

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_stripe_and_for_the_answer_and_keeps_no_event_back() {
    let desk = start().await;
    let (declined, good) = (desk.ordered().await, desk.ordered().await);
    let slow = Fault::new(FaultKind::Delay).delay(Duration::from_millis(600)).on_method("POST").times(2);
    desk.stripe.add_fault(slow).unwrap();
    let post = |order: &OrderState, token: &str| {
        let body = json!({ "orderId": order.id, "token": token });
        let user = desk.user(order.user_id);
        tokio::spawn(async move { user.post("/api/payments", &body).await })
    };
    let refused = post(&declined, "pm_card_visa_chargeDeclined");
    let waiting = post(&good, "pm_card_threeDSecure2Required");
    eventually("both cards are at Stripe", || async {
        (desk.stripe.ledger().counters.posts >= 2).then_some(())
    })
    .await;
    let (payments, database) = (desk.payments.clone(), desk.database("payments").await);
    desk.app.stop().await.unwrap();
    assert_eq!(refused.await.unwrap().expect(402).code(), "card_declined");
    waiting.await.unwrap().expect(202);
    let stored = payments.of(good.id, good.user_id).await.unwrap();
    assert_eq!(stored[0].status, PaymentStatus::RequiresAction);
    let unsent = doc! { "outboxAt": { "$exists": true } };
    assert_eq!(database.collection::<Document>("payments").count_documents(unsent).await.unwrap(), 0);
}
