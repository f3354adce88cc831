//! Requests that another site makes a signed-in user's browser send.

use e2e::{Market, Operation};
use reqwest::Method;
use testkit::Client;

async fn changing(market: &Market) -> Vec<Operation> {
    market.operations().await.into_iter().filter(Operation::changes).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_something_is_refused_to_other_sites() {
    let market = Market::open().await;
    let user = market.person().await.http;
    let origins: [(&str, &str); 6] = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "https://evil.localhost"),
        ("origin", "null"),
        ("origin", "http://127.0.0.1:1"),
    ];
    let mut let_in = Vec::new();
    for operation in changing(&market).await {
        for (name, value) in origins {
            let answer = user.send(operation.request(&user).header(name, value)).await;
            if (answer.status.as_u16(), answer.code().as_str()) != (403, "cross_site") {
                let_in.push(format!("{name}: {value}: {} answered {}", operation.name(), answer.status));
            }
        }
    }
    assert!(let_in.is_empty(), "{}", let_in.join("\n"));
}

/// What a form of another site can send without asking first.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_no_json_for_any_operation() {
    let market = Market::open().await;
    let admin = market.admin().await.http;
    let mut accepted = Vec::new();
    for operation in changing(&market).await {
        let Some(example) = operation.example() else { continue };
        for media_type in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
        {
            let request = form(&admin, &operation, media_type).body(example.to_string());
            let answer = admin.send(request).await;
            // A webhook is judged by its signature, whatever it is called.
            let refused = [(415, "unsupported_media_type"), (400, "invalid_signature")];
            if !refused.contains(&(answer.status.as_u16(), &answer.code())) {
                accepted.push(format!("{media_type}: {} answered {}", operation.name(), answer.status));
            }
        }
    }
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

fn form(client: &Client, operation: &Operation, media_type: &str) -> reqwest::RequestBuilder {
    client.request(operation.method.clone(), &operation.unknown()).header("content-type", media_type)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_site_may_read_an_answer() {
    let market = Market::open().await;
    let user = market.person().await.http;
    for operation in market.operations().await {
        for method in [operation.method.clone(), Method::OPTIONS] {
            let request = user
                .request(method, &operation.unknown())
                .header("origin", "https://evil.example")
                .header("access-control-request-method", operation.method.as_str());
            let answer = user.send_for_head(request).await;
            let allowed = answer.headers.keys().find(|name| name.as_str().starts_with("access-control-"));
            assert_eq!(allowed, None, "{}", operation.name());
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{}", operation.name());
        }
    }
}
