use reqwest::Method;
use serde_json::{Value, json};
use stripe_double::AuthenticationOutcome;

use crate::harness::{Answer, Api, send};

async fn waiting(payment_method: &str) -> (Api, Answer) {
    let api = Api::start().await;
    let intent = api.authorise(payment_method).await.ok();
    assert_eq!(intent.text("/status"), "requires_action");
    assert_eq!(intent.text("/next_action/type"), "use_stripe_sdk");
    assert!(intent.body["next_action"]["use_stripe_sdk"].is_object());
    assert_eq!(intent.body["latest_charge"], Value::Null);
    assert!(intent.text("/client_secret").starts_with(&format!("{}_secret_", intent.id())));
    (api, intent)
}

async fn authenticate(api: &Api, intent: &Answer, outcome: &str) -> Answer {
    let path = format!("/v1/payment_intents/{}/_authenticate", intent.id());
    let parameters = [("client_secret", intent.text("/client_secret")), ("outcome", outcome)];
    send(api.browser(Method::POST, &path).form(&parameters)).await
}

#[tokio::test]
async fn a_buyer_who_passes_is_charged() {
    for card in ["pm_card_authenticationRequired", "pm_card_threeDSecure2Required"] {
        let (api, intent) = waiting(card).await;

        let seen = authenticate(&api, &intent, "succeeded").await.ok();

        assert_eq!(seen.text("/status"), "requires_capture");
        assert_eq!(seen.body.get("metadata"), None, "a browser must not see metadata");
        let charge = api.double.ledger().charges.remove(0);
        let charge = api.get(&format!("/v1/charges/{}", charge.id), &[]).await.ok();
        assert_eq!(charge.text("/payment_method_details/card/three_d_secure/result"), "authenticated");
    }
}

#[tokio::test]
async fn a_buyer_who_fails_must_choose_another_card() {
    let (api, intent) = waiting("pm_card_authenticationRequiredOnSetup").await;

    let seen = authenticate(&api, &intent, "fail").await.ok();

    assert_eq!(seen.text("/status"), "requires_payment_method");
    assert_eq!(seen.text("/last_payment_error/code"), "payment_intent_authentication_failure");
    assert!(api.double.ledger().charges.is_empty());
}

#[tokio::test]
async fn an_issuer_may_decline_after_authentication() {
    let (api, intent) = waiting("pm_card_threeDSecureRequiredChargeDeclined").await;

    let seen = authenticate(&api, &intent, "succeeded").await.ok();

    assert_eq!(seen.text("/status"), "requires_payment_method");
    assert_eq!(seen.text("/last_payment_error/code"), "card_declined");
    assert_eq!(api.double.ledger().charges[0].status, "failed");
}

#[tokio::test]
async fn nobody_authenticates_twice_or_after_a_cancel() {
    let (api, intent) = waiting("pm_card_threeDSecure2Required").await;
    api.post(&format!("/v1/payment_intents/{}/cancel", intent.id()), &[]).await.ok();

    authenticate(&api, &intent, "succeeded").await.refused(400, "payment_intent_unexpected_state");

    assert!(api.double.ledger().charges.is_empty());
    assert!(api.double.authenticate(intent.id(), AuthenticationOutcome::Succeeded).is_err());
}

#[tokio::test]
async fn a_browser_needs_the_client_secret() {
    let (api, intent) = waiting("pm_card_threeDSecure2Required").await;
    let path = format!("/v1/payment_intents/{}", intent.id());

    send(api.browser(Method::GET, &path)).await.refused(400, "parameter_missing");
    let wrong = [("client_secret", "pi_x_secret_y")];
    let refused = send(api.browser(Method::GET, &path).query(&wrong)).await;
    refused.refused(400, "payment_intent_invalid_parameter");
    let right = [("client_secret", intent.text("/client_secret"))];
    let seen = send(api.browser(Method::GET, &path).query(&right)).await.ok();
    assert_eq!(seen.text("/status"), "requires_action");
    let capture = send(api.browser(Method::POST, &format!("{path}/capture"))).await;
    capture.refused(401, "secret_key_required");
}

#[tokio::test]
async fn a_test_may_take_the_buyers_part() {
    let (api, intent) = waiting("pm_card_threeDSecure2Required").await;
    let path = format!("/_double/payment_intents/{}/authenticate", intent.id());

    let done = api.control(Method::POST, &path, json!({ "outcome": "succeeded" })).await.ok();

    assert_eq!(done.text("/status"), "requires_capture");
    assert_eq!(api.control(Method::POST, &path, json!({ "outcome": "fail" })).await.status, 409);
}

#[tokio::test]
async fn authentication_that_nobody_can_give_is_a_decline() {
    let api = Api::start().await;
    let common = crate::harness::authorisation("pm_card_authenticationRequired");
    for (flag, charges) in [("off_session", 1), ("error_on_requires_action", 1)] {
        let parameters = [common.as_slice(), &[(flag, "true")]].concat();
        let refused =
            api.post("/v1/payment_intents", &parameters).await.refused(402, "authentication_required");
        assert_eq!(refused.text("/error/payment_intent/status"), "requires_payment_method");
        assert_eq!(api.double.ledger().charges.len(), charges, "{flag}");
    }
}

#[tokio::test]
async fn the_server_may_ask_for_authentication() {
    let api = Api::start().await;
    let asked = [("payment_method_options[card][request_three_d_secure]", "any")];
    let parameters = [crate::harness::authorisation("pm_card_visa").as_slice(), &asked].concat();

    let intent = api.post("/v1/payment_intents", &parameters).await.ok();

    assert_eq!(intent.text("/status"), "requires_action");
}
