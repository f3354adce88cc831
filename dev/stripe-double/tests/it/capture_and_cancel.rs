use serde_json::Value;

use crate::harness::Api;

#[tokio::test]
async fn an_authorisation_holds_the_amount_and_takes_nothing() {
    let api = Api::start().await;
    let intent = api.intent(&api.held().await).await;

    assert_eq!(intent.text("/status"), "requires_capture");
    assert_eq!(
        (&intent.body["amount_capturable"], &intent.body["amount_received"]),
        (&2500.into(), &0.into())
    );
    let charge = api.get(&format!("/v1/charges/{}", intent.text("/latest_charge")), &[]).await.ok();
    assert_eq!((&charge.body["captured"], &charge.body["paid"]), (&false.into(), &true.into()));
    assert_eq!(charge.body["amount_captured"], 0);
    assert_eq!(charge.body["balance_transaction"], Value::Null);
}

#[tokio::test]
async fn a_capture_takes_the_amount() {
    let api = Api::start().await;
    let id = api.held().await;
    let capture = format!("/v1/payment_intents/{id}/capture");

    let captured = api.post(&capture, &[("expand[]", "latest_charge")]).await.ok();

    assert_eq!(captured.text("/status"), "succeeded");
    assert_eq!(captured.body["amount_capturable"], 0);
    assert_eq!(captured.body["amount_received"], 2500);
    assert_eq!(captured.body["latest_charge"]["captured"], true);
    assert_eq!(captured.body["latest_charge"]["amount_captured"], 2500);
    assert_eq!(api.double.ledger().payment_intent(&id).unwrap().captures, 1);
}

#[tokio::test]
async fn a_partial_capture_lets_the_rest_go() {
    let api = Api::start().await;
    let id = api.held().await;
    let capture = format!("/v1/payment_intents/{id}/capture");

    let captured = api.post(&capture, &[("amount_to_capture", "1000")]).await.ok();

    assert_eq!(captured.body["amount_received"], 1000);
    let charge = api.double.ledger().charges.remove(0);
    assert_eq!((charge.amount_captured, charge.amount_released, charge.amount_refunded), (1000, 1500, 0));
}

#[tokio::test]
async fn more_than_the_hold_cannot_be_captured() {
    let api = Api::start().await;
    let id = api.held().await;
    let capture = format!("/v1/payment_intents/{id}/capture");

    api.post(&capture, &[("amount_to_capture", "2501")]).await.refused(400, "amount_too_large");
    api.post(&capture, &[("amount_to_capture", "0")]).await.refused(400, "parameter_invalid_integer");

    assert_eq!(api.intent(&id).await.text("/status"), "requires_capture");
}

#[tokio::test]
async fn a_second_capture_is_refused_and_takes_nothing_more() {
    let api = Api::start().await;
    let id = api.captured("pm_card_visa").await;

    let refused = api.post(&format!("/v1/payment_intents/{id}/capture"), &[]).await;

    let refused = refused.refused(400, "payment_intent_unexpected_state");
    assert_eq!(refused.text("/error/payment_intent/id"), id);
    assert_eq!(refused.text("/error/payment_intent/status"), "succeeded");
    assert_eq!(api.double.ledger().payment_intent(&id).unwrap().captures, 1);
}

#[tokio::test]
async fn cancelling_a_hold_releases_it() {
    let api = Api::start().await;
    let id = api.held().await;
    let cancel = format!("/v1/payment_intents/{id}/cancel");

    let canceled = api.post(&cancel, &[("cancellation_reason", "abandoned")]).await.ok();

    assert_eq!(canceled.text("/status"), "canceled");
    assert_eq!(canceled.text("/cancellation_reason"), "abandoned");
    assert_eq!(canceled.body["amount_capturable"], 0);
    assert!(canceled.body["canceled_at"].is_i64());
    let charge = api.double.ledger().charges.remove(0);
    assert_eq!((charge.captured, charge.amount_released, charge.amount_refunded), (false, 2500, 0));
}

#[tokio::test]
async fn a_cancelled_intent_is_cancelled_for_good() {
    let api = Api::start().await;
    let id = api.held().await;
    api.post(&format!("/v1/payment_intents/{id}/cancel"), &[]).await.ok();

    for (call, parameters) in
        [("cancel", [].as_slice()), ("capture", &[]), ("confirm", &[("payment_method", "pm_card_visa")])]
    {
        let path = format!("/v1/payment_intents/{id}/{call}");
        api.post(&path, parameters).await.refused(400, "payment_intent_unexpected_state");
    }
}

#[tokio::test]
async fn a_captured_intent_cannot_be_cancelled() {
    let api = Api::start().await;
    let id = api.captured("pm_card_visa").await;

    let refused = api.post(&format!("/v1/payment_intents/{id}/cancel"), &[]).await;

    refused.refused(400, "payment_intent_unexpected_state");
    assert_eq!(api.intent(&id).await.text("/status"), "succeeded");
}

#[tokio::test]
async fn an_intent_goes_from_creation_over_confirmation_to_success() {
    let api = Api::start().await;
    let bare = [("amount", "2500"), ("currency", "usd"), ("payment_method_types[]", "card")];
    let created = api.post("/v1/payment_intents", &bare).await.ok();
    assert_eq!(created.text("/status"), "requires_payment_method");
    assert_eq!(created.text("/capture_method"), "automatic_async");
    let path = format!("/v1/payment_intents/{}", created.id());
    api.post(&format!("{path}/confirm"), &[]).await.refused(400, "payment_intent_unexpected_state");

    let updated = api.post(&path, &[("payment_method", "pm_card_mastercard")]).await.ok();
    assert_eq!(updated.text("/status"), "requires_confirmation");
    api.post(&format!("{path}/capture"), &[]).await.refused(400, "payment_intent_unexpected_state");

    let confirmed = api.post(&format!("{path}/confirm"), &[]).await.ok();
    assert_eq!(confirmed.text("/status"), "succeeded");
    assert_eq!(confirmed.body["amount_received"], 2500);
    api.post(&format!("{path}/confirm"), &[]).await.refused(400, "payment_intent_unexpected_state");
    api.post(&path, &[("amount", "3000")]).await.refused(400, "payment_intent_unexpected_state");
}
