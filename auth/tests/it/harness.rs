//! auth, running in a world of its own.

use std::path::PathBuf;
use std::sync::LazyLock;

use auth::app;
use auth::config::Config;
use auth::hasher::Limits;
use auth::mail::Delivery;
use auth::throttle;
use common::auth::{SessionCookie, SigningKey};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::{Answer, TestApp, World};

pub const PASSWORD: &str = "correct horse";
/// Where the links in letters lead.
pub const SITE: &str = "https://tickets.example.com";
/// A time that a standing clock may show: after any at which the test runs, so that the database, which
/// has a clock of its own, removes nothing.
pub const START: i64 = 4_000_000_000_000;

pub fn config(world: &World) -> Config {
    let signing_key = SigningKey::generate().unwrap();
    Config {
        service: world.service_config(app::NAME),
        session_keys: signing_key.public_keys(),
        signing_key,
        cookie: SessionCookie::new(false),
        admin_email: None,
        hashing: Limits::default(),
        // Tests come from this machine, which is the only proxy too.
        trusted_proxies: "127.0.0.0/8".parse().unwrap(),
        delivery: Delivery::Folder(mail_folder(&world.name)),
        mail_from: "Tickets <no-reply@example.com>".parse().unwrap(),
        public_url: SITE.parse().unwrap(),
        throttling: throttle::Limits::with_tries_per_minute(6_000),
    }
}

/// Where a world's mail is stored.
pub fn mail_folder(world: &str) -> PathBuf {
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
    FOLDER.path().join(world)
}

/// Waits for letters to an address with links to a page, `count` in all; the tokens of their links, the newest first.
pub async fn tokens(app: &TestApp, address: &str, page: &str, count: usize) -> Vec<String> {
    let folder = mail_folder(&app.name);
    testkit::eventually("the letters are there", || async {
        Some(fleet::letters::tokens(&folder, address, page)).filter(|tokens| tokens.len() == count)
    })
    .await
}

/// Waits until no letter is left to send.
pub async fn mail_is_sent(app: &TestApp) {
    let mails = app.database("auth").await.collection::<bson::Document>("mails");
    testkit::eventually("the queue is empty", || async {
        (mails.count_documents(bson::doc! {}).await.unwrap() == 0).then_some(())
    })
    .await;
}

/// Waits until all that is to be told of users is told.
pub async fn nothing_is_unsent(app: &TestApp) {
    let users = app.database("auth").await.collection::<bson::Document>("users");
    let unsent = bson::doc! { "outboxAt": { "$exists": true } };
    testkit::eventually("every outbox is empty", || async {
        (users.count_documents(unsent.clone()).await.unwrap() == 0).then_some(())
    })
    .await;
}

/// Proves that an address is its user's.
pub async fn verify(app: &TestApp, address: &str) {
    let tokens = tokens(app, address, "/account/verify-email", 1).await;
    let body = json!({ "token": tokens.first().unwrap() });
    app.anyone().post("/api/users/email-verification/confirm", &body).await.expect(204);
}

/// The letters to an address so far, the newest first.
pub fn letters(app: &TestApp, address: &str) -> Vec<String> {
    fleet::letters::to(&mail_folder(&app.name), address)
}

pub async fn start(world: World) -> TestApp {
    let config = config(&world);
    start_with(world, config).await
}

pub async fn start_with(world: World, config: Config) -> TestApp {
    let service = app::build(config, world.clock.clone()).await.unwrap();
    TestApp::start(world, service).await
}

pub fn credentials(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD })
}

/// Opens an account.
pub async fn sign_up(app: &TestApp, email: &str) -> Answer {
    let answer = app.anyone().post("/api/users/signup", &credentials(email)).await;
    answer.expect(201);
    answer
}

pub async fn sign_in(app: &TestApp, email: &str) -> Answer {
    app.anyone().post("/api/users/signin", &credentials(email)).await
}

/// Who auth says is signed in with a `Cookie` header.
pub async fn current_user(app: &TestApp, cookie: &str) -> Value {
    current_user_answer(app, cookie).await.json::<Value>(200)["currentUser"].clone()
}

pub async fn current_user_answer(app: &TestApp, cookie: &str) -> Answer {
    app.anyone().with_cookie(cookie.to_owned()).get("/api/users/currentuser").await
}

/// The `name=value` that an answer gives the browser to keep.
pub fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

pub fn clears_the_cookie(answer: &Answer) -> bool {
    let header = answer.header("set-cookie");
    header.starts_with("session=;") && header.contains("Max-Age=0") && header.contains("Path=/")
}
