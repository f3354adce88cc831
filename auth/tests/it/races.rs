//! Signing in, being renewed and being signed out at the same moment.

use auth::repo::{Sessions, Users};
use common::auth::{Claims, Role};
use futures::future::join_all;
use serde_json::{Value, json};
use testkit::{TestApp, World};

use crate::harness::{START, config, cookie, current_user, sign_in, sign_up, start, start_with};

const STALE: std::time::Duration = std::time::Duration::from_secs(10 * 60);

async fn renew(app: &TestApp, cookie: &str) -> testkit::Answer {
    app.anyone().with_cookie(cookie.to_owned()).get("/api/users/currentuser").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_many_requests_renew_at_once_is_renewed_for_each_and_stays_good_itself() {
    let app = start(World::at(START).await).await;
    let old = cookie(&sign_up(&app, "ada@example.com").await);
    app.clock.advance(STALE);
    let answers = join_all((0..20).map(|_| renew(&app, &old))).await;
    for answer in &answers {
        assert_eq!(answer.json::<Value>(200)["currentUser"]["email"], "ada@example.com");
        let new = cookie(answer);
        assert_ne!(new, old);
        app.anyone().with_cookie(new).get("/api/users/sessions").await.expect(200);
    }
    // A request that was sent with it before the answer came.
    app.anyone().with_cookie(old).get("/api/users/sessions").await.expect(200);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_renewals_are_under_way_while_a_session_ends_it_is_over_afterwards() {
    let app = start(World::at(START).await).await;
    for round in 0..10 {
        let old = cookie(&sign_up(&app, &format!("ada{round}@example.com")).await);
        app.clock.advance(STALE);
        let client = app.anyone().with_cookie(old.clone());
        let nothing = json!({});
        let end = async {
            if round % 2 == 0 {
                client.post("/api/users/signout", &nothing).await.expect(200);
            } else {
                client.delete("/api/users/sessions").await.expect(204);
            }
        };
        let (answers, ()) = tokio::join!(join_all((0..8).map(|_| renew(&app, &old))), end);
        let renewed = answers.iter().map(cookie).filter(|cookie| cookie != "session=");
        for cookie in renewed.filter(|cookie| !cookie.is_empty()).chain([old]) {
            assert_eq!(current_user(&app, &cookie).await, Value::Null);
            app.anyone().with_cookie(cookie).get("/api/users/sessions").await.expect(401);
        }
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_was_under_way_as_all_sessions_ended_leaves_no_session_that_lives() {
    let world = World::at(START).await;
    let config = config(&world);
    let key = config.signing_key.clone();
    let app = start_with(world, config).await;
    let before = cookie(&sign_up(&app, "ada@example.com").await);
    // A sign-in has read the user, and now checks the password.
    let database = app.database("auth").await;
    let users = Users::new(&database, app.clock.clone(), None);
    let user = users.with_email(&"ada@example.com".parse().unwrap()).await.unwrap().unwrap();
    app.anyone().with_cookie(before).delete("/api/users/sessions").await.expect(204);

    let late = Sessions::new(&database, app.clock.clone()).begin(&user).await.unwrap();
    let claims = Claims::new(user.id, String::new(), Role::User, late.id, app.clock.now().seconds());
    let token = key.sign(&Claims { generation: late.generation, ..claims }).unwrap();
    assert_eq!(current_user(&app, &format!("session={token}")).await, Value::Null);
    app.anyone().with_session(&token).get("/api/users/sessions").await.expect(401);

    let after = cookie(&sign_in(&app, "ada@example.com").await);
    app.anyone().with_cookie(after).get("/api/users/sessions").await.expect(200);
    app.stop().await.unwrap();
}
