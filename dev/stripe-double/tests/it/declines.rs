use serde_json::Value;

use crate::harness::{Answer, Api};

async fn declined(payment_method: &str, code: &str, decline_code: &str) -> (Api, Answer) {
    let api = Api::start().await;
    let answer = api.authorise(payment_method).await.refused(402, code);
    assert_eq!(answer.text("/error/type"), "card_error");
    assert_eq!(answer.text("/error/decline_code"), decline_code);
    (api, answer)
}

#[tokio::test]
async fn a_declined_card_leaves_an_intent_that_wants_another_payment_method() {
    let (api, answer) = declined("pm_card_visa_chargeDeclined", "card_declined", "generic_decline").await;

    assert_eq!(answer.text("/error/message"), "Your card was declined.");
    assert_eq!(answer.text("/error/payment_method/card/last4"), "0002");
    let intent = api.intent(answer.text("/error/payment_intent/id")).await;
    assert_eq!(intent.body, answer.body["error"]["payment_intent"]);
    assert_eq!(intent.text("/status"), "requires_payment_method");
    assert_eq!(intent.body["payment_method"], Value::Null);
    assert_eq!(intent.text("/last_payment_error/decline_code"), "generic_decline");
    assert_eq!(intent.text("/latest_charge"), answer.text("/error/charge"));
    let charge = api.get(&format!("/v1/charges/{}", answer.text("/error/charge")), &[]).await.ok();
    assert_eq!(charge.text("/status"), "failed");
    assert_eq!(charge.text("/failure_code"), "card_declined");
    assert_eq!(charge.body["paid"], false);
}

#[tokio::test]
async fn a_declined_intent_can_be_confirmed_with_another_card() {
    let (api, answer) = declined("pm_card_visa_chargeDeclined", "card_declined", "generic_decline").await;
    let confirm = format!("/v1/payment_intents/{}/confirm", answer.text("/error/payment_intent/id"));

    let confirmed = api.post(&confirm, &[("payment_method", "pm_card_visa")]).await.ok();

    assert_eq!(confirmed.text("/status"), "requires_capture");
    assert_eq!(confirmed.body["last_payment_error"], Value::Null);
    assert_eq!(api.double.ledger().charges.len(), 2);
}

#[tokio::test]
async fn insufficient_funds_are_declined() {
    declined("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds").await;
}

#[tokio::test]
async fn a_lost_card_is_declined() {
    declined("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card").await;
}

#[tokio::test]
async fn a_stolen_card_is_declined() {
    declined("pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card").await;
}

#[tokio::test]
async fn an_expired_card_is_declined() {
    declined("pm_card_chargeDeclinedExpiredCard", "expired_card", "").await;
}

#[tokio::test]
async fn an_incorrect_cvc_is_declined() {
    declined("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "").await;
}

#[tokio::test]
async fn a_processing_error_is_a_card_error() {
    declined("pm_card_chargeDeclinedProcessingError", "processing_error", "").await;
}

#[tokio::test]
async fn every_way_to_name_a_card_behaves_alike() {
    let api = Api::start().await;
    let common =
        [("amount", "500"), ("currency", "usd"), ("confirm", "true"), ("payment_method_types[]", "card")];
    let by_token =
        [("payment_method_data[type]", "card"), ("payment_method_data[card][token]", "tok_chargeDeclined")];
    let by_number = [
        ("payment_method_data[type]", "card"),
        ("payment_method_data[card][number]", "4000000000000002"),
        ("payment_method_data[card][exp_month]", "12"),
        ("payment_method_data[card][exp_year]", "2040"),
        ("payment_method_data[card][cvc]", "123"),
    ];
    for way in [by_token.as_slice(), by_number.as_slice()] {
        let parameters = [common.as_slice(), way].concat();
        api.post("/v1/payment_intents", &parameters).await.refused(402, "card_declined");
    }
    let accepted = [
        common.as_slice(),
        &[("payment_method_data[type]", "card"), ("payment_method_data[card][token]", "tok_visa")],
    ];
    let intent = api.post("/v1/payment_intents", &accepted.concat()).await.ok();
    assert_eq!(intent.text("/status"), "succeeded");
}

#[tokio::test]
async fn impossible_card_details_are_refused_before_any_charge() {
    let api = Api::start().await;
    for (number, month, year, cvc, code) in [
        ("4242424242424241", "12", "2040", "123", "incorrect_number"),
        ("4242", "12", "2040", "123", "invalid_number"),
        ("4242424242424242", "13", "2040", "123", "invalid_expiry_month"),
        ("4242424242424242", "12", "2001", "123", "invalid_expiry_year"),
        ("4242424242424242", "12", "2040", "1", "invalid_cvc"),
        ("4111111111111111", "12", "2040", "123", "card_declined"),
    ] {
        let card = [
            ("card[number]", number),
            ("card[exp_month]", month),
            ("card[exp_year]", year),
            ("card[cvc]", cvc),
        ];
        api.post("/v1/tokens", &card).await.refused(402, code);
    }
    assert!(api.double.ledger().charges.is_empty());
}

#[tokio::test]
async fn a_token_is_good_for_one_payment_method() {
    let api = Api::start().await;
    let card = [
        ("card[number]", "4242424242424242"),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "40"),
        ("card[cvc]", "123"),
    ];
    let token = api.post("/v1/tokens", &card).await.ok();
    let method = [("type", "card"), ("card[token]", token.id())];

    let made = api.post("/v1/payment_methods", &method).await.ok();
    api.post("/v1/payment_methods", &method).await.refused(400, "token_already_used");

    let shown = api.get(&format!("/v1/payment_methods/{}", made.id()), &[]).await.ok();
    assert_eq!(shown.text("/card/last4"), "4242");
}

#[tokio::test]
async fn a_payment_method_without_a_customer_pays_once() {
    let api = Api::start().await;
    let method = api.post("/v1/payment_methods", &[("type", "card"), ("card[token]", "tok_visa")]).await.ok();
    api.authorise(method.id()).await.ok();

    let again = api.authorise(method.id()).await;

    assert_eq!((again.status, again.text("/error/param")), (400, "payment_method"));
    assert_eq!(api.double.ledger().payment_intents.len(), 1);
}
