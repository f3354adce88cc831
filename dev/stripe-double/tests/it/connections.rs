use reqwest::Method;
use reqwest::header::AUTHORIZATION;

use crate::harness::{Api, SECRET_KEY, send};

#[tokio::test]
async fn a_call_needs_a_test_key() {
    let api = Api::start().await;
    let call = || api.bare(Method::GET, "/v1/payment_intents");
    let refused = send(call()).await;
    assert_eq!((refused.status, refused.text("/error/type")), (401, "invalid_request_error"));
    let live = ["sk", "live", "0123456789"].join("_");
    let refused = send(call().bearer_auth(&live)).await;
    assert_eq!(refused.status, 401);
    assert!(!refused.text("/error/message").contains(&live), "the key is not repeated");

    send(call().bearer_auth(SECRET_KEY)).await.ok();
    send(call().basic_auth(SECRET_KEY, None::<&str>)).await.ok();
    let browser = send(api.browser(Method::GET, "/v1/payment_intents")).await;
    browser.refused(401, "secret_key_required");
}

#[tokio::test]
async fn every_answer_names_its_request_and_errors_link_to_it() {
    let api = Api::start().await;
    let answer = api.get("/v1/payment_intents/pi_none", &[]).await.refused(404, "resource_missing");

    let request = answer.header("request-id");
    assert!(request.starts_with("req_"));
    assert!(answer.text("/error/request_log_url").ends_with(request));
    assert_eq!(answer.text("/error/message"), "No such payment_intent: 'pi_none'");
    assert_eq!(answer.text("/error/param"), "intent");
}

#[tokio::test]
async fn an_unknown_url_is_refused_in_stripes_words() {
    let api = Api::start().await;
    for (method, path) in [(Method::GET, "/v1/nothing"), (Method::DELETE, "/v1/refunds")] {
        let answer = send(api.request(method, path)).await;
        assert_eq!((answer.status, answer.text("/error/type")), (404, "invalid_request_error"));
    }
    assert_eq!(send(api.bare(Method::GET, "/healthz")).await.ok().body, "ok");
}

#[tokio::test]
async fn a_page_of_another_origin_may_call() {
    let api = Api::start().await;
    let preflight = send(api.bare(Method::OPTIONS, "/v1/confirmation_tokens")).await;

    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    let allowed = preflight.header("access-control-allow-headers").to_lowercase();
    assert!(allowed.contains(AUTHORIZATION.as_str()));
    let control = send(api.bare(Method::GET, "/_double/ledger")).await.ok();
    assert_eq!(control.header("access-control-allow-origin"), "");
}
