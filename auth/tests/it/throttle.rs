use std::time::Duration;

use auth::config::Config;
use auth::throttle::Limits;
use common::http::TrustedProxies;
use futures::TryStreamExt;
use futures::future::join_all;
use serde_json::json;
use testkit::{Answer, TestApp, World};

use crate::harness::{PASSWORD, START, config, sign_up, start_with};

const MINUTE: Duration = Duration::from_secs(60);
const OWNER: &str = "198.51.100.7";
const STRANGER: &str = "203.0.113.9";

/// With the limits that are meant.
async fn start(world: World) -> TestApp {
    let config = Config { throttling: Limits::default(), ..config(&world) };
    start_with(world, config).await
}

async fn post(app: &TestApp, path: &str, from: &str, email: &str, password: &str) -> Answer {
    let anyone = app.anyone();
    let body = json!({ "email": email, "password": password });
    let request = anyone.request(reqwest::Method::POST, path).header("x-forwarded-for", from);
    anyone.send(request.json(&body)).await
}

async fn sign_in_from(app: &TestApp, from: &str, email: &str, password: &str) -> Answer {
    post(app, "/api/users/signin", from, email, password).await
}

/// How many wrong passwords are looked at before the first that is not.
async fn guesses(app: &TestApp, from: &str, email: &str, at_most: usize) -> usize {
    for guess in 0..at_most {
        let answer = sign_in_from(app, from, email, "not the password").await;
        if answer.status == 429 {
            return guess;
        }
        answer.expect(400);
    }
    at_most
}

