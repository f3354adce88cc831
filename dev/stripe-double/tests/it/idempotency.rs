use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use stripe_double::{Fault, FaultKind};
use tokio::task::JoinSet;

use crate::harness::{Api, authorisation, eventually, send};

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer_and_has_no_effect() {
    let api = Api::start().await;
    let request = authorisation("pm_card_visa");
    let first = api.post_with_key("attempt-1", "/v1/payment_intents", &request).await.ok();
    assert_eq!(first.header("idempotent-replayed"), "");

    let again = api.post_with_key("attempt-1", "/v1/payment_intents", &request).await.ok();

    assert_eq!(again.body, first.body);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.header("original-request"), first.header("request-id"));
    assert_ne!(again.header("request-id"), first.header("request-id"));
    let ledger = api.double.ledger();
    assert_eq!((ledger.payment_intents.len(), ledger.counters.idempotency_replays), (1, 1));
}

#[tokio::test]
async fn a_decline_is_replayed_too() {
    let api = Api::start().await;
    let request = authorisation("pm_card_visa_chargeDeclined");
    let first = api.post_with_key("attempt-1", "/v1/payment_intents", &request).await;
    let first = first.refused(402, "card_declined");

    let again = api.post_with_key("attempt-1", "/v1/payment_intents", &request).await;

    assert_eq!((again.status, &again.body), (402, &first.body));
    assert_eq!(api.double.ledger().charges.len(), 1);
}

#[tokio::test]
async fn a_state_error_is_replayed_though_the_state_has_changed() {
    let api = Api::start().await;
    let bare = [("amount", "2500"), ("currency", "usd"), ("payment_method_types[]", "card")];
    let intent = api.post("/v1/payment_intents", &bare).await.ok();
    let confirm = format!("/v1/payment_intents/{}/confirm", intent.id());
    let first = api.post_with_key("confirm-1", &confirm, &[]).await;
    first.refused(400, "payment_intent_unexpected_state");
    api.post(&format!("/v1/payment_intents/{}", intent.id()), &[("payment_method", "pm_card_visa")])
        .await
        .ok();

    let again = api.post_with_key("confirm-1", &confirm, &[]).await;

    assert_eq!(again.header("idempotent-replayed"), "true");
    again.refused(400, "payment_intent_unexpected_state");
}

#[tokio::test]
async fn a_key_with_other_parameters_or_another_path_is_refused() {
    let api = Api::start().await;
    api.post_with_key("key", "/v1/payment_intents", &authorisation("pm_card_visa")).await.ok();

    let other = api.post_with_key("key", "/v1/payment_intents", &authorisation("pm_card_amex")).await;
    assert_eq!((other.status, other.text("/error/type")), (400, "idempotency_error"));
    let elsewhere = api.post_with_key("key", "/v1/refunds", &authorisation("pm_card_visa")).await;
    assert_eq!((elsewhere.status, elsewhere.text("/error/type")), (400, "idempotency_error"));

    let ledger = api.double.ledger();
    assert_eq!((ledger.payment_intents.len(), ledger.counters.idempotency_mismatches), (1, 2));
}

#[tokio::test]
async fn the_order_of_parameters_does_not_matter() {
    let api = Api::start().await;
    let mut request = authorisation("pm_card_visa");
    let first = api.post_with_key("key", "/v1/payment_intents", &request).await.ok();
    request.reverse();

    assert_eq!(api.post_with_key("key", "/v1/payment_intents", &request).await.ok().id(), first.id());
}

#[tokio::test]
async fn a_key_whose_request_is_under_way_is_in_use() {
    let api = Api::start().await;
    let slow = Fault::new(FaultKind::Delay).delay(Duration::from_secs(3600)).times(1);
    api.double.add_fault(slow).unwrap();
    let request = authorisation("pm_card_visa");
    let first =
        api.request(Method::POST, "/v1/payment_intents").header("Idempotency-Key", "key").form(&request);
    let first = tokio::spawn(first.send());

    eventually("the first request holds its key", || api.double.ledger().counters.posts == 1).await;

    let conflict = api.post_with_key("key", "/v1/payment_intents", &request).await;

    assert_eq!(conflict.header("stripe-should-retry"), "true");
    conflict.refused(409, "idempotency_key_in_use");
    let ledger = api.double.ledger();
    assert_eq!((ledger.payment_intents.len(), ledger.counters.idempotency_conflicts), (0, 1));
    first.abort();
}

#[tokio::test]
async fn of_many_at_once_with_one_key_one_is_executed() {
    let api = Arc::new(Api::start().await);
    let mut calls = JoinSet::new();
    for _ in 0..30 {
        let api = Arc::clone(&api);
        calls.spawn(async move {
            api.post_with_key("key", "/v1/payment_intents", &authorisation("pm_card_visa")).await.status
        });
    }

    let statuses = calls.join_all().await;

    assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
    assert!(statuses.contains(&200));
    assert_eq!(api.double.ledger().payment_intents.len(), 1);
}

#[tokio::test]
async fn a_request_that_fails_validation_leaves_its_key_free() {
    let api = Api::start().await;
    let refused = api.post_with_key("key", "/v1/payment_intents", &[("amount", "2500")]).await;
    refused.refused(400, "parameter_missing");

    api.post_with_key("key", "/v1/payment_intents", &authorisation("pm_card_visa")).await.ok();
}

#[tokio::test]
async fn a_key_ends_after_a_day() {
    let api = Api::start().await;
    let request = authorisation("pm_card_visa");
    let first = api.post_with_key("key", "/v1/payment_intents", &request).await.ok();

    api.double.advance_clock(Duration::from_secs(24 * 3600 - 60));
    assert_eq!(api.post_with_key("key", "/v1/payment_intents", &request).await.ok().id(), first.id());
    api.double.advance_clock(Duration::from_secs(120));
    assert_ne!(api.post_with_key("key", "/v1/payment_intents", &request).await.ok().id(), first.id());
}

#[tokio::test]
async fn a_key_that_is_too_long_is_refused() {
    let api = Api::start().await;
    let request = authorisation("pm_card_visa");
    let longest = "k".repeat(255);
    api.post_with_key(&longest, "/v1/payment_intents", &request).await.ok();

    let refused = api.post_with_key(&format!("{longest}k"), "/v1/payment_intents", &request).await;

    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn posts_without_a_key_are_counted() {
    let api = Api::start().await;
    api.held().await;
    api.post_with_key("key", "/v1/payment_intents", &authorisation("pm_card_visa")).await.ok();
    let card = [("type", "card"), ("card[token]", "tok_visa")];
    send(api.browser(Method::POST, "/v1/payment_methods").form(&card)).await.ok();

    let counters = api.double.ledger().counters;
    assert_eq!((counters.posts, counters.posts_without_idempotency_key), (2, 1));
}
