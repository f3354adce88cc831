use argon2::PasswordHasher;
use serde_json::{Value, json};
use testkit::{TestApp, World};

use crate::harness::{PASSWORD, cookie, current_user, sign_in, sign_up, start};

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_signs_in_however_the_address_is_written() {
    let app = start(World::new().await).await;
    let user: Value = sign_up(&app, "Ada@example.com").await.json(201);
    let answer = sign_in(&app, " ADA@example.com").await;
    assert_eq!(answer.json::<Value>(200), user);
    assert_eq!(current_user(&app, &cookie(&answer)).await["id"], user["id"]);
    app.stop().await.unwrap();
}

/// How many passwords were checked for addresses that have no account.
async fn checks_for_unknown_addresses(app: &TestApp) -> u64 {
    let metrics = app.anyone().get("/metrics").await.body;
    let line =
        metrics.lines().find(|line| line.starts_with("auth_password_checks_total{account=\"unknown\"}"));
    line.map_or(0, |line| line.split_whitespace().last().unwrap().parse().unwrap())
}

/// The only test that signs in with unknown addresses, because all tests share the process's metrics.
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_is_answered_as_a_wrong_password_is_and_costs_as_much() {
    let app = start(World::new().await).await;
    sign_up(&app, "ada@example.com").await;
    let before = checks_for_unknown_addresses(&app).await;
    let attempt = |email: &str, password: &str| {
        let (anyone, body) = (app.anyone(), json!({ "email": email, "password": password }));
        async move { anyone.post("/api/users/signin", &body).await }
    };
    let wrong = attempt("ada@example.com", "not her password").await;
    assert_eq!(checks_for_unknown_addresses(&app).await, before);
    let unknown = attempt("bob@example.com", PASSWORD).await;
    assert_eq!(checks_for_unknown_addresses(&app).await, before + 1);

    unknown.expect(400);
    assert_eq!(
        (unknown.message().as_str(), unknown.code().as_str()),
        ("Invalid credentials", "invalid_credentials")
    );
    assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
    for answer in [&wrong, &unknown] {
        assert_eq!(answer.header("set-cookie"), "");
    }
    let names = |answer: &testkit::Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(&wrong), names(&unknown));
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_are_no_credentials_is_refused_with_every_wrong_field() {
    let app = start(World::new().await).await;
    for (body, fields) in [
        (json!({}), vec!["email", "password"]),
        (json!({ "email": "ada", "password": "" }), vec!["email", "password"]),
        (json!({ "email": "ada@example.com", "password": "" }), vec!["password"]),
        (json!({ "email": null, "password": PASSWORD }), vec!["email"]),
        (json!({ "email": "ada@example.com", "password": { "$ne": "" } }), vec!["password"]),
        (json!({ "email": "ada@example.com", "password": PASSWORD, "role": "admin" }), vec!["role"]),
    ] {
        let answer = app.anyone().post("/api/users/signin", &body).await;
        answer.expect(400);
        assert_eq!(answer.code(), "invalid_request");
        assert_eq!(answer.fields(), fields, "{body}");
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_ends_the_session_before() {
    let app = start(World::new().await).await;
    let first = cookie(&sign_up(&app, "ada@example.com").await);
    let body = crate::harness::credentials("ada@example.com");
    let answer = app.anyone().with_cookie(first.clone()).post("/api/users/signin", &body).await;
    answer.expect(200);
    assert_eq!(current_user(&app, &first).await, Value::Null);
    assert_eq!(current_user(&app, &cookie(&answer)).await["email"], "ada@example.com");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hash_with_old_parameters_is_replaced() {
    let app = start(World::new().await).await;
    sign_up(&app, "ada@example.com").await;
    let users = app.database("auth").await.collection::<bson::Document>("users");
    let params = argon2::Params::new(8_192, 1, 1, None).unwrap();
    let old = argon2::Argon2::from(params).hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    users.update_one(bson::doc! {}, bson::doc! { "$set": { "passwordHash": old } }).await.unwrap();
    sign_in(&app, "ada@example.com").await.expect(200);
    let user = users.find_one(bson::doc! {}).await.unwrap().unwrap();
    assert!(user.get_str("passwordHash").unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(user.get_i64("version").unwrap(), 2);
    sign_in(&app, "ada@example.com").await.expect(200);
    app.stop().await.unwrap();
}
