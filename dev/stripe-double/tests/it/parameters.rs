use crate::harness::{Api, authorisation};

#[tokio::test]
async fn what_is_missing_unknown_or_malformed_is_refused_by_name() {
    let api = Api::start().await;
    let good = [("amount", "2500"), ("currency", "usd")];
    let missing = api.post("/v1/payment_intents", &[("currency", "usd")]).await;
    assert_eq!(missing.refused(400, "parameter_missing").text("/error/param"), "amount");

    for (name, value, code) in [
        ("colour", "red", "parameter_unknown"),
        ("payment_method_data[type]", "card", "parameter_missing"),
        ("payment_method_options[card][moto]", "true", "parameter_unknown"),
        ("metadata[k][inner]", "v", ""),
        ("metadata", "text", ""),
        ("confirm", "perhaps", ""),
        ("capture_method", "later", ""),
        ("description", "", "parameter_invalid_empty"),
        ("return_url", "https://example.com", ""),
        ("transfer_group", "g", ""),
        ("customer", "cus_1", "resource_missing"),
        ("payment_method", "pm_none", "resource_missing"),
        ("expand[]", "wallet", ""),
    ] {
        let answer = api.post("/v1/payment_intents", &[good.as_slice(), &[(name, value)]].concat()).await;
        let seen = (answer.status, answer.text("/error/code"), answer.text("/error/type"));
        assert_eq!(seen, (400, code, "invalid_request_error"), "{name}");
    }
    assert!(api.double.ledger().payment_intents.is_empty());
}

#[tokio::test]
async fn amounts_and_currencies_have_stripes_bounds() {
    let api = Api::start().await;
    for (amount, currency, code) in [
        ("49", "usd", "amount_too_small"),
        ("100000000", "usd", "amount_too_large"),
        ("10.5", "usd", "parameter_invalid_integer"),
        ("-5", "usd", "parameter_invalid_integer"),
        ("2500", "xyz", ""),
    ] {
        let answer = api.post("/v1/payment_intents", &[("amount", amount), ("currency", currency)]).await;
        assert_eq!((answer.status, answer.text("/error/code")), (400, code), "{amount} {currency}");
    }
    for amount in ["50", "99999999"] {
        api.post("/v1/payment_intents", &[("amount", amount), ("currency", "USD")]).await.ok();
    }
}

#[tokio::test]
async fn a_payment_method_that_might_redirect_needs_a_return_url() {
    let api = Api::start().await;
    let bare =
        [("amount", "2500"), ("currency", "usd"), ("confirm", "true"), ("payment_method", "pm_card_visa")];
    let refused = api.post("/v1/payment_intents", &bare).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text("/error/message").contains("return_url"));

    let returning = [bare.as_slice(), &[("return_url", "https://example.com/done")]].concat();
    api.post("/v1/payment_intents", &returning).await.ok();
    api.post("/v1/payment_intents", &authorisation("pm_card_visa")).await.ok();
}

#[tokio::test]
async fn metadata_is_merged_and_an_empty_value_removes_its_key() {
    let api = Api::start().await;
    let request = [
        ("amount", "2500"),
        ("currency", "usd"),
        ("metadata[order_id]", "a&b=c d"),
        ("metadata[attempt]", "1"),
    ];
    let created = api.post("/v1/payment_intents", &request).await.ok();
    assert_eq!(created.text("/metadata/order_id"), "a&b=c d");
    let path = format!("/v1/payment_intents/{}", created.id());

    let updated = api.post(&path, &[("metadata[attempt]", ""), ("metadata[note]", "ü")]).await.ok();

    assert_eq!(updated.body["metadata"], serde_json::json!({ "order_id": "a&b=c d", "note": "ü" }));
    let cleared = api.post(&path, &[("metadata", "")]).await.ok();
    assert_eq!(cleared.body["metadata"], serde_json::json!({}));
}

#[tokio::test]
async fn what_is_expanded_is_answered_as_an_object() {
    let api = Api::start().await;
    let id = api.held().await;
    let path = format!("/v1/payment_intents/{id}");
    assert!(api.get(&path, &[]).await.ok().body["latest_charge"].is_string());

    let expand = [("expand[]", "latest_charge"), ("expand[]", "payment_method")];
    let expanded = api.get(&path, &expand).await.ok();

    assert_eq!(expanded.text("/latest_charge/payment_intent"), id);
    assert_eq!(expanded.text("/payment_method/card/brand"), "visa");
}
