//! POST /api/payments/webhook

use std::time::Duration;

use bson::{Document, doc};
use payments::domain::PaymentStatus;
use serde_json::{Value, json};
use stripe_double::WebhookKnobs;
use stripe_double::signature::header;
use testkit::{Answer, eventually};

use crate::harness::{Desk, WEBHOOK_SECRET, start, start_with_standing_clock};

const PATH: &str = "/api/payments/webhook";

async fn send(desk: &Desk, signature: &str, body: &str) -> Answer {
    let anyone = desk.anyone();
    let request = anyone.request(reqwest::Method::POST, PATH).header("stripe-signature", signature);
    anyone.send(request.header("content-type", "application/json; charset=utf-8").body(body.to_owned())).await
}

/// As Stripe sends it.
async fn deliver(desk: &Desk, event: &Value) -> Answer {
    let body = event.to_string();
    send(desk, &header(WEBHOOK_SECRET, desk.clock.now().seconds(), &body), &body).await
}

fn event(id: &str, object: Value) -> Value {
    json!({ "id": id, "object": "event", "type": "some.event", "data": { "object": object } })
}

async fn kept(desk: &Desk) -> u64 {
    desk.database("payments").await.collection::<Document>("webhooks").count_documents(doc! {}).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_cannot_be_believed_or_read_is_refused_and_not_kept() {
    let desk = start().await;
    let (now, good) = (
        desk.clock.now().seconds(),
        event("evt_1", json!({ "id": "pi_1", "object": "payment_intent" })).to_string(),
    );
    for (signature, body) in [
        (String::new(), good.as_str()),
        (format!("t={now}"), &good),
        (format!("t={now},v1=00"), &good),
        (header("whsec_other", now, &good), &good),
        (header("", now, &good), &good),
        (header(WEBHOOK_SECRET, now, &good), "{}"),
        (header(WEBHOOK_SECRET, now, &good).replace("v1=", "v0="), &good),
        (header(WEBHOOK_SECRET, now - 310, &good), &good),
        (header(WEBHOOK_SECRET, now + 310, &good), &good),
        (header(WEBHOOK_SECRET, now, ""), ""),
        (header(WEBHOOK_SECRET, now, "no JSON"), "no JSON"),
        (header(WEBHOOK_SECRET, now, "{}"), "{}"),
    ] {
        let answer = send(&desk, &signature, body).await;
        assert_eq!(
            answer.expect(400).header("content-type"),
            "application/problem+json",
            "{signature} {body}"
        );
        assert!(!answer.body.contains(WEBHOOK_SECRET));
    }
    desk.anyone().post_raw(PATH, "application/json", good.clone()).await.expect(400);
    assert_eq!(kept(&desk).await, 0);
    // A moment's difference between two clocks is none.
    send(&desk, &header(WEBHOOK_SECRET, now - 250, &good), &good).await.expect(200);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_says_nothing_new_is_accepted_and_kept_once() {
    let desk = start().await;
    let intent = event("evt_1", json!({ "id": "pi_nobody_knows", "object": "payment_intent" }));
    for _ in 0..3 {
        let answer = deliver(&desk, &intent).await;
        assert_eq!(answer.json::<Value>(200), json!({ "received": true }));
    }
    assert_eq!(kept(&desk).await, 1);
    for (index, object) in [
        json!({ "id": "cus_1", "object": "customer", "metadata": {} }),
        json!({ "id": "ch_1", "object": "charge", "payment_intent": null, "metadata": { "payment_id": "no id" } }),
        json!({ "id": "re_1", "object": "refund", "payment_intent": "pi_nobody_knows", "metadata": null }),
        json!({ "id": "pi_2", "object": "payment_intent", "metadata": { "payment_id": bson::oid::ObjectId::new().to_hex() } }),
        // A balance has no id.
        json!({ "object": "balance", "available": [] }),
    ]
    .into_iter()
    .enumerate()
    {
        deliver(&desk, &event(&format!("evt_other_{index}"), object.clone())).await.expect(200);
    }
    assert_eq!(kept(&desk).await, 6);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_may_be_larger_than_other_bodies_but_not_than_256_kib() {
    let desk = start().await;
    let sized = |bytes: usize| {
        let mut event =
            event("evt_1", json!({ "id": "pi_1", "object": "payment_intent", "description": "" }));
        let missing = bytes - event.to_string().len();
        event["data"]["object"]["description"] = "a".repeat(missing).into();
        event
    };
    deliver(&desk, &sized(256 * 1024)).await.expect(200);
    let answer = deliver(&desk, &sized(256 * 1024 + 1)).await;
    assert_eq!(answer.expect(413).code(), "body_too_large");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_word_in_a_true_webhook_changes_nothing() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(WebhookKnobs { paused: true, ..WebhookKnobs::default() });
    let order = desk.ordered().await;
    let payment = desk.authorised(&order, "pm_card_visa").await;
    // Stripe is asked how the intent stands: what the event says of it does not count.
    let object = json!({ "id": payment.stripe_id, "object": "payment_intent", "status": "succeeded", "amount_received": 1 });
    deliver(&desk, &event("evt_late", object)).await.expect(200);
    eventually("it was looked at", || async {
        let looked = desk.payments.get(payment.id).await.unwrap().unwrap();
        looked.work_at.filter(|at| *at > desk.clock.now())
    })
    .await;
    assert_eq!(desk.becomes(&order, PaymentStatus::Authorised).await.version, payment.version);
    desk.cancel(&order).await;
    desk.becomes(&order, PaymentStatus::Voided).await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_of_what_is_known_makes_nobody_work() {
    let desk = start_with_standing_clock().await;
    desk.stripe.set_webhook_knobs(WebhookKnobs { paused: true, ..WebhookKnobs::default() });
    let payment = desk.authorised(&desk.ordered().await, "pm_card_visa").await;
    let work_at = || async { desk.payments.get(payment.id).await.unwrap().unwrap().work_at };
    let later = desk.clock.now().plus(Duration::from_secs(10));
    eventually("it is put off", || async { work_at().await.filter(|at| *at == later) }).await;
    desk.clock.advance(Duration::from_secs(1));
    let known = json!({ "id": payment.stripe_id, "object": "payment_intent", "status": "requires_capture" });
    deliver(&desk, &event("evt_known", known)).await.expect(200);
    let charge = json!({ "id": "ch_1", "object": "charge", "payment_intent": payment.stripe_id });
    let mut of_its_charge = event("evt_charge", charge);
    of_its_charge["type"] = "charge.succeeded".into();
    deliver(&desk, &of_its_charge).await.expect(200);
    assert_eq!(work_at().await, Some(later));
    let news = json!({ "id": payment.stripe_id, "object": "payment_intent", "status": "canceled" });
    deliver(&desk, &event("evt_news", news)).await.expect(200);
    assert_ne!(work_at().await, Some(later));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_that_come_twice_and_in_any_order_change_nothing() {
    let desk = start().await;
    desk.stripe.set_webhook_knobs(WebhookKnobs { duplicate: true, reorder: true, ..WebhookKnobs::default() });
    let order = desk.ordered().await;
    desk.buy(&order, "pm_card_visa").await.expect(201);
    let captured = desk.becomes(&order, PaymentStatus::Captured).await;
    let events = desk.stripe.events().len() as u64;
    eventually("every webhook came", || async { (kept(&desk).await == events).then_some(()) }).await;
    desk.rests().await;
    let after = desk.payments.get(captured.id).await.unwrap().unwrap();
    assert_eq!((after.version, after.status), (captured.version, PaymentStatus::Captured));
    desk.close().await;
}
