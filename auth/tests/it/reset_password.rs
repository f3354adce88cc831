use std::time::Duration;

use auth::config::Config;
use auth::throttle::Limits;
use bson::{Document, doc};
use futures::future::join_all;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World};

use crate::harness::{
    START, config, cookie, current_user, letters, mail_is_sent, sign_in, sign_up, start, start_with, tokens,
};

const PAGE: &str = "/account/reset-password";
const NEW: &str = "another horse";
const HOUR: Duration = Duration::from_secs(3600);

async fn ask(app: &TestApp, email: &str) -> Answer {
    app.anyone().post("/api/users/password-reset", &json!({ "email": email })).await
}

async fn confirm(app: &TestApp, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    app.anyone().post("/api/users/password-reset/confirm", &body).await
}

fn assert_invalid(answer: &Answer) {
    assert_eq!(answer.expect(400).code(), "invalid_token");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_the_addresss_mail_sets_a_new_password_once() {
    let app = start(World::at(START).await).await;
    let session = cookie(&sign_up(&app, "ada@example.com").await);
    assert_eq!(ask(&app, " ADA@example.com").await.json::<Value>(202), json!({}));
    let token = tokens(&app, "ada@example.com", PAGE, 1).await.remove(0);
    assert_eq!(confirm(&app, &token, NEW).await.expect(204).header("set-cookie"), "");
    assert_eq!(current_user(&app, &session).await, Value::Null);
    sign_in(&app, "ada@example.com").await.expect(400);
    let body = json!({ "email": "ada@example.com", "password": NEW });
    let answer = app.anyone().post("/api/users/signin", &body).await;
    // It has come back from the address, so the address is proved.
    assert_eq!(answer.json::<Value>(200)["emailVerified"], true);
    assert_invalid(&confirm(&app, &token, "a third horse").await);
    mail_is_sent(&app).await;
    assert!(letters(&app, "ada@example.com").first().unwrap().contains("Subject: Your password was changed"));
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_counts_for_an_hour_and_a_newer_one_takes_its_place() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    ask(&app, "ada@example.com").await.expect(202);
    let first = tokens(&app, "ada@example.com", PAGE, 1).await.remove(0);
    ask(&app, "ada@example.com").await.expect(202);
    let second = tokens(&app, "ada@example.com", PAGE, 2).await.remove(0);
    mail_is_sent(&app).await;
    assert_invalid(&confirm(&app, &first, NEW).await);
    app.clock.advance(HOUR);
    assert_invalid(&confirm(&app, &second, NEW).await);
    ask(&app, "ada@example.com").await.expect(202);
    let third = tokens(&app, "ada@example.com", PAGE, 3).await.remove(0);
    app.clock.advance(HOUR - Duration::from_millis(1));
    confirm(&app, &third, NEW).await.expect(204);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_bring_a_token_at_once_one_is_let_in() {
    let app = start(World::new().await).await;
    sign_up(&app, "ada@example.com").await;
    ask(&app, "ada@example.com").await.expect(202);
    let token = tokens(&app, "ada@example.com", PAGE, 1).await.remove(0);
    let answers = join_all((0..8).map(|_| confirm(&app, &token, NEW))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.code() == "invalid_token").count(), 7);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_for_this_proves_nothing() {
    let app = start(World::new().await).await;
    sign_up(&app, "ada@example.com").await;
    let verifying = tokens(&app, "ada@example.com", "/account/verify-email", 1).await.remove(0);
    for token in ["", "nonsense", &"A".repeat(43), &verifying] {
        assert_invalid(&confirm(&app, token, NEW).await);
    }
    // It was not used up by that.
    let body = json!({ "token": verifying });
    app.anyone().post("/api/users/email-verification/confirm", &body).await.expect(204);
    let answer = confirm(&app, &verifying, "password123").await;
    assert_eq!(answer.expect(400).fields(), ["password"]);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_makes_a_link_that_is_under_way_lead_nowhere() {
    let app = start(World::new().await).await;
    let session = cookie(&sign_up(&app, "ada@example.com").await);
    ask(&app, "ada@example.com").await.expect(202);
    let token = tokens(&app, "ada@example.com", PAGE, 1).await.remove(0);
    let body = json!({ "currentPassword": crate::harness::PASSWORD, "newPassword": NEW });
    app.anyone().with_cookie(session).post("/api/users/password", &body).await.expect(200);
    assert_invalid(&confirm(&app, &token, "a third horse").await);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_account_is_answered_alike_and_gets_no_letter() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    let (known, unknown) = (ask(&app, "ada@example.com").await, ask(&app, "nobody@example.com").await);
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    mail_is_sent(&app).await;
    assert!(letters(&app, "nobody@example.com").is_empty());
    assert_eq!(letters(&app, "ada@example.com").len(), 2);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobodys_letter_box_is_filled_whether_somebody_has_it_or_not() {
    let world = World::at(START).await;
    let config = Config { throttling: Limits::default(), ..config(&world) };
    let app = start_with(world, config).await;
    sign_up(&app, "ada@example.com").await;
    for email in ["ada@example.com", "nobody@example.com"] {
        for _ in 0..3 {
            ask(&app, email).await.expect(202);
        }
        let answer = ask(&app, email).await;
        assert_eq!(answer.expect(429).code(), "too_many_requests");
        assert_eq!(answer.header("retry-after"), "600");
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_is_stored() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    ask(&app, "ada@example.com").await.expect(202);
    let token = tokens(&app, "ada@example.com", PAGE, 1).await.remove(0);
    let database = app.database("auth").await;
    let proofs = database.collection::<Document>("proofs");
    assert_eq!(proofs.count_documents(doc! {}).await.unwrap(), 2);
    for name in database.list_collection_names().await.unwrap() {
        let mut documents = database.collection::<Document>(&name).find(doc! {}).await.unwrap();
        while documents.advance().await.unwrap() {
            let document = documents.deserialize_current().unwrap();
            assert!(!format!("{document:?}").contains(&token), "{name}");
            let bytes = auth::domain::Token::from_text(&token).unwrap();
            assert!(!format!("{document:?}").contains(&format!("{bytes:?}")), "{name}");
        }
    }
    app.stop().await.unwrap();
}