fn assert_refused(answer: &Answer, retry_after: &str) {
    answer.expect(429);
    assert_eq!(answer.code(), "too_many_requests");
    assert_eq!(answer.header("retry-after"), retry_after);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_is_stopped_after_five_and_the_owner_is_not() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    assert_eq!(guesses(&app, STRANGER, "ada@example.com", 9).await, 5);
    // Not even the right one is looked at there, however the address is written, nor next door.
    assert_refused(&sign_in_from(&app, STRANGER, "ADA@example.com", PASSWORD).await, "180");
    assert_refused(&sign_in_from(&app, "203.0.113.77", "ada@example.com", PASSWORD).await, "180");
    sign_in_from(&app, OWNER, "ada@example.com", PASSWORD).await.expect(200);

    // Later, one at a time.
    app.clock.advance(MINUTE * 3);
    assert_eq!(guesses(&app, STRANGER, "ada@example.com", 9).await, 1);
    app.clock.advance(MINUTE);
    assert_refused(&sign_in_from(&app, STRANGER, "ada@example.com", PASSWORD).await, "120");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_account_is_counted_and_refused_alike() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    for turn in 0..7 {
        let known = sign_in_from(&app, STRANGER, "ada@example.com", "not the password").await;
        let unknown = sign_in_from(&app, STRANGER, "nobody@example.com", "not the password").await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body), "{turn}");
        assert_eq!(known.header("retry-after"), unknown.header("retry-after"));
        assert_eq!(known.status, if turn < 5 { 400 } else { 429 });
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guesses_at_once_are_no_more_than_one_after_the_other() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    let at_once = (0..15).map(|_| sign_in_from(&app, STRANGER, "ada@example.com", "not the password"));
    let answers = join_all(at_once).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 400).count(), 5);
    assert_eq!(answers.iter().filter(|answer| answer.status == 429).count(), 10);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_is_never_refused_for_signing_in_often() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    for _ in 0..30 {
        sign_in_from(&app, OWNER, "ada@example.com", PASSWORD).await.expect(200);
    }
    // Nor do they count beside his mistakes.
    assert_eq!(guesses(&app, OWNER, "ada@example.com", 9).await, 5);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_everywhere_close_an_account_but_not_to_who_is_at_home() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    sign_in_from(&app, OWNER, "ada@example.com", PASSWORD).await.expect(200);
    for network in 0..10 {
        assert_eq!(guesses(&app, &format!("203.0.{network}.1"), "ada@example.com", 5).await, 5);
    }
    assert_refused(&sign_in_from(&app, "203.0.99.1", "ada@example.com", PASSWORD).await, "180");
    sign_in_from(&app, OWNER, "ada@example.com", PASSWORD).await.expect(200);
    sign_in_from(&app, "198.51.100.200", "ada@example.com", PASSWORD).await.expect(200);
    // What was refused for the account's sake was no guess of that network.
    app.clock.advance(MINUTE * 60);
    assert_eq!(guesses(&app, "203.0.99.1", "ada@example.com", 9).await, 5);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn all_replicas_count_together_and_a_restart_forgets_nothing() {
    let world = World::at(START).await;
    let (service, clock) = (world.service_config("auth"), world.clock.clone());
    let shared = Config { throttling: Limits::default(), ..config(&world) };
    let first = start_with(world, shared.clone()).await;
    sign_up(&first, "ada@example.com").await;
    assert_eq!(guesses(&first, STRANGER, "ada@example.com", 3).await, 3);
    let another = async || {
        let mut world = World::at(START).await;
        world.clock = clock.clone();
        start_with(world, Config { service: service.clone(), ..shared.clone() }).await
    };
    let second = another().await;
    assert_eq!(guesses(&second, STRANGER, "ada@example.com", 9).await, 2);
    assert_eq!(guesses(&first, STRANGER, "ada@example.com", 9).await, 0);
    first.stop().await.unwrap();
    second.stop().await.unwrap();
    let third = another().await;
    assert_eq!(guesses(&third, STRANGER, "ada@example.com", 9).await, 0);
    third.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_opens_twenty_accounts_and_then_one_every_three_seconds() {
    let app = start(World::at(START).await).await;
    let open = async |from: &str, n: usize| {
        post(&app, "/api/users/signup", from, &format!("p{n}@example.com"), PASSWORD).await
    };
    for n in 0..20 {
        open(STRANGER, n).await.expect(201);
    }
    assert_refused(&open(STRANGER, 20).await, "3");
    open("203.0.113.77", 21).await.expect(201);
    app.clock.advance(Duration::from_secs(3));
    open(STRANGER, 22).await.expect(201);
    assert_refused(&open(STRANGER, 23).await, "3");
    // A wrong password on another account each time is held by the same limit, and so is nobody's address.
    assert_refused(&sign_in_from(&app, STRANGER, "other@example.com", "not the password").await, "3");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_counts_as_another_by_saying_so() {
    for (trusted, said) in [("", "6.6.6.{}"), ("127.0.0.0/8", "6.6.{}.6, 203.0.113.9")] {
        let world = World::at(START).await;
        let trusted_proxies = trusted.parse().unwrap_or_else(|_| TrustedProxies::default());
        let config = Config { throttling: Limits::default(), trusted_proxies, ..config(&world) };
        let app = start_with(world, config).await;
        for guess in 0..7 {
            let from = said.replace("{}", &guess.to_string());
            let answer = sign_in_from(&app, &from, "nobody@example.com", "not the password").await;
            answer.expect(if guess < 5 { 400 } else { 429 });
        }
        app.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_names_nobody() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "ada@example.com").await;
    sign_in_from(&app, OWNER, "ada@example.com", PASSWORD).await.expect(200);
    guesses(&app, STRANGER, "ada@example.com", 3).await;
    let database = app.database("auth").await;
    for (collection, count, field) in [("buckets", 6, "emptyAt"), ("familiarNetworks", 1, "expiresAt")] {
        let documents = database.collection::<bson::Document>(collection).find(bson::doc! {}).await.unwrap();
        let documents: Vec<bson::Document> = documents.try_collect().await.unwrap();
        assert_eq!(documents.len(), count, "{documents:?}");
        for document in documents {
            assert_eq!(document.keys().collect::<Vec<_>>(), ["_id", field]);
            assert_eq!(document.get_binary_generic("_id").unwrap().len(), 32);
        }
    }
    app.stop().await.unwrap();
}
