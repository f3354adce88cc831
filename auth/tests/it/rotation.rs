//! The key that signs sessions changes, and nobody is signed out.

use std::time::Duration;

use auth::app;
use auth::config::Config;
use common::auth::{PublicKeys, SigningKey};
use serde_json::Value;
use testkit::{Client, TestApp, World, eventually};
use tokio_util::sync::CancellationToken;

use crate::harness::{START, config, cookie, sign_up, start_with};

/// One more process of auth on the database of another.
struct Replica {
    url: String,
    stop: CancellationToken,
    running: tokio::task::JoinHandle<anyhow::Result<()>>,
}

impl Replica {
    async fn start(world: &World, config: Config) -> Self {
        let service = app::build(config, world.clock.clone()).await.unwrap();
        let (url, stop) = (format!("http://{}", service.address().unwrap()), CancellationToken::new());
        let running = tokio::spawn(service.run(stop.clone()));
        let anyone = Client::new(&url);
        eventually("the replica is ready", || async {
            (anyone.get("/readyz").await.status == 200).then_some(())
        })
        .await;
        Self { url, stop, running }
    }

    async fn stop(self) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
    }
}

fn signing_with(world: &World, key: &SigningKey, accepted: PublicKeys) -> Config {
    let session_keys = key.public_keys().and(accepted);
    Config { signing_key: key.clone(), session_keys, ..config(world) }
}

/// The cookie to use from now on, if a process knows whose the one before is.
async fn visit(url: &str, cookie_before: &str) -> Option<String> {
    let answer = Client::new(url).with_cookie(cookie_before.to_owned()).get("/api/users/currentuser").await;
    if answer.json::<Value>(200)["currentUser"].is_null() {
        return None;
    }
    let renewed = !answer.header("set-cookie").is_empty();
    Some(if renewed { cookie(&answer) } else { cookie_before.to_owned() })
}

#[tokio::test(flavor = "multi_thread")]
async fn while_two_processes_sign_with_two_keys_each_renews_what_the_other_signed() {
    let [old, new] = [(); 2].map(|()| SigningKey::generate().unwrap());
    let world = World::at(START).await;
    let (old_config, new_config) =
        (signing_with(&world, &old, new.public_keys()), signing_with(&world, &new, old.public_keys()));
    let second = Replica::start(&world, new_config).await;
    let first: TestApp = start_with(world, old_config).await;
    let mut cookie = cookie(&sign_up(&first, "ada@example.com").await);
    for url in [&second.url, &first.url, &second.url, &first.url] {
        // The token has expired, so each has to sign another.
        first.clock.advance(Duration::from_secs(20 * 60));
        let renewed = visit(url, &cookie).await.expect("the session is not lost");
        assert_ne!(renewed, cookie);
        cookie = renewed;
    }
    second.stop().await;
    first.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_survives_the_change_of_the_key_and_a_retired_key_counts_no_more() {
    let [old, new] = [(); 2].map(|()| SigningKey::generate().unwrap());
    let world = World::at(START).await;
    let (before, during, after) = (
        signing_with(&world, &old, PublicKeys::default()),
        signing_with(&world, &new, old.public_keys()),
        signing_with(&world, &new, PublicKeys::default()),
    );
    let during = Replica::start(&world, during).await;
    let after = Replica::start(&world, after).await;
    let before = start_with(world, before).await;
    let [ada, bob] = ["ada@example.com", "bob@example.com"].map(|email| sign_up(&before, email));
    let (ada, bob) = (cookie(&ada.await), cookie(&bob.await));
    before.clock.advance(Duration::from_secs(6 * 60));
    let ada = visit(&during.url, &ada).await.expect("the session is not lost");

    // Bob did not come by while the old key was accepted.
    assert!(visit(&after.url, &ada).await.is_some());
    assert_eq!(visit(&after.url, &bob).await, None);
    for replica in [during, after] {
        replica.stop().await;
    }
    before.stop().await.unwrap();
}
