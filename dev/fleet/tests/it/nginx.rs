//! The ingress in front of stand-ins for the services.

use std::time::Duration;

use fleet::Service;
use fleet::ports;
use fleet::scratch::Scratch;
use fleet::servers::{Limits, Nginx, Routes};
use futures::future::join_all;
use reqwest::{Client, Response, StatusCode};

use crate::upstream::{Manner, Upstream};

struct Ingress {
    nginx: Nginx,
    http: Client,
    _scratch: Scratch,
}

impl Ingress {
    async fn start(services: Vec<(Service, Vec<u16>)>) -> Self {
        Self::with(Routes { services, ..Routes::default() }).await
    }

    async fn with(routes: Routes) -> Self {
        let scratch = Scratch::create().unwrap();
        let nginx = Nginx::start(scratch.path(), ports::free().unwrap(), &routes).await.unwrap();
        Self { nginx, http: Client::builder().no_proxy().build().unwrap(), _scratch: scratch }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.nginx.server().url())
    }

    async fn get(&self, path: &str) -> Response {
        self.http.get(self.url(path)).send().await.unwrap()
    }
}

async fn assert_problem(answer: Response, status: u16, code: &str, retry: bool) {
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.headers().contains_key("retry-after"), retry);
    let body: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["code"], code);
    assert!(body["errors"][0]["message"].is_string(), "{body}");
}

#[tokio::test]
async fn a_path_reaches_its_service_and_a_longer_word_does_not() {
    let (auth, client) =
        (Upstream::start("auth", Manner::Echo).await, Upstream::start("client", Manner::Echo).await);
    let services = vec![(Service::Auth, vec![auth.port])];
    let ingress = Ingress::with(Routes { services, client: Some(client.port), ..Routes::default() }).await;
    for path in [
        "/api/users",
        "/api/users/signup",
        "/api/users?x=1",
        "/api/auth/openapi.json",
        "/api/admin/users",
        "/api/admin/users/audit",
    ] {
        assert!(ingress.get(path).await.text().await.unwrap().starts_with("auth\n"), "{path}");
    }
    for path in [
        "/",
        "/api/usersX",
        "/api/admin",
        "/api/admin/usersX",
        "/api/auth/openapi.jsonX",
        "/healthz",
        "/metrics",
        "/api/users/../../readyz",
    ] {
        assert!(ingress.get(path).await.text().await.unwrap().starts_with("client\n"), "{path}");
    }
}

#[tokio::test]
async fn stripes_double_sees_stripes_paths() {
    let double = Upstream::start("double", Manner::Echo).await;
    let ingress = Ingress::with(Routes { stripe_double: Some(double.port), ..Routes::default() }).await;
    let seen = ingress.get("/stripe/v1/tokens?x=a%2Fb").await.text().await.unwrap();
    assert!(seen.starts_with("double\nGET /v1/tokens?x=a%2Fb HTTP/1.1"), "{seen}");
}

#[tokio::test]
async fn without_a_client_other_paths_are_not_found() {
    let ingress = Ingress::start(Vec::new()).await;
    assert_problem(ingress.get("/").await, 404, "not_found", false).await;
    assert_problem(ingress.get("/api/orders").await, 404, "not_found", false).await;
}

#[tokio::test]
async fn what_a_client_says_of_its_address_is_replaced_and_its_host_is_kept() {
    let auth = Upstream::start("auth", Manner::Echo).await;
    let ingress = Ingress::start(vec![(Service::Auth, vec![auth.port])]).await;
    let request = ingress.http.get(ingress.url("/api/users")).header("Host", "tickets.example:8080");
    let request = request.header("X-Forwarded-For", "6.6.6.6").header("X-Forwarded-Proto", "https");
    let request = request.header("Forwarded", "for=6.6.6.6").header("X-Request-Id", "one-2.three");
    let seen = request.send().await.unwrap().text().await.unwrap();
    assert!(seen.contains("Host: tickets.example:8080\r\n"), "{seen}");
    assert!(seen.contains("X-Request-Id: one-2.three\r\n"), "{seen}");
    assert!(seen.contains("X-Forwarded-For: 127.0.0.1\r\n"), "{seen}");
    assert!(seen.contains("X-Forwarded-Proto: http\r\n"), "{seen}");
    assert!(!seen.contains("6.6.6.6"), "{seen}");
}

#[tokio::test]
async fn a_request_without_a_usable_id_gets_one() {
    let auth = Upstream::start("auth", Manner::Echo).await;
    let ingress = Ingress::start(vec![(Service::Auth, vec![auth.port])]).await;
    for sent in [None, Some("not an id; really"), Some(&*"x".repeat(65))] {
        let mut request = ingress.http.get(ingress.url("/api/users"));
        if let Some(sent) = sent {
            request = request.header("X-Request-Id", sent);
        }
        let seen = request.send().await.unwrap().text().await.unwrap();
        let id = seen.lines().find_map(|line| line.strip_prefix("X-Request-Id: ")).unwrap();
        assert_eq!(id.len(), 32, "{seen}");
    }
}

#[tokio::test]
async fn too_large_a_body_is_refused_in_the_apis_form() {
    let auth = Upstream::start("auth", Manner::Echo).await;
    let ingress = Ingress::start(vec![(Service::Auth, vec![auth.port])]).await;
    let post =
        |size: usize| ingress.http.post(ingress.url("/api/users/signup")).body("x".repeat(size)).send();
    assert_problem(post(300 << 10).await.unwrap(), 413, "body_too_large", false).await;
    assert_eq!(post(200 << 10).await.unwrap().status(), StatusCode::OK);
    assert_eq!(auth.requests(), 1);
}

