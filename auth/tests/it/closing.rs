use bson::{Document, doc};
use common::events::session::SessionRevoked;
use common::events::user::{AccountStatus, UserState, UserUpdated};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World};

use crate::harness::{
    PASSWORD, START, clears_the_cookie, cookie, current_user, letters, mail_is_sent, nothing_is_unsent,
    sign_in, sign_up, start, tokens,
};

pub async fn close(app: &TestApp, cookie: &str, password: &str) -> Answer {
    let client = app.anyone().with_cookie(cookie.to_owned());
    let request = client.request(Method::DELETE, "/api/users/me").json(&json!({ "password": password }));
    client.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_is_nobodys_and_its_address_is_free_again() {
    let app = start(World::at(START).await).await;
    let answer = sign_up(&app, "ada@example.com").await;
    let (here, there) = (cookie(&answer), cookie(&sign_in(&app, "ada@example.com").await));
    let closed = close(&app, &here, PASSWORD).await;
    assert!(clears_the_cookie(closed.expect(204)));
    for ended in [&here, &there] {
        assert_eq!(current_user(&app, ended).await, Value::Null);
        close(&app, ended, PASSWORD).await.expect(401);
    }
    assert_eq!(sign_in(&app, "ada@example.com").await.expect(400).code(), "invalid_credentials");

    let again: Value = sign_up(&app, "ada@example.com").await.json(201);
    assert_ne!(again["id"], answer.json::<Value>(201)["id"]);
    sign_in(&app, "ada@example.com").await.expect(200);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn that_an_account_is_closed_is_told_once() {
    let app = start(World::at(START).await).await;
    let answer = sign_up(&app, "ada@example.com").await;
    let others = cookie(&sign_up(&app, "bob@example.com").await);
    close(&app, &cookie(&answer), PASSWORD).await.expect(204);
    close(&app, &cookie(&answer), PASSWORD).await.expect(401);
    nothing_is_unsent(&app).await;
    let told = app.published::<UserUpdated>().await;
    let id = answer.json::<Value>(201)["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(told, [UserUpdated(UserState { id, version: 2, status: AccountStatus::Closed })]);
    assert_eq!(app.published::<SessionRevoked>().await.len(), 1);
    assert_eq!(current_user(&app, &others).await["email"], "bob@example.com");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_closed_account_only_the_id_is_left() {
    let app = start(World::at(START).await).await;
    let answer = sign_up(&app, "ada.lovelace@example.com").await;
    let id = answer.json::<Value>(201)["id"].as_str().unwrap().to_owned();
    let token = tokens(&app, "ada.lovelace@example.com", "/account/verify-email", 1).await.remove(0);
    mail_is_sent(&app).await;
    close(&app, &cookie(&answer), PASSWORD).await.expect(204);

    let database = app.database("auth").await;
    for name in database.list_collection_names().await.unwrap() {
        let mut documents = database.collection::<Document>(&name).find(doc! {}).await.unwrap();
        while documents.advance().await.unwrap() {
            let document = format!("{:?}", documents.deserialize_current().unwrap());
            assert!(!document.contains("lovelace"), "{name}: {document}");
        }
    }
    let user = database.collection::<Document>("users").find_one(doc! {}).await.unwrap().unwrap();
    assert_eq!(user.get_object_id("_id").unwrap().to_hex(), id);
    assert!(user.get_datetime("closedAt").is_ok());

    // Links that are under way lead nowhere, and no more letters are written.
    let confirm = json!({ "token": token });
    app.anyone().post("/api/users/email-verification/confirm", &confirm).await.expect(400);
    let reset = json!({ "email": "ada.lovelace@example.com" });
    app.anyone().post("/api/users/password-reset", &reset).await.expect(202);
    mail_is_sent(&app).await;
    assert_eq!(letters(&app, "ada.lovelace@example.com").len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_know_the_password_closes_nothing() {
    let app = start(World::new().await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    assert_eq!(close(&app, &cookie, "not the password").await.expect(400).code(), "invalid_credentials");
    assert_eq!(close(&app, &cookie, "").await.expect(400).fields(), ["password"]);
    close(&app, "session=nonsense", PASSWORD).await.expect(401);
    assert_eq!(current_user(&app, &cookie).await["email"], "ada@example.com");
    app.stop().await.unwrap();
}
