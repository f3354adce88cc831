use std::time::Duration;

use auth::config::Config;
use auth::throttle::Limits;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World};

use crate::harness::{
    START, config, cookie, current_user, letters, mail_is_sent, sign_in, sign_up, start, start_with, tokens,
};

const PAGE: &str = "/account/verify-email";

async fn ask(app: &TestApp, cookie: &str) -> Answer {
    let client = app.anyone().with_cookie(cookie.to_owned());
    client.send(client.request(reqwest::Method::POST, "/api/users/email-verification")).await
}

async fn confirm(app: &TestApp, token: &str) -> Answer {
    app.anyone().post("/api/users/email-verification/confirm", &json!({ "token": token })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_letter_that_a_new_account_gets_proves_its_address_once() {
    let app = start(World::at(START).await).await;
    let answer = sign_up(&app, "Ada@example.com").await;
    assert_eq!(answer.json::<Value>(201)["emailVerified"], false);
    let token = tokens(&app, "Ada@example.com", PAGE, 1).await.remove(0);
    confirm(&app, &token).await.expect(204);
    // It is known at once, and to every session.
    assert_eq!(current_user(&app, &cookie(&answer)).await["emailVerified"], true);
    assert_eq!(sign_in(&app, "ada@example.com").await.json::<Value>(200)["emailVerified"], true);
    assert_eq!(confirm(&app, &token).await.expect(400).code(), "invalid_token");

    // Whoever is verified is not written again.
    assert_eq!(ask(&app, &cookie(&answer)).await.json::<Value>(202), json!({}));
    mail_is_sent(&app).await;
    assert_eq!(letters(&app, "Ada@example.com").len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_counts_for_a_day_and_a_newer_one_takes_its_place() {
    let app = start(World::at(START).await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    let first = tokens(&app, "ada@example.com", PAGE, 1).await.remove(0);
    ask(&app, &cookie).await.expect(202);
    let second = tokens(&app, "ada@example.com", PAGE, 2).await.remove(0);
    mail_is_sent(&app).await;
    assert_eq!(confirm(&app, &first).await.expect(400).code(), "invalid_token");
    app.clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(confirm(&app, &second).await.expect(400).code(), "invalid_token");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_is_signed_in_asks_and_not_too_often() {
    let world = World::at(START).await;
    let config = Config { throttling: Limits::default(), ..config(&world) };
    let app = start_with(world, config).await;
    ask(&app, "session=nonsense").await.expect(401);
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    for _ in 0..3 {
        ask(&app, &cookie).await.expect(202);
    }
    assert_eq!(ask(&app, &cookie).await.expect(429).header("retry-after"), "600");
    app.stop().await.unwrap();
}
