use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use stripe_double::{Fault, FaultKind};

use crate::harness::{Api, authorisation, eventually, send};

#[tokio::test]
async fn an_error_before_the_effect_has_none_and_leaves_the_key_free() {
    let api = Api::start().await;
    api.double.add_fault(Fault::new(FaultKind::ErrorBefore).times(1)).unwrap();
    let request = authorisation("pm_card_visa");

    let failed = api.post_with_key("key", "/v1/payment_intents", &request).await;
    assert_eq!((failed.status, failed.text("/error/type")), (500, "api_error"));
    assert!(api.double.ledger().payment_intents.is_empty());

    let retried = api.post_with_key("key", "/v1/payment_intents", &request).await.ok();
    assert_eq!(retried.header("idempotent-replayed"), "");
}

#[tokio::test]
async fn an_error_after_the_effect_is_what_the_key_keeps() {
    let api = Api::start().await;
    api.double.add_fault(Fault::new(FaultKind::ErrorAfterEffect).times(1)).unwrap();
    let request = authorisation("pm_card_visa");

    let failed = api.post_with_key("key", "/v1/payment_intents", &request).await;
    let retried = api.post_with_key("key", "/v1/payment_intents", &request).await;

    assert_eq!((failed.status, retried.status), (500, 500));
    assert_eq!(retried.header("idempotent-replayed"), "true");
    let intents = api.double.ledger().payment_intents;
    assert_eq!((intents.len(), intents[0].status.as_str()), (1, "requires_capture"));
}

#[tokio::test]
async fn a_lost_answer_is_there_for_the_retry() {
    let api = Api::start().await;
    api.double.add_fault(Fault::new(FaultKind::DropConnectionAfterEffect).times(1)).unwrap();
    let request = authorisation("pm_card_visa");

    let lost =
        api.request(Method::POST, "/v1/payment_intents").header("Idempotency-Key", "key").form(&request);
    assert!(lost.send().await.is_err());
    assert_eq!(api.double.ledger().payment_intents.len(), 1);

    let retried = api.post_with_key("key", "/v1/payment_intents", &request).await.ok();
    assert_eq!(retried.header("idempotent-replayed"), "true");
    assert_eq!(api.double.ledger().payment_intents.len(), 1);
}

#[tokio::test]
async fn a_rate_limit_has_no_effect_and_leaves_the_key_free() {
    let api = Api::start().await;
    api.double.add_fault(Fault::new(FaultKind::RateLimit).times(1)).unwrap();
    let request = authorisation("pm_card_visa");

    let limited = api.post_with_key("key", "/v1/payment_intents", &request).await;
    limited.refused(429, "rate_limit");

    api.post_with_key("key", "/v1/payment_intents", &request).await.ok();
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_stop_the_effect() {
    let api = Api::start().await;
    let slow = Fault::new(FaultKind::Delay).delay(Duration::from_millis(300)).times(1);
    api.double.add_fault(slow).unwrap();
    let request = authorisation("pm_card_visa");

    let given_up = api
        .request(Method::POST, "/v1/payment_intents")
        .timeout(Duration::from_millis(50))
        .header("Idempotency-Key", "key")
        .form(&request);
    assert!(given_up.send().await.unwrap_err().is_timeout());

    eventually("the call is carried out", || api.double.ledger().payment_intents.len() == 1).await;
    let retried = api.post_with_key("key", "/v1/payment_intents", &request).await.ok();
    assert_eq!(retried.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn an_answer_may_be_late_though_the_effect_is_not() {
    let api = Api::start().await;
    let late = Fault::new(FaultKind::DelayAfterEffect).delay(Duration::from_secs(3600)).times(1);
    api.double.add_fault(late).unwrap();
    let request = authorisation("pm_card_visa");
    let first =
        api.request(Method::POST, "/v1/payment_intents").header("Idempotency-Key", "key").form(&request);
    let first = tokio::spawn(first.send());
    eventually("the effect is there", || api.double.ledger().payment_intents.len() == 1).await;

    let retried = api.post_with_key("key", "/v1/payment_intents", &request).await.ok();

    assert_eq!(retried.header("idempotent-replayed"), "true");
    first.abort();
}

#[tokio::test]
async fn a_fault_hits_only_what_it_matches() {
    let api = Api::start().await;
    let body = json!({
        "match": { "method": "POST", "path_prefix": "/v1/payment_intents/", "path_suffix": "/capture" },
        "kind": "error_before",
        "status": 503,
        "times": 1,
    });
    api.control(Method::POST, "/_double/faults", body).await.ok();
    let id = api.held().await;
    let capture = format!("/v1/payment_intents/{id}/capture");

    assert_eq!(api.intent(&id).await.text("/status"), "requires_capture");
    assert_eq!(api.post(&capture, &[]).await.status, 503);
    api.post(&capture, &[]).await.ok();
}

#[tokio::test]
async fn faults_stay_until_they_are_cleared() {
    let api = Api::start().await;
    let body = json!({ "kind": "rate_limit", "times": null, "probability": 1.0 });
    api.control(Method::POST, "/_double/faults", body).await.ok();
    for _ in 0..3 {
        api.authorise("pm_card_visa").await.refused(429, "rate_limit");
    }

    api.control(Method::DELETE, "/_double/faults", json!({})).await.ok();

    api.authorise("pm_card_visa").await.ok();
}

#[tokio::test]
async fn a_fault_that_makes_no_sense_is_refused() {
    let api = Api::start().await;
    for body in [
        json!({ "kind": "explode" }),
        json!({ "kind": "error_before", "status": 200 }),
        json!({ "kind": "delay", "probability": 2 }),
        json!({ "kind": "delay", "delay": 5 }),
    ] {
        assert_eq!(api.control(Method::POST, "/_double/faults", body).await.status, 400);
    }
}

#[tokio::test]
async fn a_direct_caller_may_ask_for_a_fault_by_header() {
    let api = Api::start().await;
    let request = authorisation("pm_card_visa");
    let with = |fault| {
        api.request(Method::POST, "/v1/payment_intents").header("X-Double-Fault", fault).form(&request)
    };

    let started = Instant::now();
    send(with("delay=100")).await.ok();
    assert!(started.elapsed() >= Duration::from_millis(100));
    assert_eq!(send(with("error_before=502")).await.status, 502);
    assert!(with("drop_connection_after_effect").send().await.is_err());
    for nonsense in ["explode", "delay=soon", "error_before=200"] {
        assert_eq!(send(with(nonsense)).await.status, 400);
    }

    assert_eq!(api.double.ledger().payment_intents.len(), 2);
}
