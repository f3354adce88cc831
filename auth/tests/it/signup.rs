use common::auth::SessionCookie;
use futures::future::join_all;
use serde_json::{Value, json};
use testkit::World;

use crate::harness::{PASSWORD, config, cookie, credentials, current_user, sign_up, start, start_with};

#[tokio::test(flavor = "multi_thread")]
async fn signing_up_opens_an_account_and_signs_in() {
    let app = start(World::new().await).await;
    let answer = app
        .anyone()
        .post("/api/users/signup", &json!({ "email": "  Ada@Example.com ", "password": PASSWORD }))
        .await;
    let user: Value = answer.json(201);
    assert_eq!(
        user.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["email", "emailVerified", "id", "role"]
    );
    assert_eq!((&user["email"], &user["role"]), (&json!("Ada@Example.com"), &json!("user")));
    assert_eq!(user["id"].as_str().unwrap().len(), 24);

    let current = current_user(&app, &cookie(&answer)).await;
    assert_eq!(current["id"], user["id"]);
    assert_eq!(current["email"], user["email"]);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_has_one_account_however_it_is_written() {
    let app = start(World::new().await).await;
    sign_up(&app, "ada@example.com").await;
    let answer = app.anyone().post("/api/users/signup", &credentials("ADA@example.COM ")).await;
    answer.expect(409);
    assert_eq!((answer.message().as_str(), answer.code().as_str()), ("Email in use", "email_in_use"));
    assert_eq!(answer.header("set-cookie"), "");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_sign_ups_at_the_same_time_one_gets_the_address() {
    let app = start(World::new().await).await;
    let addresses = [
        "ada@example.com",
        "Ada@example.com",
        "ADA@EXAMPLE.COM",
        "ada@Example.com",
        "aDa@example.com",
        "ada@example.com",
    ];
    let answers = join_all(addresses.map(|address| {
        let anyone = app.anyone();
        async move { anyone.post("/api/users/signup", &credentials(address)).await }
    }))
    .await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
    let users = app.database("auth").await.collection::<bson::Document>("users");
    assert_eq!(users.count_documents(bson::doc! {}).await.unwrap(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_account_is_refused_with_every_wrong_field() {
    let app = start(World::new().await).await;
    let long = "a".repeat(129);
    // 255 characters in labels of allowed length.
    let long_address = format!("{}@{}.example", "a".repeat(64), ["a".repeat(60).as_str(); 3].join("."));
    let bad: &[(Value, &[&str])] = &[
        (json!({}), &["email", "password"]),
        (json!({ "email": "", "password": "" }), &["email", "password"]),
        (json!({ "email": "ada", "password": "short 7" }), &["email", "password"]),
        (json!({ "email": "ada", "password": PASSWORD }), &["email"]),
        (json!({ "email": "ada@", "password": PASSWORD }), &["email"]),
        (json!({ "email": "ada lovelace@example.com", "password": PASSWORD }), &["email"]),
        (json!({ "email": long_address, "password": PASSWORD }), &["email"]),
        (json!({ "email": "ada@example.com" }), &["password"]),
        (json!({ "email": "ada@example.com", "password": "7 chars" }), &["password"]),
        (json!({ "email": "ada@example.com", "password": "äöüäöüä" }), &["password"]),
        (json!({ "email": "ada@example.com", "password": long }), &["password"]),
        (json!({ "email": "ada@example.com", "password": 12345678 }), &["password"]),
        (json!({ "email": ["ada@example.com"], "password": PASSWORD }), &["email"]),
        (json!({ "email": { "$gt": "" }, "password": PASSWORD }), &["email"]),
        (json!({ "email": "ada@example.com", "password": PASSWORD, "role": "admin" }), &["role"]),
    ];
    for (body, fields) in bad {
        let answer = app.anyone().post("/api/users/signup", body).await;
        answer.expect(400);
        assert_eq!(answer.code(), "invalid_request");
        assert_eq!(answer.fields(), *fields, "{body}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    for (body, media_type, status) in [
        ("{\"email\":", "application/json", 400),
        ("[]", "application/json", 400),
        ("email=ada@example.com", "application/x-www-form-urlencoded", 415),
    ] {
        app.anyone().post_raw("/api/users/signup", media_type, body).await.expect(status);
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn any_character_may_stand_in_a_password() {
    let app = start(World::new().await).await;
    let longest = "🎟".repeat(128);
    for (index, password) in
        ["        ", " pass\u{0}word ", "пароль из слов", longest.as_str()].iter().enumerate()
    {
        let body = json!({ "email": format!("user{index}@example.com"), "password": password });
        app.anyone().post("/api/users/signup", &body).await.expect(201);
        app.anyone().post("/api/users/signin", &body).await.expect(200);
        let trimmed =
            json!({ "email": format!("user{index}@example.com"), "password": format!("{password} ") });
        app.anyone().post("/api/users/signin", &trimmed).await.expect(400);
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    for secure in [true, false] {
        let world = World::new().await;
        let mut config = config(&world);
        config.cookie = SessionCookie::new(secure);
        let app = start_with(world, config).await;
        let answer = sign_up(&app, "ada@example.com").await;
        let header = answer.header("set-cookie");
        let (name, attributes) = (header.split('=').next().unwrap(), header.split("; ").skip(1));
        let mut attributes: Vec<&str> = attributes.collect();
        attributes.sort_unstable();
        if secure {
            assert_eq!(name, "__Host-session");
            assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
        } else {
            assert_eq!(name, "session");
            assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax"]);
        }
        assert_eq!(current_user(&app, &cookie(&answer)).await["email"], "ada@example.com");
        app.stop().await.unwrap();
    }
}
