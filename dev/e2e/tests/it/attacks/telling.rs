//! Answers that would tell who has an account. How long they take is measured by `cargo bench -p auth`.

use e2e::Market;
use serde_json::json;
use testkit::Answer;

/// Everything of an answer that a caller could compare, less what differs between any two answers.
fn told(answer: &Answer) -> (u16, String, Vec<(String, String)>) {
    let differs = ["date", "x-request-id", "retry-after"];
    let headers = answer.headers.iter().filter(|(name, _)| !differs.contains(&name.as_str()));
    let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
    (
        answer.status.as_u16(),
        answer.body.clone(),
        headers.map(|(name, value)| (name.to_string(), text(value))).collect(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_is_answered_like_a_known_one() {
    let market = Market::open().await;
    let known = market.person().await.email;
    let anyone = market.anyone();
    let operations = market.operations().await;
    // Signing up tells it on purpose; see docs/SECURITY.md.
    for path in ["/api/users/signin", "/api/users/password-reset"] {
        let Some(operation) = operations.iter().find(|operation| operation.path == path) else { continue };
        let ask = async |email: &str| {
            let mut body = operation.example().unwrap();
            body["email"] = json!(email);
            told(&anyone.post(path, &body).await)
        };
        assert_eq!(ask(&known).await, ask("nobody-has-this@example.com").await, "{path}");
    }
}
