use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::harness::{Api, eventually};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_charge_may_take_its_time() {
    let api = Api::start().await;
    api.double.slow_charges(1, HOUR);
    let intent = api.authorise("pm_card_visa").await.ok();
    assert_eq!(intent.text("/status"), "processing");
    assert_eq!(intent.text("/processing/type"), "card");
    let path = format!("/v1/payment_intents/{}", intent.id());
    for call in ["confirm", "capture", "cancel"] {
        api.post(&format!("{path}/{call}"), &[]).await.refused(400, "payment_intent_unexpected_state");
    }

    api.double.advance_clock(HOUR);

    assert_eq!(api.intent(intent.id()).await.text("/status"), "requires_capture");
    assert_eq!(api.authorise("pm_card_visa").await.ok().text("/status"), "requires_capture");
}

#[tokio::test]
async fn a_slow_charge_may_be_declined_in_the_end() {
    let api = Api::start().await;
    let soon = json!({ "times": 1, "settle_ms": 20 });
    api.control(Method::POST, "/_double/processing", soon).await.ok();
    let intent = api.authorise("pm_card_visa_chargeDeclined").await.ok();

    let declined = || {
        let ledger = api.double.ledger();
        ledger.payment_intent(intent.id()).unwrap().status == "requires_payment_method"
    };
    eventually("the charge is declined", declined).await;

    let intent = api.intent(intent.id()).await;
    assert_eq!(intent.text("/last_payment_error/decline_code"), "generic_decline");
}
