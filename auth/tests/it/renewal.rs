use std::time::Duration;

use serde_json::{Value, json};
use testkit::{TestApp, World};

use crate::harness::{START, clears_the_cookie, cookie, current_user_answer, sign_up, start};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The cookie to use from now on, when the user is still signed in.
async fn visit(app: &TestApp, before: &str) -> Option<String> {
    let answer = current_user_answer(app, before).await;
    if answer.json::<Value>(200)["currentUser"].is_null() {
        assert!(clears_the_cookie(&answer));
        return None;
    }
    Some(if answer.header("set-cookie").is_empty() { before.to_owned() } else { cookie(&answer) })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_renewed_once_it_is_five_minutes_old() {
    let app = start(World::at(START).await).await;
    let answer = sign_up(&app, "ada@example.com").await;
    let first = cookie(&answer);
    app.clock.advance(MINUTE * 5 - Duration::from_secs(1));
    assert_eq!(visit(&app, &first).await.unwrap(), first);

    app.clock.advance(Duration::from_secs(1));
    let answer = current_user_answer(&app, &first).await;
    let user: Value = answer.json(200);
    assert_eq!(user["currentUser"]["iat"], json!(app.clock.now().seconds()));
    let second = cookie(&answer);
    assert_ne!(second, first);
    assert_eq!(visit(&app, &second).await.unwrap(), second);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_is_renewed_while_its_session_lives() {
    let app = start(World::at(START).await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    app.clock.advance(DAY * 7 - Duration::from_millis(1));
    assert!(visit(&app, &cookie).await.is_some());
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_not_used_for_seven_days_is_over() {
    let app = start(World::at(START).await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    app.clock.advance(DAY * 7);
    assert_eq!(visit(&app, &cookie).await, None);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_over_after_thirty_days_of_daily_use() {
    let app = start(World::at(START).await).await;
    let mut cookie = cookie(&sign_up(&app, "ada@example.com").await);
    for _ in 1..30 {
        app.clock.advance(DAY);
        cookie = visit(&app, &cookie).await.expect("the session lives");
    }
    app.clock.advance(DAY);
    assert_eq!(visit(&app, &cookie).await, None);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_signed_out_is_not_renewed() {
    let app = start(World::at(START).await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    app.clock.advance(MINUTE * 20);
    // The token has expired by now, and still names the session to end.
    app.anyone().with_cookie(cookie.clone()).post("/api/users/signout", &json!({})).await.expect(200);
    assert_eq!(visit(&app, &cookie).await, None);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_of_a_removed_user_is_over_at_its_next_renewal() {
    let app = start(World::at(START).await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    let users = app.database("auth").await.collection::<bson::Document>("users");
    users.delete_one(bson::doc! {}).await.unwrap();
    app.clock.advance(MINUTE * 5);
    assert_eq!(visit(&app, &cookie).await, None);
    app.stop().await.unwrap();
}
