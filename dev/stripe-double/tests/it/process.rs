use std::process::Stdio;

use stripe_double::refuse_live_keys;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::harness::receiver::Receiver;
use crate::harness::{authorisation, within};

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stripe-double"));
    command.kill_on_drop(true).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn live_key() -> String {
    // Put together here, so that no file holds anything that looks like one.
    ["sk", "live", "0123456789"].join("_")
}

#[tokio::test]
async fn it_does_not_start_with_a_live_key_in_reach() {
    let by_environment = command().env("STRIPE_SECRET_KEY", live_key()).output();
    let by_argument = command().arg(format!("--webhook-secret={}", live_key())).output();
    for output in [within("it refuses", by_environment).await, within("it refuses", by_argument).await] {
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains("live Stripe key") && !told.contains(&live_key()), "{told}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_word_that_ends_like_a_live_key_is_none() {
    let environment = |value: &str| [("NAME".into(), value.into())].into_iter();
    let refuse = |value: &str| refuse_live_keys(environment(value), std::iter::empty());
    assert!(refuse(&format!("ta{}", live_key())).is_ok());
    assert!(refuse(&format!("key={}", live_key())).is_err());
}

#[tokio::test]
async fn it_sends_events_where_it_is_told_to() {
    let mut receiver = Receiver::start(&[]).await;
    let url = receiver.url();
    let arguments = ["--webhook-url", url.as_str(), "--webhook-secret", "whsec_test"];
    let mut process = command().args(arguments).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let line = within("it starts", lines.next_line()).await.unwrap().unwrap();
    let url = line.strip_prefix("stripe-double listening on ").unwrap();

    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let call = client.post(format!("{url}/v1/payment_intents")).bearer_auth("sk_test_double");
    let answer = call.form(&authorisation("pm_card_visa")).send().await.unwrap();

    assert!(answer.status().is_success());
    receiver.take(3).await;
}

#[tokio::test]
async fn it_says_where_it_listens_and_stops_when_told() {
    for signal in ["TERM", "INT"] {
        let mut process = command().args(["--port", "0"]).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = within("it starts", lines.next_line()).await.unwrap().unwrap();
        let url = line.strip_prefix("stripe-double listening on ").unwrap();
        assert!(url.starts_with("http://127.0.0.1:"));
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        assert!(client.get(format!("{url}/healthz")).send().await.unwrap().status().is_success());

        let id = process.id().unwrap().to_string();
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status().await.unwrap();
        assert!(sent.success());

        let status = within("it stops", process.wait()).await.unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}
