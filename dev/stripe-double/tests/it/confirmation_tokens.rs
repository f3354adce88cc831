use std::time::Duration;

use reqwest::Method;

use crate::harness::{Answer, Api, Parameters, send};

const CARD: Parameters<'_> = &[
    ("payment_method_data[type]", "card"),
    ("payment_method_data[card][number]", "4242424242424242"),
    ("payment_method_data[card][exp_month]", "12"),
    ("payment_method_data[card][exp_year]", "2040"),
    ("payment_method_data[card][cvc]", "123"),
    ("payment_method_data[billing_details][name]", "Ada Buyer"),
    ("payment_method_data[billing_details][address][postal_code]", "94107"),
    ("return_url", "https://example.com/done"),
];

async fn token(api: &Api) -> String {
    let made = send(api.browser(Method::POST, "/v1/confirmation_tokens").form(CARD)).await.ok();
    assert_eq!(made.text("/payment_method_preview/card/last4"), "4242");
    assert_eq!(made.text("/payment_method_preview/billing_details/name"), "Ada Buyer");
    assert_eq!(made.body["expires_at"].as_i64().unwrap() - made.body["created"].as_i64().unwrap(), 12 * 3600);
    made.id().to_owned()
}

async fn pay(api: &Api, token: &str) -> Answer {
    let parameters = [
        ("amount", "2500"),
        ("currency", "usd"),
        ("confirm", "true"),
        ("automatic_payment_methods[enabled]", "true"),
        ("automatic_payment_methods[allow_redirects]", "never"),
        ("confirmation_token", token),
    ];
    api.post("/v1/payment_intents", &parameters).await
}

#[tokio::test]
async fn what_the_browser_collected_pays_once() {
    let api = Api::start().await;
    let token = token(&api).await;

    let intent = pay(&api, &token).await.ok();
    assert_eq!(intent.text("/status"), "succeeded");
    let used = api.get(&format!("/v1/confirmation_tokens/{token}"), &[]).await.ok();
    assert_eq!(used.text("/payment_intent"), intent.id());

    let again = pay(&api, &token).await;
    assert_eq!((again.status, again.text("/error/param")), (400, "confirmation_token"));
    assert_eq!(api.double.ledger().payment_intents.len(), 1);
}

#[tokio::test]
async fn a_confirmation_token_ends_after_twelve_hours() {
    let api = Api::start().await;
    let token = token(&api).await;

    api.double.advance_clock(Duration::from_secs(12 * 3600));

    assert_eq!(pay(&api, &token).await.status, 400);
    pay(&api, "ctoken_none").await.refused(400, "resource_missing");
}

#[tokio::test]
async fn a_server_makes_one_for_its_tests() {
    let api = Api::start().await;
    let path = "/v1/test_helpers/confirmation_tokens";

    let made = api.post(path, &[("payment_method", "pm_card_chargeDeclinedProcessingError")]).await.ok();

    pay(&api, made.id()).await.refused(402, "processing_error");
    let forbidden = send(api.browser(Method::POST, path).form(&[("payment_method", "pm_card_visa")])).await;
    forbidden.refused(401, "secret_key_required");
}

#[tokio::test]
async fn a_confirmation_token_may_bring_the_return_url() {
    let api = Api::start().await;
    let redirecting = |token: &str| {
        [("amount", "2500"), ("currency", "usd"), ("confirm", "true"), ("confirmation_token", token)]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let pay = async |token: &str| {
        send(api.request(Method::POST, "/v1/payment_intents").form(&redirecting(token))).await
    };
    pay(&token(&api).await).await.ok();

    let path = "/v1/test_helpers/confirmation_tokens";
    let without = api.post(path, &[("payment_method", "pm_card_visa")]).await.ok();
    assert_eq!(pay(without.id()).await.status, 400);
}
