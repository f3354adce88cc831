//! Whether the time of an answer tells who has an account: `cargo bench -p auth`. Real servers; known and unknown
//! addresses in turn, one request after the other, by the machine's clock.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on stops, and prints"
)]

use std::time::{Duration, Instant};

use auth::app;
use auth::config::Config;
use auth::hasher;
use auth::mail::Delivery;
use auth::throttle::Limits;
use common::auth::{SessionCookie, SigningKey};
use serde_json::{Value, json};
use testkit::{TestApp, World};

/// Of each kind.
const REQUESTS: usize = 300;

#[tokio::main]
async fn main() {
    let mail = tempfile::tempdir().unwrap();
    let world = World::new().await;
    let signing_key = SigningKey::generate().unwrap();
    let config = Config {
        service: world.service_config(app::NAME),
        session_keys: signing_key.public_keys(),
        signing_key,
        cookie: SessionCookie::new(false),
        admin_email: None,
        hashing: hasher::Limits::default(),
        trusted_proxies: "127.0.0.0/8".parse().unwrap(),
        throttling: Limits::with_tries_per_minute(60_000),
        delivery: Delivery::Folder(mail.path().to_path_buf()),
        mail_from: "no-reply@example.com".parse().unwrap(),
        public_url: "https://tickets.example.com".parse().unwrap(),
    };
    let service = app::build(config, world.clock.clone()).await.unwrap();
    let app = TestApp::start(world, service).await;
    // As many accounts as requests, so that none is throttled.
    for n in 0..REQUESTS {
        let account = json!({ "email": address("known", n), "password": "correct horse" });
        app.anyone().post("/api/users/signup", &account).await.expect(201);
    }
    let wrong = |email| json!({ "email": email, "password": "not the password" });
    compare(&app, "sign-in with a wrong password", "/api/users/signin", 400, wrong).await;
    let forgotten = |email| json!({ "email": email });
    compare(&app, "password reset", "/api/users/password-reset", 202, forgotten).await;
    app.stop().await.unwrap();
}

fn address(kind: &str, n: usize) -> String {
    format!("{kind}{n}@example.com")
}

async fn compare(app: &TestApp, what: &str, path: &str, status: u16, body: impl Fn(String) -> Value) {
    let (anyone, mut known, mut unknown) = (app.anyone(), Vec::new(), Vec::new());
    for n in 0..REQUESTS {
        for (kind, times) in [("known", &mut known), ("nobody", &mut unknown)] {
            let body = body(address(kind, n));
            let start = Instant::now();
            let answer = anyone.post(path, &body).await;
            times.push(start.elapsed());
            answer.expect(status);
        }
    }
    println!("{what}, milliseconds:");
    report("an address with an account", known);
    report("an address without", unknown);
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at =
        |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default().as_secs_f64();
    let mean = times.iter().sum::<Duration>().as_secs_f64() / times.len() as f64;
    let [p10, p50, p90, mean] = [at(10), at(50), at(90), mean].map(|seconds| seconds * 1000.0);
    println!("  {what:<28} p10 {p10:7.2}  p50 {p50:7.2}  p90 {p90:7.2}  mean {mean:7.2}");
}
