//! A user's sessions: which there are, and how they end.

use std::time::Duration;

use common::events::session::{EndedSessions, SessionRevoked};
use common::ids::{SessionId, UserId};
use serde_json::{Value, json};
use testkit::{Client, TestApp, World, eventually};

use crate::harness::{START, clears_the_cookie, cookie, current_user, sign_in, sign_up, start};

const SESSIONS: &str = "/api/users/sessions";

fn with(app: &TestApp, cookie: &str) -> Client {
    app.anyone().with_cookie(cookie.to_owned())
}

async fn sessions(app: &TestApp, cookie: &str) -> Vec<Value> {
    with(app, cookie).get(SESSIONS).await.json(200)
}

async fn id_of(app: &TestApp, cookie: &str) -> String {
    let sessions = sessions(app, cookie).await;
    let current = sessions.iter().find(|session| session["current"] == true).unwrap();
    current["id"].as_str().unwrap().to_owned()
}

async fn user_of(app: &TestApp, cookie: &str) -> UserId {
    current_user(app, cookie).await["id"].as_str().unwrap().parse().unwrap()
}

/// Waits until as many ends were told.
async fn told(app: &TestApp, count: usize) -> Vec<SessionRevoked> {
    eventually("the ends are told", || async {
        Some(app.published::<SessionRevoked>().await).filter(|told| told.len() >= count)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_sees_where_they_are_signed_in_newest_first_and_nobody_else() {
    let app = start(World::at(START).await).await;
    let first = cookie(&sign_up(&app, "ada@example.com").await);
    sign_up(&app, "bob@example.com").await;
    app.clock.advance(Duration::from_secs(60));
    let second = cookie(&sign_in(&app, "ada@example.com").await);
    let seen = sessions(&app, &second).await;
    assert_eq!(seen.iter().map(|session| &session["current"]).collect::<Vec<_>>(), [true, false]);
    let newest = seen[0].as_object().unwrap();
    let fields: Vec<&String> = newest.keys().collect();
    assert_eq!(fields, ["createdAt", "current", "expiresAt", "id", "lastSeenAt"]);
    assert_eq!(newest["createdAt"], json!(app.clock.now().to_string()));
    assert_eq!(newest["lastSeenAt"], newest["createdAt"]);
    let week = Duration::from_secs(7 * 24 * 3600);
    assert_eq!(newest["expiresAt"], json!(app.clock.now().plus(week).to_string()));
    assert_eq!(sessions(&app, &first).await.len(), 2);

    // One that was not used for too long is gone from the list.
    app.clock.advance(week - Duration::from_secs(30));
    let renewed = cookie(&with(&app, &second).get("/api/users/currentuser").await);
    assert_eq!(sessions(&app, &renewed).await.len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_signed_in_has_no_sessions_to_see_or_end() {
    let app = start(World::new().await).await;
    let ended = cookie(&sign_up(&app, "ada@example.com").await);
    with(&app, &ended).post("/api/users/signout", &json!({})).await.expect(200);
    for client in [app.anyone(), app.anyone().with_session("nonsense"), with(&app, &ended)] {
        client.get(SESSIONS).await.expect(401);
        client.delete(SESSIONS).await.expect(401);
        client.delete(&format!("{SESSIONS}/{}", SessionId::new())).await.expect(401);
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_ends_a_session_elsewhere_and_its_end_is_told_once() {
    let app = start(World::new().await).await;
    let here = cookie(&sign_up(&app, "ada@example.com").await);
    let there = cookie(&sign_in(&app, "ada@example.com").await);
    let (user, id) = (user_of(&app, &here).await, id_of(&app, &there).await);
    for _ in 0..2 {
        let answer = with(&app, &here).delete(&format!("{SESSIONS}/{id}")).await;
        assert_eq!(answer.expect(204).header("set-cookie"), "");
    }
    with(&app, &there).get(SESSIONS).await.expect(401);
    assert_eq!(current_user(&app, &there).await, Value::Null);
    assert_eq!(sessions(&app, &here).await.len(), 1);

    let id = id.parse().unwrap();
    let told = told(&app, 1).await;
    assert_eq!(told.iter().map(|event| event.user_id).collect::<Vec<_>>(), [user]);
    assert_eq!(told[0].ended, EndedSessions::One { session_id: id });
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_ends_this_session_is_signed_out_here() {
    let app = start(World::new().await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    let id = id_of(&app, &cookie).await;
    let answer = with(&app, &cookie).delete(&format!("{SESSIONS}/{id}")).await;
    answer.expect(204);
    assert!(clears_the_cookie(&answer));
    assert_eq!(current_user(&app, &cookie).await, Value::Null);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_of_another_is_not_found_and_lives_on() {
    let app = start(World::new().await).await;
    let ada = cookie(&sign_up(&app, "ada@example.com").await);
    let bob = cookie(&sign_up(&app, "bob@example.com").await);
    let bobs = id_of(&app, &bob).await;
    for id in [bobs, SessionId::new().to_string()] {
        let answer = with(&app, &ada).delete(&format!("{SESSIONS}/{id}")).await;
        assert_eq!(answer.expect(404).code(), "not_found");
    }
    with(&app, &ada).delete(&format!("{SESSIONS}/7")).await.expect(400);
    assert_eq!(sessions(&app, &bob).await.len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_everywhere_ends_all_sessions_of_the_user_and_of_nobody_else() {
    // The clock stands: what comes after begins in the same instant.
    let app = start(World::at(START).await).await;
    let old =
        [cookie(&sign_up(&app, "ada@example.com").await), cookie(&sign_in(&app, "ada@example.com").await)];
    let bob = cookie(&sign_up(&app, "bob@example.com").await);
    let user = user_of(&app, &old[0]).await;
    let answer = with(&app, &old[0]).delete(SESSIONS).await;
    answer.expect(204);
    assert!(clears_the_cookie(&answer));

    let new = cookie(&sign_in(&app, "ada@example.com").await);
    for cookie in &old {
        with(&app, cookie).get(SESSIONS).await.expect(401);
        assert_eq!(current_user(&app, cookie).await, Value::Null);
    }
    let told = told(&app, 1).await;
    assert_eq!((told[0].user_id, told[0].ended), (user, EndedSessions::All { before_generation: 1 }));
    assert_eq!(sessions(&app, &new).await.len(), 1);
    assert_eq!(sessions(&app, &bob).await.len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_whose_record_has_no_version_yet_can_be_used_and_ended() {
    let app = start(World::new().await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    let records = app.database("auth").await.collection::<bson::Document>("sessions");
    let newer = bson::doc! { "$unset": { "version": 1, "generation": 1, "endedAt": 1 } };
    records.update_one(bson::doc! {}, newer).await.unwrap();
    let users = app.database("auth").await.collection::<bson::Document>("users");
    let newer = bson::doc! { "$unset": { "generation": 1, "sessionsEndedAt": 1 } };
    users.update_one(bson::doc! {}, newer).await.unwrap();

    assert_eq!(sessions(&app, &cookie).await.len(), 1);
    with(&app, &cookie).post("/api/users/signout", &json!({})).await.expect(200);
    assert_eq!(current_user(&app, &cookie).await, Value::Null);
    told(&app, 1).await;
    app.stop().await.unwrap();
}
