use serde_json::json;
use testkit::World;

use crate::harness::{sign_up, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_everybody_takes_is_refused_for_a_new_account() {
    let app = start(World::new().await).await;
    for password in ["password123", "PassWord123", "1qaz2wsx", "iloveyou"] {
        let body = json!({ "email": "ada@example.com", "password": password });
        let answer = app.anyone().post("/api/users/signup", &body).await;
        answer.expect(400);
        assert_eq!(answer.fields(), ["password"], "{password}");
        assert_eq!(answer.message(), "password is too common");
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_had_such_a_password_for_long_still_signs_in() {
    let app = start(World::new().await).await;
    sign_up(&app, "ada@example.com").await;
    let users = app.database("auth").await.collection::<bson::Document>("users");
    let hash = argon2::PasswordHasher::hash_password(&argon2::Argon2::default(), b"password123").unwrap();
    let update = bson::doc! { "$set": { "passwordHash": hash.to_string() } };
    users.update_one(bson::doc! {}, update).await.unwrap();
    let body = json!({ "email": "ada@example.com", "password": "password123" });
    app.anyone().post("/api/users/signin", &body).await.expect(200);
    app.stop().await.unwrap();
}
