//! Signing up under an `Idempotency-Key`.

use bson::{Bson, Document, doc};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World};

use crate::harness::{PASSWORD, cookie, credentials, current_user, start};

async fn keyed(app: &TestApp, key: &str, body: &Value) -> Answer {
    let anyone = app.anyone();
    let request = anyone.request(Method::POST, "/api/users/signup").header("Idempotency-Key", key);
    anyone.send(request.json(body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_answer_was_lost_signs_up_again_and_is_signed_in() {
    let app = start(World::new().await).await;
    let first = keyed(&app, "key", &credentials("ada@example.com")).await;
    let again = keyed(&app, "key", &credentials("ada@example.com")).await;
    assert_eq!(again.json::<Value>(201), first.json::<Value>(201));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    assert_ne!(cookie(&again), cookie(&first));
    for answer in [&first, &again] {
        assert_eq!(current_user(&app, &cookie(answer)).await["email"], "ada@example.com");
    }
    assert_eq!(keyed(&app, "another", &credentials("ada@example.com")).await.code(), "email_in_use");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_without_the_password_opens_nothing() {
    let app = start(World::new().await).await;
    keyed(&app, "key", &credentials("ada@example.com")).await.expect(201);
    keyed(&app, "bob", &credentials("bob@example.com")).await.expect(201);
    let wrong = json!({ "email": "ada@example.com", "password": "another horse" });
    for body in [wrong, credentials("eve@example.com"), credentials("bob@example.com")] {
        let refused = keyed(&app, "key", &body).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "idempotency_key_reused"));
        assert_eq!(refused.header("set-cookie"), "");
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_sign_ups_at_once_are_one_account() {
    let app = start(World::new().await).await;
    let body = credentials("ada@example.com");
    let all = futures::future::join_all((0..20).map(|_| keyed(&app, "key", &body))).await;
    for answer in &all {
        assert!(answer.status == 201 || answer.code() == "idempotency_key_in_use", "{answer:?}");
    }
    keyed(&app, "key", &body).await.expect(201);
    let users = app.database("auth").await.collection::<Document>("users");
    assert_eq!(users.count_documents(doc! {}).await.unwrap(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_that_was_refused_may_be_mended_under_its_key() {
    let app = start(World::new().await).await;
    keyed(&app, "key", &json!({ "email": "ada@example.com", "password": "short" })).await.expect(400);
    keyed(&app, "key", &credentials("ada@example.com")).await.expect(201);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_record_of_a_key_holds_a_secret() {
    let app = start(World::new().await).await;
    let answer = keyed(&app, "a-key-of-mine", &credentials("ada@example.com")).await;
    let token = cookie(answer.expect(201)).trim_start_matches("session=").to_owned();
    let records = app.database("auth").await.collection::<Document>("idempotency_keys");
    let record = records.find_one(doc! {}).await.unwrap().unwrap();
    let told = record.to_string();
    for secret in ["a-key-of-mine", "ada@example.com", PASSWORD, token.as_str()] {
        assert!(!told.contains(secret), "{told}");
    }
    // Not even a hash, by which passwords could be guessed faster than Argon2 lets them be.
    for kept in ["fingerprint", "answer"] {
        assert_eq!(record.get(kept), Some(&Bson::Null), "{told}");
    }
    app.stop().await.unwrap();
}
