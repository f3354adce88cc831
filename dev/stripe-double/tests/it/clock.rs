use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::harness::Api;

const SEVEN_DAYS: u64 = 7 * 24 * 3600;

#[tokio::test]
async fn a_hold_ends_by_itself_after_seven_days() {
    let api = Api::start().await;
    let id = api.held().await;
    api.double.advance_clock(Duration::from_secs(SEVEN_DAYS - 60));
    assert_eq!(api.intent(&id).await.text("/status"), "requires_capture");

    api.control(Method::POST, "/_double/clock/advance", json!({ "seconds": 120 })).await.ok();

    let intent = api.intent(&id).await;
    assert_eq!(intent.text("/status"), "canceled");
    assert_eq!(intent.text("/cancellation_reason"), "automatic");
    let last = api.double.events().pop().unwrap().event;
    assert_eq!(last["type"], "payment_intent.canceled");
    assert_eq!(last["request"], json!({ "id": null, "idempotency_key": null }));
    let capture = api.post(&format!("/v1/payment_intents/{id}/capture"), &[]).await;
    capture.refused(400, "payment_intent_unexpected_state");
}

#[tokio::test]
async fn what_was_captured_does_not_expire() {
    let api = Api::start().await;
    let id = api.captured("pm_card_visa").await;

    api.double.advance_clock(Duration::from_secs(2 * SEVEN_DAYS));

    assert_eq!(api.intent(&id).await.text("/status"), "succeeded");
}

#[tokio::test]
async fn the_clock_does_not_go_back() {
    let api = Api::start().await;
    let back = api.control(Method::POST, "/_double/clock/advance", json!({ "seconds": -1 })).await;
    assert_eq!(back.status, 400);
}
