//! `Idempotency-Key`, on a service whose one endpoint does what the test says.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Json;
use axum::extract::{FromRef, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bson::{Document, doc};
use common::auth::{CurrentUser, Role, SessionCookie, SessionVerifier};
use common::http::{Idempotency, NewId, ValidJson, idempotent};
use common::ids::{TicketId, UserId};
use common::service::Service;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use reqwest::Method;
use reqwest::header::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testkit::{Answer, Client, World, session};
use tokio::sync::Semaphore;
use validator::Validate;

use crate::harness::{Running, base};

/// After any time at which the test runs, so that the database, which has a clock of its own, removes nothing.
const START: i64 = 4_000_000_000_000;
const DAY: Duration = Duration::from_secs(24 * 3600);
const LEASE: Duration = Duration::from_secs(30);

#[derive(Serialize, Deserialize, Validate)]
struct Note {
    text: String,
}

/// What was asked of all replicas together, and what they answer.
#[derive(Clone)]
struct Desk {
    asked: Arc<Mutex<Vec<(TicketId, bool)>>>,
    answers: Arc<Mutex<VecDeque<Outcome>>>,
    /// A permit for each request that may go on.
    go: Arc<Semaphore>,
}

#[derive(Clone, Copy)]
enum Outcome {
    Status(u16),
    Large,
    Panic,
}

#[derive(Clone, FromRef)]
struct AppState {
    desk: Desk,
    sessions: SessionVerifier,
}

impl Desk {
    fn open() -> Self {
        let go = Arc::new(Semaphore::new(1000));
        Self { asked: Arc::default(), answers: Arc::default(), go }
    }

    fn answers(&self, outcomes: impl IntoIterator<Item = Outcome>) {
        self.answers.lock().unwrap().extend(outcomes);
    }

    fn asked(&self) -> Vec<(TicketId, bool)> {
        self.asked.lock().unwrap().clone()
    }
}

async fn make(
    _user: CurrentUser,
    State(desk): State<Desk>,
    new: NewId<TicketId>,
    ValidJson(note): ValidJson<Note>,
) -> Response {
    desk.asked.lock().unwrap().push((new.id, new.again));
    desk.go.acquire().await.unwrap().forget();
    let outcome = desk.answers.lock().unwrap().pop_front().unwrap_or(Outcome::Status(201));
    let text = match outcome {
        Outcome::Status(_) => note.text,
        Outcome::Large => "x".repeat(100 * 1024),
        Outcome::Panic => note.text[note.text.len() + 1..].to_owned(),
    };
    let status = if let Outcome::Status(status) = outcome { status } else { 201 };
    let headers =
        [(header::LOCATION, format!("/notes/{}", new.id)), (header::SET_COOKIE, "secret=1".to_owned())];
    (StatusCode::from_u16(status).unwrap(), headers, Json(json!({ "id": new.id, "text": text })))
        .into_response()
}

async fn replica(world: &World, desk: &Desk) -> Running {
    let config = world.service_config("orders");
    let base = base(&config, world.clock.clone()).await;
    let keys = testkit::jwks().parse().unwrap();
    let sessions = SessionVerifier::new(keys, SessionCookie::new(false), world.clock.clone());
    let idempotency = Idempotency::of_users(&base.database, world.clock.clone(), sessions.clone());
    let once = from_fn_with_state(idempotency.clone(), idempotent);
    let api = utoipa_axum::router::OpenApiRouter::new()
        .route("/notes", post(make).layer(once.clone()))
        .route("/letters", post(make).layer(once))
        .with_state(AppState { desk: desk.clone(), sessions });
    let service = Service::bind(base, &config, api).await.unwrap();
    let service = service.prepare(&idempotency, |keys| async move { keys.ensure_indexes().await });
    Running::start(service).ready().await
}

/// Someone who is signed in at a replica.
fn user(world: &World, replica: &Running) -> Client {
    signed_in(world, replica, UserId::new())
}

fn signed_in(world: &World, replica: &Running, user: UserId) -> Client {
    Client::new(&replica.url).with_session(&session(user, Role::User, &world.clock))
}

async fn send(client: &Client, key: &str, text: &str) -> Answer {
    let request = client.request(Method::POST, "/notes").header("Idempotency-Key", key);
    client.send(request.json(&json!({ "text": text }))).await
}

fn assert_replayed(answer: &Answer, first: &Answer) {
    assert_eq!((answer.status, &answer.body), (first.status, &first.body));
    for name in ["content-type", "location"] {
        assert_eq!(answer.header(name), first.header(name));
    }
    assert_eq!((answer.header("idempotency-replayed"), first.header("idempotency-replayed")), ("true", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_has_the_same_answer_and_one_effect() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let user = user(&world, &replica);
    desk.answers([201, 402, 409].map(Outcome::Status));
    for key in ["a", "b", "c"] {
        let first = send(&user, key, "hello").await;
        for _ in 0..3 {
            let again = send(&user, key, "hello").await;
            assert_replayed(&again, &first);
            assert_eq!(again.header("set-cookie"), "");
        }
    }
    assert_eq!(desk.asked().len(), 3);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_at_once_over_two_replicas_one_is_executed_and_the_others_are_told_so() {
    let (world, desk) = (World::new().await, Desk::open());
    desk.go.forget_permits(1000);
    let replicas = [replica(&world, &desk).await, replica(&world, &desk).await];
    let id = UserId::new();
    let clients = [signed_in(&world, &replicas[0], id), signed_in(&world, &replicas[1], id)];
    let mut all: FuturesUnordered<_> = (0..20).map(|n| send(&clients[n % 2], "key", "hello")).collect();
    for _ in 0..19 {
        let other = all.next().await.unwrap();
        assert_eq!((other.status.as_u16(), other.code().as_str()), (409, "idempotency_key_in_use"));
    }
    desk.go.add_permits(1);
    let first = all.next().await.unwrap();
    first.expect(201);
    for client in &clients {
        assert_replayed(&send(client, "key", "hello").await, &first);
    }
    assert_eq!(desk.asked().len(), 1);
    for replica in replicas {
        replica.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_one_users_on_one_route_for_one_body() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let (user, other) = (user(&world, &replica), user(&world, &replica));
    send(&user, "key", "hello").await.expect(201);
    for (query, text) in [("", "goodbye"), ("?loud=true", "hello")] {
        let request = user.request(Method::POST, &format!("/notes{query}")).header("Idempotency-Key", "key");
        let refused = user.send(request.json(&json!({ "text": text }))).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "idempotency_key_reused"));
    }
    assert_eq!(desk.asked().len(), 1);
    send(&other, "key", "goodbye").await.expect(201);
    let letter = user.request(Method::POST, "/letters").header("Idempotency-Key", "key");
    user.send(letter.json(&json!({ "text": "goodbye" }))).await.expect(201);
    send(&user, "KEY", "goodbye").await.expect(201);
    let ids: BTreeSet<_> = desk.asked().into_iter().collect();
    assert_eq!((ids.len(), ids.iter().any(|(_, again)| *again)), (4, false));
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_key_is_refused_after_the_question_who_asks() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let user = user(&world, &replica);
    let long = "k".repeat(256);
    for key in ["", " ", "two words", "caf\u{e9}", "tab\there", &long] {
        let key = HeaderValue::from_bytes(key.as_bytes()).unwrap();
        let request = user.request(Method::POST, "/notes").header("Idempotency-Key", key.clone());
        let refused = user.send(request.json(&json!({ "text": "hello" }))).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (400, "invalid_request"), "{key:?}");
        let stranger = replica.anyone();
        let request = stranger.request(Method::POST, "/notes").header("Idempotency-Key", key);
        stranger.send(request.json(&json!({ "text": "hello" }))).await.expect(401);
    }
    let twice =
        user.request(Method::POST, "/notes").header("Idempotency-Key", "a").header("Idempotency-Key", "a");
    user.send(twice.json(&json!({ "text": "hello" }))).await.expect(400);
    assert_eq!(desk.asked().len(), 0);
    send(&user, &long[1..], "hello").await.expect(201);
    for _ in 0..2 {
        user.post("/notes", &json!({ "text": "hello" })).await.expect(201);
    }
    assert_eq!(desk.asked().len(), 3);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_decided_is_executed_again_under_the_same_id() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let user = user(&world, &replica);
    desk.answers([503, 500, 202, 202, 201].map(Outcome::Status));
    for status in [503, 500, 202, 202, 201, 201] {
        let answer = send(&user, "key", "hello").await;
        answer.expect(status);
    }
    send(&user, "key", "goodbye").await.expect(422);
    let asked = desk.asked();
    assert_eq!(asked.iter().map(|(_, again)| *again).collect::<Vec<_>>(), [false, true, true, true, true]);
    assert_eq!(asked.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().len(), 1);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_too_large_to_keep_is_made_again() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let user = user(&world, &replica);
    desk.answers([Outcome::Large, Outcome::Large]);
    let (first, again) = (send(&user, "key", "hello").await, send(&user, "key", "hello").await);
    assert_replayed(&again, &first);
    assert_eq!(desk.asked().iter().map(|(_, again)| *again).collect::<Vec<_>>(), [false, true]);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_leaves_its_key_free() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let user = user(&world, &replica);
    desk.answers([400, 404, 429, 403].map(Outcome::Status));
    for (status, text) in [(400, "helo"), (404, "hello"), (429, "hello"), (403, "hello"), (201, "hello!")] {
        let answer = send(&user, "key", text).await;
        answer.expect(status);
        assert_eq!(answer.header("idempotency-replayed"), "");
    }
    let bad =
        user.request(Method::POST, "/notes").header("Idempotency-Key", "bad").json(&json!({ "text": 7 }));
    user.send(bad).await.expect(400);
    send(&user, "bad", "hello").await.expect(201);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_died_over_a_request_keeps_it_for_the_lease_and_no_longer() {
    let (world, desk) = (World::at(START).await, Desk::open());
    let replica = replica(&world, &desk).await;
    let user = user(&world, &replica);
    desk.answers([Outcome::Panic]);
    send(&user, "key", "hello").await.expect(500);
    assert_eq!(send(&user, "key", "hello").await.code(), "idempotency_key_in_use");
    send(&user, "key", "goodbye").await.expect(422);
    world.clock.advance(LEASE);
    let answer = send(&user, "key", "hello").await;
    answer.expect(201);
    let asked = desk.asked();
    assert_eq!((asked.len(), asked[1]), (2, (asked[0].0, true)));
    assert_eq!(send(&user, "key", "hello").await.json::<Value>(201), answer.json::<Value>(201));
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_forgotten_after_a_day() {
    let (world, desk) = (World::at(START).await, Desk::open());
    let replica = replica(&world, &desk).await;
    let id = UserId::new();
    send(&signed_in(&world, &replica, id), "key", "hello").await.expect(201);
    world.clock.advance(DAY - Duration::from_millis(1));
    send(&signed_in(&world, &replica, id), "key", "goodbye").await.expect(422);
    world.clock.advance(Duration::from_millis(1));
    send(&signed_in(&world, &replica, id), "key", "goodbye").await.expect(201);
    let asked = desk.asked();
    assert_eq!(asked.len(), 2);
    assert_ne!(asked[0].0, asked[1].0);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_has_no_more_keys_than_anybody_needs() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    let id = UserId::new();
    let records = world.database("orders").await.collection::<Document>("idempotency_keys");
    let filler =
        (0..1999).map(|n| doc! { "_id": n.to_string(), "owner": id, "createdAt": world.clock.now() });
    records.insert_many(filler).await.unwrap();
    let user = signed_in(&world, &replica, id);
    send(&user, "the-last", "hello").await.expect(201);
    let refused = send(&user, "one-more", "hello").await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_many_requests"));
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    send(&user, "the-last", "hello").await.expect(201);
    user.post("/notes", &json!({ "text": "hello" })).await.expect(201);
    assert_eq!(desk.asked().len(), 2);
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_record_holds_a_key_or_a_cookie() {
    let (world, desk) = (World::new().await, Desk::open());
    let replica = replica(&world, &desk).await;
    send(&user(&world, &replica), "a-key-of-mine", "hello").await.expect(201);
    let records = world.database("orders").await.collection::<Document>("idempotency_keys");
    let record = records.find_one(doc! {}).await.unwrap().unwrap().to_string();
    assert!(record.contains("hello"), "{record}");
    for secret in ["a-key-of-mine", "secret=1", "session"] {
        assert!(!record.contains(secret), "{record}");
    }
    replica.stop().await;
}
