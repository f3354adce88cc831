//! Requests whose ends, paths or headers the ingress and a service could read differently, byte by byte.

use std::time::Duration;

use e2e::Market;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// All that comes back until the connection is closed, or nothing comes for a moment.
async fn send(market: &Market, bytes: &str) -> String {
    let address = market.fleet.url();
    let mut connection = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
    connection.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // An answer that has come is followed by the next at once, if there is one.
    while let Ok(Ok(1..)) = tokio::time::timeout(quiet(&answer), connection.read_buf(&mut answer)).await {}
    String::from_utf8_lossy(&answer).into_owned()
}

fn quiet(so_far: &[u8]) -> Duration {
    if so_far.is_empty() { Duration::from_secs(20) } else { Duration::from_secs(1) }
}

fn answers(text: &str) -> usize {
    text.matches("HTTP/1.1 ").count()
}

fn status(text: &str) -> u16 {
    text.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// Begins a request that a second one is hidden behind: what follows would be the second's answer.
const SECOND: &str = "GET /api/users/currentuser HTTP/1.1\r\nHost: x\r\n\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_end_is_in_doubt_is_refused() {
    let market = Market::open().await;
    let post = "POST /api/users/signout HTTP/1.1\r\nHost: x\r\n";
    let second = SECOND.len();
    for (what, bytes) in [
        (
            "CL.TE",
            format!(
                "{post}Content-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{SECOND}",
                second + 5
            ),
        ),
        (
            "TE.CL",
            format!(
                "{post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n{SECOND}\r\n0\r\n\r\n"
            ),
        ),
        ("two lengths", format!("{post}Content-Length: 0\r\nContent-Length: {second}\r\n\r\n{SECOND}")),
        ("a list of lengths", format!("{post}Content-Length: 0, {second}\r\n\r\n{SECOND}")),
        ("a length with a sign", format!("{post}Content-Length: +0\r\n\r\n{SECOND}")),
        (
            "a length with a space before the colon",
            format!("{post}Content-Length : {second}\r\n\r\n{SECOND}"),
        ),
        ("an unknown coding", format!("{post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{SECOND}")),
        (
            "two codings",
            format!(
                "{post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n{SECOND}"
            ),
        ),
        (
            "a folded coding",
            format!("{post}Transfer-Encoding:\r\n chunked\r\nContent-Length: 0\r\n\r\n{SECOND}"),
        ),
        ("a chunk of no size", format!("{post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{SECOND}")),
        (
            "a folded line",
            "GET /api/users/currentuser HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n\tfolded\r\n\r\n".to_owned(),
        ),
        ("two hosts", "GET /api/users/currentuser HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n".to_owned()),
        ("no host", "GET /api/users/currentuser HTTP/1.1\r\n\r\n".to_owned()),
    ] {
        let told = send(&market, &bytes).await;
        let hidden_was_answered = answers(&told) > 1 && told.contains("currentUser");
        assert!((400..500).contains(&status(&told)) || status(&told) == 501, "{what}: {told}");
        assert!(!hidden_was_answered, "{what}: {told}");
    }
}

/// Of a service's own rooms, nothing is seen from outside.
#[tokio::test(flavor = "multi_thread")]
async fn no_way_of_writing_a_path_leads_to_a_services_own_rooms() {
    let market = Market::open().await;
    for room in ["metrics", "healthz", "readyz"] {
        for path in [
            format!("/{room}"),
            format!("//{room}"),
            format!("/api/users/../../{room}"),
            format!("/api/users/%2e%2e/%2e%2e/{room}"),
            format!("/api/users/..%2f..%2f{room}"),
            format!("/api/users/..%5c..%5c{room}"),
            format!("/api/users/..;/..;/{room}"),
            format!("/api/users/./../../{room}"),
            format!("/api/users//../../{room}"),
            format!("/api/{room}"),
            format!("/api/users/{room}"),
            format!("/api/users/%2f{room}"),
            format!("http://x/{room}"),
            format!("http://127.0.0.1:1/{room}"),
            format!("http://x/api/users/../../{room}"),
            format!("/api/users/../../{room}?x=/api/users"),
            format!("/api/users#/../../{room}"),
            format!("/api/users/%00/../../{room}"),
        ] {
            let told =
                send(&market, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await;
            assert!((400..500).contains(&status(&told)), "{path}: {told}");
            for own in ["http_server_request_duration_seconds", "\"mongodb\":", "\r\n\r\nok"] {
                assert!(!told.contains(own), "{path}: {told}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_or_a_protocol_that_is_none_of_ours_is_refused() {
    let market = Market::open().await;
    for line in [
        "TRACE /api/users/currentuser HTTP/1.1",
        "CONNECT 127.0.0.1:27017 HTTP/1.1",
        "GET /api/users/currentuser HTTP/9.9",
        "GET\t/api/users/currentuser\tHTTP/1.1",
        "G\u{1}ET /api/users/currentuser HTTP/1.1",
        "PRI * HTTP/2.0",
    ] {
        let told = send(&market, &format!("{line}\r\nHost: x\r\nConnection: close\r\n\r\n")).await;
        assert!((400..=505).contains(&status(&told)) && status(&told) != 500, "{line:?}: {told}");
    }
}

/// A header with an underscore could be taken for the one with a dash that the ingress sets.
#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_request_id_is_kept_only_if_it_is_one() {
    let market = Market::open().await;
    for (header, kept) in [
        ("X-Request-Id: harmless-1", Some("harmless-1")),
        ("X_Request_Id: sneaked-in", None),
        ("X-Request-Id: <script>", None),
        ("X-Request-Id: a\u{7f}b", None),
    ] {
        let request = format!(
            "GET /api/users/currentuser HTTP/1.1\r\nHost: x\r\n{header}\r\nConnection: close\r\n\r\n"
        );
        let told = send(&market, &request).await;
        let lines = told.lines().filter_map(|line| line.split_once(": "));
        let ids: Vec<&str> =
            lines.filter(|(name, _)| name.eq_ignore_ascii_case("x-request-id")).map(|(_, id)| id).collect();
        match kept {
            Some(id) => assert_eq!(ids, [id], "{header:?}: {told}"),
            None => assert!(!ids.iter().any(|id| header.contains(id)), "{header:?}: {told}"),
        }
    }
}
