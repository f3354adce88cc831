//! `ops check` finds what it is there to find, and nothing else.

use bson::{Document, doc};
use fleet::Service::{Expiration, Orders, Payments, Tickets};
use serde_json::Value;

use super::Broken;

/// Long enough for what is on its way in a fleet at work, which ends the wait.
const PATIENT: [&str; 3] = ["check", "--patience", "60s"];
/// For what will stay wrong.
const AT_ONCE: [&str; 4] = ["--json", "check", "--patience", "0s"];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_wrong_with_a_fleet_that_nobody_broke() {
    let broken = Broken::open().await;
    broken.purchase().await;
    let cancelled = broken.buyer.reserve(&broken.seller.sell("5").await).await;
    broken.buyer.sees(&cancelled, "awaiting:payment").await;
    broken.buyer.cancel(&cancelled).await.expect(204);
    let told = broken.ops(&PATIENT).await.done();
    assert!(told.starts_with("0 violations in 6 copies"), "{told}");
    assert!(told.contains("1 intents") && told.contains("2 orders") && told.contains("2 tickets"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_damage_is_found_with_its_id() {
    let broken = Broken::open().await;
    let (ticket, order) = broken.purchase().await;
    broken.ops(&PATIENT).await.done();
    let payments = broken.documents(Payments, "payments").await;
    let payment = payments.find_one(doc! {}).await.unwrap().unwrap();
    let ids = [ticket.id, order.id, payment.get_object_id("_id").unwrap().to_hex()];
    let set = |fields: Document| doc! { "$set": fields };
    let damages = [
        (Orders, "orders", set(doc! { "status": "cancelled" }), "paid order is not complete"),
        (Orders, "orders", set(doc! { "ticket.priceCents": 99_i64 }), "complete order is not paid once"),
        (
            Orders,
            "orders",
            set(doc! { "status": "awaiting:payment", "expiresAt": bson::DateTime::from_millis(1) }),
            "order outlives its time",
        ),
        (Orders, "orders", set(doc! { "status": "created" }), "ticket does not stand as its order"),
        (
            Orders,
            "orders",
            set(doc! { "outboxAt": bson::DateTime::from_millis(1), "outboxLease": bson::DateTime::MAX }),
            "outbox is not empty",
        ),
        (Orders, "orders", set(doc! { "ticket.priceCents": 1_i64 }), "document cannot be read"),
        (Orders, "tickets", doc! { "$inc": { "version": 1_i64 } }, "copy is not its source"),
        (Orders, "tickets", set(doc! { "title": "Another" }), "copy is not its source"),
        (Tickets, "tickets", set(doc! { "orderId": null }), "ticket does not stand as its order"),
        (Tickets, "tickets", set(doc! { "status": "listed" }), "ticket does not stand as its order"),
        (Tickets, "orders", set(doc! { "status": "cancelled" }), "copy is not its source"),
        (Payments, "orders", set(doc! { "version": 1_i64 }), "copy is not its source"),
        (Payments, "payments", set(doc! { "amount": 99_i64 }), "payment is not as at Stripe"),
        (
            Payments,
            "payments",
            set(doc! { "status": "voided", "open": false }),
            "payment is not as at Stripe",
        ),
        (
            Payments,
            "payments",
            set(doc! { "stripeId": "pi_none", "status": "authorised" }),
            "payment of a finished order is open",
        ),
        (Expiration, "timers", set(doc! { "state": "armed" }), "timer does not stand as its order"),
    ];
    for (service, collection, change, rule) in damages {
        let before = broken.spoil(service, collection, change.clone()).await;
        let said = broken.ops(&AT_ONCE).await;
        assert_eq!(said.code, 3, "{service} {change}: {said:?}");
        let found: Value = serde_json::from_str(&said.out).unwrap();
        let named = |violation: &Value| {
            let text = violation.to_string();
            violation["rule"] == rule && ids.iter().any(|id| text.contains(id))
        };
        let violations = found["violations"].as_array().unwrap();
        assert!(violations.iter().any(named), "{service} {change}: {violations:?}");
        broken.put_back(service, collection, &before).await;
    }
    broken.ops(&PATIENT).await.done();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_or_too_much_is_found() {
    let broken = Broken::open().await;
    broken.purchase().await;
    for (service, collection, rule) in [
        (Orders, "tickets", "copy is not its source"),
        (Payments, "orders", "copy is not its source"),
        (Tickets, "tickets", "order of no ticket"),
        (Orders, "orders", "payment of no order"),
        (Payments, "payments", "intent of no payment"),
    ] {
        let documents = broken.documents(service, collection).await;
        let lost = documents.find_one_and_delete(doc! {}).await.unwrap().unwrap();
        let said = broken.ops(&AT_ONCE).await;
        assert!(said.code == 3 && said.out.contains(rule), "{service}.{collection}: {said:?}");
        documents.insert_one(lost).await.unwrap();
    }
    broken.ops(&PATIENT).await.done();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_account_stripe_is_not_asked_and_the_check_says_so() {
    let mut broken = Broken::open().await;
    broken.stripe = false;
    assert_eq!(broken.ops(&PATIENT).await.done(), "0 violations in nothing; Stripe was not asked\n");
}
