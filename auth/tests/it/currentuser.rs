use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::auth::{Claims, Role, SigningKey};
use common::ids::{SessionId, UserId};
use serde_json::{Value, json};
use testkit::World;

use crate::harness::{config, cookie, current_user, current_user_answer, sign_up, start, start_with};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_signed_in_without_a_cookie() {
    let app = start(World::new().await).await;
    let answer = app.anyone().get("/api/users/currentuser").await;
    assert_eq!(answer.json::<Value>(200), json!({ "currentUser": null }));
    assert_eq!(answer.header("set-cookie"), "");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_current_user_has_id_email_role_and_iat() {
    let app = start(World::at(crate::harness::START).await).await;
    let answer = sign_up(&app, "ada@example.com").await;
    let current = current_user_answer(&app, &cookie(&answer)).await;
    let expected = json!({
        "id": answer.json::<Value>(201)["id"],
        "email": "ada@example.com",
        "role": "user",
        "emailVerified": false,
        "iat": crate::harness::START / 1000,
    });
    assert_eq!(current.json::<Value>(200)["currentUser"], expected);
    assert_eq!(current.header("set-cookie"), "");
    app.stop().await.unwrap();
}

/// A token that says the same as a real one, but whose signature is nobody's.
fn unsigned(token: &str, header: Value) -> String {
    let header = URL_SAFE_NO_PAD.encode(header.to_string());
    let payload = token.split('.').nth(1).unwrap();
    format!("{header}.{payload}.")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_cookie_is_nobodys() {
    let world = World::new().await;
    let config = config(&world);
    let key = config.signing_key.clone();
    let app = start_with(world, config).await;
    let real = cookie(&sign_up(&app, "ada@example.com").await);
    let token = real.strip_prefix("session=").unwrap();
    let user: UserId = current_user(&app, &real).await["id"].as_str().unwrap().parse().unwrap();

    let now = app.clock.now().seconds();
    let claims = Claims::new(user, "ada@example.com".to_owned(), Role::Admin, SessionId::new(), now);
    let jwks: Value = serde_json::from_str(&key.jwks()).unwrap();
    let kid = jwks["keys"][0]["kid"].as_str().unwrap();
    let hs256 = {
        let header = jsonwebtoken::Header { kid: Some(kid.to_owned()), ..Default::default() };
        let public = URL_SAFE_NO_PAD.decode(jwks["keys"][0]["x"].as_str().unwrap()).unwrap();
        jsonwebtoken::encode(&header, &claims, &jsonwebtoken::EncodingKey::from_secret(&public)).unwrap()
    };
    let forged = [
        String::new(),
        "nonsense".to_owned(),
        token.get(..token.len() - 4).unwrap().to_owned(),
        SigningKey::generate().unwrap().sign(&claims).unwrap(),
        unsigned(token, json!({ "alg": "none", "typ": "JWT", "kid": kid })),
        unsigned(token, json!({ "alg": "EdDSA", "typ": "JWT", "kid": kid })),
        unsigned(token, json!({ "alg": "EdDSA", "typ": "JWT" })),
        hs256,
        // Signed by us, but its session is in no record.
        key.sign(&claims).unwrap(),
        key.sign(&Claims { iat: now - 3600, exp: now - 2700, ..claims.clone() }).unwrap(),
        // Another one's session.
        key.sign(&Claims { sub: UserId::new(), ..claims.clone() }).unwrap(),
        key.sign(&Claims { iss: "elsewhere".to_owned(), ..claims }).unwrap(),
    ];
    for token in forged {
        assert_eq!(current_user(&app, &format!("session={token}")).await, Value::Null, "{token}");
    }
    assert_eq!(current_user(&app, &format!("__Host-session={token}")).await, Value::Null);
    assert_eq!(current_user(&app, &real).await["role"], "user");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_of_another_user_does_not_count() {
    let world = World::new().await;
    let config = config(&world);
    let key = config.signing_key.clone();
    let app = start_with(world, config).await;
    sign_up(&app, "ada@example.com").await;
    let sessions = app.database("auth").await.collection::<bson::Document>("sessions");
    let session = sessions.find_one(bson::doc! {}).await.unwrap().unwrap();
    let sid: SessionId = session.get_object_id("_id").unwrap().to_hex().parse().unwrap();
    let now = app.clock.now().seconds();
    let claims = Claims::new(UserId::new(), "bob@example.com".to_owned(), Role::User, sid, now);
    assert_eq!(current_user(&app, &format!("session={}", key.sign(&claims).unwrap())).await, Value::Null);
    app.stop().await.unwrap();
}
