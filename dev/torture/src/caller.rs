//! Requests to a fleet in trouble.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use testkit::{Answer, Client};
use tokio_util::sync::CancellationToken;

use crate::history::{Act, History};

/// Longer than the ingress and the services together let anybody wait.
const LONGEST: Duration = Duration::from_secs(75);
/// Between two tries of a request whose outcome is not known.
const AGAIN: Duration = Duration::from_millis(300);

/// What came back.
#[derive(Debug)]
pub enum Reply {
    Done(Answer),
    Refused(Answer),
    /// It may or may not have been done.
    Unknown(String),
}

/// Asks on behalf of everyone, and notes what must never be answered.
pub struct Caller<'a> {
    pub history: &'a History,
    pub stop: &'a CancellationToken,
}

impl Caller<'_> {
    pub async fn once(&self, act: Act, request: RequestBuilder) -> Reply {
        let response = match request.timeout(LONGEST).send().await {
            Ok(response) => response,
            Err(error) => {
                if error.is_timeout() {
                    self.history.wrong(format!("{act:?} had no answer within {} s", LONGEST.as_secs()));
                }
                return Reply::Unknown(error.to_string());
            }
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match response.text().await {
            Ok(body) => body,
            Err(error) => return Reply::Unknown(error.to_string()),
        };
        let answer = Answer { status, headers, body };
        if !answer.header("idempotency-replayed").is_empty() {
            self.history.saw(REPLAYED);
        }
        match status.as_u16() {
            200..=299 => Reply::Done(answer),
            500 => {
                self.history.wrong(format!("{act:?} was answered 500: {}", answer.body));
                Reply::Unknown("500".to_owned())
            }
            // The very same request is being worked on.
            409 if answer.code() == "idempotency_key_in_use" => Reply::Unknown(answer.code()),
            501..=599 => Reply::Unknown(format!("{status}")),
            _ => Reply::Refused(answer),
        }
    }

    /// Tries until the outcome is known, or the load is over; each try is one act.
    pub async fn until_known(&self, act: Act, request: impl Fn() -> RequestBuilder) -> Option<Reply> {
        loop {
            match self.once(act, request()).await {
                Reply::Unknown(why) => self.history.unknown(act, &why),
                known => return Some(known),
            }
            if self.stop.is_cancelled() {
                return None;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }
}

/// An answer that was remembered.
pub const REPLAYED: &str = "answers repeated under an Idempotency-Key";

/// A POST that makes something once, however often it is sent.
pub fn post_once(http: &Client, path: &str, key: &str, body: &Value) -> RequestBuilder {
    http.request(Method::POST, path).header("idempotency-key", key).json(body)
}