#[tokio::test]
async fn a_service_that_is_down_is_unavailable_in_the_apis_form() {
    let ingress = Ingress::start(vec![(Service::Auth, vec![ports::free().unwrap()])]).await;
    assert_problem(ingress.get("/api/users/currentuser").await, 502, "unavailable", true).await;
}

#[tokio::test]
async fn a_replica_that_is_down_is_passed_over_even_for_a_post() {
    let orders = Upstream::start("orders", Manner::Echo).await;
    let replicas = vec![orders.port, ports::free().unwrap()];
    let ingress = Ingress::start(vec![(Service::Orders, replicas)]).await;
    for _ in 0..10 {
        let answer = ingress.http.post(ingress.url("/api/orders")).body("{}").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    assert_eq!(orders.requests(), 10);
}

#[tokio::test]
async fn a_post_that_was_sent_is_never_sent_again() {
    let broken =
        [Upstream::start("orders", Manner::Break).await, Upstream::start("orders", Manner::Break).await];
    let ingress =
        Ingress::start(vec![(Service::Orders, broken.iter().map(|replica| replica.port).collect())]).await;
    let answer = ingress.http.post(ingress.url("/api/orders")).body("{}").send().await.unwrap();
    assert_problem(answer, 502, "unavailable", true).await;
    assert_eq!(broken.iter().map(Upstream::requests).sum::<usize>(), 1);
}

#[tokio::test]
async fn events_arrive_while_the_stream_is_open() {
    let orders = Upstream::start("orders", Manner::Stream).await;
    let ingress = Ingress::start(vec![(Service::Orders, vec![orders.port])]).await;
    let mut stream = ingress.get("/api/orders/1/live").await;
    let event = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await;
    assert_eq!(&event.expect("the event is held back").unwrap().unwrap()[..], b"data: 1\n\n");
}

#[tokio::test]
async fn a_rush_of_two_thousand_buyers_is_served() {
    let orders = Upstream::start("orders", Manner::Echo).await;
    let ingress = Ingress::start(vec![(Service::Orders, vec![orders.port])]).await;
    let post =
        || async { ingress.http.post(ingress.url("/api/orders")).body("{}").send().await.unwrap().status() };
    let answers = join_all((0..2_000).map(|_| post())).await;
    let refused: Vec<_> = answers.iter().filter(|status| **status != StatusCode::OK).collect();
    let log = std::fs::read_to_string(ingress.nginx.server().log()).unwrap();
    assert!(refused.is_empty(), "{} refused, such as {:?}; {log}", refused.len(), refused.first());
    assert_eq!(orders.requests(), 2_000);
}

#[tokio::test]
async fn who_asks_too_much_is_told_to_wait() {
    let auth = Upstream::start("auth", Manner::Echo).await;
    let limits = Limits { requests_per_second: 1, burst: 2, connections: 100 };
    let services = vec![(Service::Auth, vec![auth.port])];
    let ingress = Ingress::with(Routes { services, limits: Some(limits), ..Routes::default() }).await;
    // More than a slow machine could get through by taking its time.
    let answers = join_all((0..100).map(|_| ingress.get("/api/users"))).await;
    let (served, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status() == StatusCode::OK);
    assert!(served.len() >= 3 && !refused.is_empty(), "{} served, {} refused", served.len(), refused.len());
    assert_eq!(auth.requests(), served.len());
    for answer in refused {
        assert_eq!(answer.headers()["x-request-id"].len(), 32);
        assert_problem(answer, 429, "too_many_requests", true).await;
    }
}

#[tokio::test]
async fn one_address_has_so_many_connections_and_no_more() {
    let orders = Upstream::start("orders", Manner::Stream).await;
    let limits = Limits { requests_per_second: 1_000, burst: 1_000, connections: 2 };
    let services = vec![(Service::Orders, vec![orders.port])];
    let ingress = Ingress::with(Routes { services, limits: Some(limits), ..Routes::default() }).await;
    let open = [ingress.get("/api/orders/1/live").await, ingress.get("/api/orders/2/live").await];
    assert_problem(ingress.get("/api/orders/3/live").await, 429, "too_many_requests", true).await;
    drop(open);
}

#[tokio::test]
async fn what_is_no_request_is_refused_in_the_apis_form() {
    let auth = Upstream::start("auth", Manner::Echo).await;
    let ingress = Ingress::start(vec![(Service::Auth, vec![auth.port])]).await;
    let trace = ingress.http.request(reqwest::Method::TRACE, ingress.url("/api/users")).send().await.unwrap();
    assert_problem(trace, 405, "method_not_allowed", false).await;
    let large = ingress.http.get(ingress.url("/api/users")).header("x-large", "a".repeat(20_000));
    assert_problem(large.send().await.unwrap(), 400, "invalid_request", false).await;
    assert_problem(ingress.get("/api/users/%00").await, 400, "invalid_request", false).await;
    assert_eq!(ingress.get("/-/500").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(auth.requests(), 0);
}

#[tokio::test]
async fn a_header_with_an_underscore_is_dropped() {
    let auth = Upstream::start("auth", Manner::Echo).await;
    let ingress = Ingress::start(vec![(Service::Auth, vec![auth.port])]).await;
    let request = ingress.http.get(ingress.url("/api/users"));
    let request = request.header("X_Forwarded_For", "6.6.6.6").header("X_Request_Id", "sneaked-in");
    let seen = request.send().await.unwrap().text().await.unwrap();
    assert!(!seen.contains("6.6.6.6") && !seen.contains("sneaked-in"), "{seen}");
}
