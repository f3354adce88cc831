use serde_json::{Value, json};
use testkit::World;

use crate::harness::{clears_the_cookie, cookie, current_user_answer, sign_in, sign_up, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_signed_out_is_nobodys_even_where_its_cookie_is_kept() {
    let app = start(World::new().await).await;
    let cookie = cookie(&sign_up(&app, "ada@example.com").await);
    let answer = app.anyone().with_cookie(cookie.clone()).post("/api/users/signout", &json!({})).await;
    assert_eq!(answer.json::<Value>(200), json!({}));
    assert!(clears_the_cookie(&answer));

    let answer = current_user_answer(&app, &cookie).await;
    assert_eq!(answer.json::<Value>(200), json!({ "currentUser": null }));
    assert!(clears_the_cookie(&answer));
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_this_session_and_no_other() {
    let app = start(World::new().await).await;
    let here = cookie(&sign_up(&app, "ada@example.com").await);
    let there = cookie(&sign_in(&app, "ada@example.com").await);
    app.anyone().with_cookie(here).post("/api/users/signout", &json!({})).await.expect(200);
    assert_eq!(
        current_user_answer(&app, &there).await.json::<Value>(200)["currentUser"]["email"],
        "ada@example.com"
    );
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_needs_no_session_and_no_body() {
    let app = start(World::new().await).await;
    for client in [app.anyone(), app.anyone().with_session("nonsense")] {
        let answer = client.send(client.request(reqwest::Method::POST, "/api/users/signout")).await;
        assert_eq!(answer.json::<Value>(200), json!({}));
        assert!(clears_the_cookie(&answer));
    }
    app.stop().await.unwrap();
}
