use auth::config::Config;
use auth::throttle::Limits;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World};

use crate::harness::{
    PASSWORD, START, config, cookie, credentials, current_user, letters, mail_is_sent, sign_in, sign_up,
    start, start_with,
};

const NEW: &str = "another horse";

async fn change(app: &TestApp, cookie: &str, current: &str, new: &str) -> Answer {
    let body = json!({ "currentPassword": current, "newPassword": new });
    app.anyone().with_cookie(cookie.to_owned()).post("/api/users/password", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_signs_in_and_ends_every_other_session() {
    // The clock stands: what comes after begins in the same instant.
    let app = start(World::at(START).await).await;
    let user: Value = sign_up(&app, "ada@example.com").await.json(201);
    let (here, there) =
        (cookie(&sign_in(&app, "ada@example.com").await), cookie(&sign_in(&app, "ada@example.com").await));
    let answer = change(&app, &here, PASSWORD, NEW).await;
    assert_eq!(answer.json::<Value>(200), user);
    for ended in [&here, &there] {
        assert_eq!(current_user(&app, ended).await, Value::Null);
    }
    assert_eq!(current_user(&app, &cookie(&answer)).await["id"], user["id"]);

    app.anyone().post("/api/users/signin", &credentials("ada@example.com")).await.expect(400);
    let body = json!({ "email": "ada@example.com", "password": NEW });
    app.anyone().post("/api/users/signin", &body).await.expect(200);
    mail_is_sent(&app).await;
    let letters = letters(&app, "ada@example.com");
    assert!(letters.first().unwrap().contains("Subject: Your password was changed"));
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_know_the_current_password_changes_nothing_and_is_stopped() {
    let world = World::at(START).await;
    let config = Config { throttling: Limits::default(), ..config(&world) };
    let app = start_with(world, config).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    for _ in 0..5 {
        let answer = change(&app, &cookie, "not the password", NEW).await;
        assert_eq!(answer.expect(400).code(), "invalid_credentials");
    }
    let answer = change(&app, &cookie, PASSWORD, NEW).await;
    assert_eq!(answer.expect(429).header("retry-after"), "180");
    app.clock.advance(std::time::Duration::from_secs(180));
    sign_in(&app, "ada@example.com").await.expect(200);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_new_password_is_refused_with_every_wrong_field() {
    let app = start(World::new().await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    for (body, fields) in [
        (json!({}), vec!["currentPassword", "newPassword"]),
        (json!({ "currentPassword": PASSWORD, "newPassword": "short" }), vec!["newPassword"]),
        (json!({ "currentPassword": PASSWORD, "newPassword": "Password123" }), vec!["newPassword"]),
        (json!({ "currentPassword": PASSWORD, "newPassword": NEW, "email": "a@b.co" }), vec!["email"]),
    ] {
        let client = app.anyone().with_cookie(cookie.clone());
        let answer = client.post("/api/users/password", &body).await;
        assert_eq!(answer.expect(400).fields(), fields, "{body}");
    }
    change(&app, "session=nonsense", PASSWORD, NEW).await.expect(401);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_at_once_one_counts() {
    let app = start(World::new().await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    let (one, other) = tokio::join!(
        change(&app, &cookie, PASSWORD, "the first horse"),
        change(&app, &cookie, PASSWORD, "the second horse")
    );
    let done: Vec<u16> = [&one, &other].map(|answer| answer.status.as_u16()).into();
    assert_eq!(done.iter().filter(|status| **status == 200).count(), 1, "{done:?}");
    app.stop().await.unwrap();
}
