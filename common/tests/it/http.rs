//! HTTP, as every service speaks it.

use axum::Json;
use axum::routing::{get, post};
use common::error::Problem;
use common::http::{IdPath, MAX_BODY_BYTES, ValidJson};
use common::ids::TicketId;
use common::service::Service;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use utoipa_axum::router::OpenApiRouter;
use validator::Validate;

use crate::harness::orders;

#[derive(Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Note {
    #[validate(length(min = 1, message = "must not be empty"))]
    text: String,
    #[serde(default)]
    #[validate(range(max = 9, message = "must be at most 9"))]
    page_number: u32,
}

fn api() -> OpenApiRouter {
    OpenApiRouter::new()
        .route("/notes", post(async |ValidJson(note): ValidJson<Note>| Json(note)))
        .route("/notes/{id}", get(async |IdPath(id): IdPath<TicketId>| id.to_string()))
        .route("/panic", get(panics).post(panics))
}

async fn panics() -> Json<Value> {
    let secrets: Vec<Value> = Vec::new();
    Json(secrets["the password is hunter2".len()].clone())
}

async fn start() -> TestApp {
    let world = World::new().await;
    let config = world.service_config("orders");
    let service = Service::bind(orders(&world).await, &config, api()).await.unwrap();
    TestApp::start(world, service).await
}

fn assert_problem(answer: &Answer, status: u16, code: &str) -> Problem {
    let problem: Problem = answer.json(status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(
        (problem.status, problem.code.as_str(), problem.r#type.as_str()),
        (status, code, "about:blank")
    );
    assert!(!problem.title.is_empty() && problem.errors.iter().all(|error| !error.message.is_empty()));
    problem
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_request_is_said_in_one_form() {
    let app = start().await;
    let anyone = app.anyone();
    assert_problem(&anyone.get("/nowhere").await, 404, "not_found");
    let answer = anyone.put("/notes", &json!({})).await;
    assert_problem(&answer, 405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "POST");
    assert_problem(&anyone.post_raw("/notes", "text/plain", "text").await, 415, "unsupported_media_type");
    assert_problem(&anyone.get("/notes/12").await, 400, "invalid_request");
    for (body, fields) in [
        (r#"{"text":"#, vec![]),
        (r#"{"text":"a"} x"#, vec![]),
        (r#"{}"#, vec!["text"]),
        (r#"{"text":7}"#, vec!["text"]),
        (r#"{"text":"a","admin":true}"#, vec!["admin"]),
        (r#"{"text":"","pageNumber":10}"#, vec!["pageNumber", "text"]),
    ] {
        let answer = anyone.post_raw("/notes", "application/json", body).await;
        assert_problem(&answer, 400, "invalid_request");
        assert_eq!(answer.fields(), fields, "{body}");
    }
    let json = "application/json; charset=utf-8";
    anyone.post_raw("/notes", json, r#"{"text":"a","pageNumber":9}"#).await.expect(200);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
    let app = start().await;
    let anyone = app.anyone();
    let body = |bytes: usize| format!(r#"{{"text":"{}"}}"#, "a".repeat(bytes - r#"{"text":""}"#.len()));
    anyone.post_raw("/notes", "application/json", body(MAX_BODY_BYTES)).await.expect(200);
    let answer = anyone.post_raw("/notes", "application/json", body(MAX_BODY_BYTES + 1)).await;
    assert_problem(&answer, 413, "body_too_large");
    // A body whose length is not announced.
    let chunks = futures::stream::iter([Ok::<_, std::io::Error>(body(MAX_BODY_BYTES + 1))]);
    let answer = anyone.post_raw("/notes", "application/json", reqwest::Body::wrap_stream(chunks)).await;
    assert_problem(&answer, 413, "body_too_large");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_may_be_large_but_not_huge() {
    let app = start().await;
    let anyone = app.anyone();
    post_with(&anyone, &[("cookie", &"a".repeat(16 * 1024))]).await.expect(200);
    // What comes with the last read that fits is read, too; more than twice the limit never is.
    post_with(&anyone, &[("cookie", &"a".repeat(80 * 1024))]).await.expect(431);
    app.stop().await.unwrap();
}

async fn post_with(client: &Client, headers: &[(&str, &str)]) -> Answer {
    let request = client.request(Method::POST, "/notes").json(&json!({ "text": "a" }));
    client.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_may_read_and_change_nothing() {
    let app = start().await;
    let anyone = app.anyone();
    let host = app.url.strip_prefix("http://").unwrap();
    for headers in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site"), ("origin", app.url.as_str())],
        vec![("origin", "https://elsewhere.example")],
        vec![("origin", "null")],
    ] {
        assert_problem(&post_with(&anyone, &headers).await, 403, "cross_site");
    }
    for headers in [
        vec![],
        vec![("sec-fetch-site", "same-origin")],
        vec![("sec-fetch-site", "none")],
        vec![("origin", app.url.as_str()), ("host", host)],
    ] {
        post_with(&anyone, &headers).await.expect(200);
    }
    let read =
        anyone.request(Method::GET, "/notes/65f0c0ffee65f0c0ffee65f0").header("sec-fetch-site", "cross-site");
    anyone.send(read).await.expect(200);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_bug_without_detail() {
    let app = start().await;
    let anyone = app.anyone();
    for answer in [anyone.get("/panic").await, anyone.post("/panic", &json!({})).await] {
        let problem = assert_problem(&answer, 500, "internal");
        assert_eq!(problem.errors[0].message, "Something went wrong");
        for detail in ["panic", "index", "len", ".rs"] {
            assert!(!answer.body.contains(detail), "{}", answer.body);
        }
    }
    app.anyone().post("/notes", &json!({ "text": "a" })).await.expect(200);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_security_headers_and_an_id() {
    let app = start().await;
    let anyone = app.anyone();
    for answer in [
        anyone.post("/notes", &json!({ "text": "a" })).await,
        anyone.post("/notes", &json!({})).await,
        anyone.get("/nowhere").await,
        anyone.get("/panic").await,
        post_with(&anyone, &[("sec-fetch-site", "cross-site")]).await,
    ] {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {}", answer.status);
        }
        assert_eq!(answer.header("x-request-id").len(), 36);
    }
    let own = post_with(&anyone, &[("x-request-id", "from-the-ingress-1")]).await;
    assert_eq!(own.header("x-request-id"), "from-the-ingress-1");
    let forged = post_with(&anyone, &[("x-request-id", "a b{}")]).await;
    assert_eq!(forged.header("x-request-id").len(), 36);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_a_caller_invents_is_no_metric() {
    let app = start().await;
    let anyone = app.anyone();
    let invented = Method::from_bytes(b"BREW").unwrap();
    anyone.send(anyone.request(invented, "/notes")).await.expect(405);
    let metrics = anyone.get("/metrics").await.body;
    assert!(
        metrics.contains(
            r#"http_server_request_duration_seconds_count{http_request_method="_OTHER",http_route="/notes",http_response_status_code="405"}"#
        ),
        "{metrics}"
    );
    assert!(!metrics.contains("BREW"));
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_come_is_given_up() {
    let app = start().await;
    let mut caller = TcpStream::connect(app.url.strip_prefix("http://").unwrap()).await.unwrap();
    let head =
        "POST /notes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{";
    caller.write_all(head.as_bytes()).await.unwrap();
    // The connection is closed after the answer, so this ends.
    let mut answer = String::new();
    caller.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("could not be read"), "{answer}");
    app.stop().await.unwrap();
}
