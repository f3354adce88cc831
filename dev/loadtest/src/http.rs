//! Requests as the generator sends them, and what went wrong in the words that errors are counted by.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Result;
use axum::body::Bytes;
use reqwest::header::{COOKIE, HeaderMap};
use reqwest::{Client, Method};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use crate::people::Person;
use crate::record::Sample;

/// Longer than anything that the market lets a caller wait for.
const PATIENCE: Duration = Duration::from_secs(40);

/// Keeps its connections, as an ingress or a browser does.
#[derive(Clone, Debug)]
pub struct Http(Client);

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A request that is still to be sent.
pub struct Ask {
    pub method: Method,
    pub url: String,
    pub body: Option<Value>,
}

impl Ask {
    pub fn get(url: String) -> Self {
        Self { method: Method::GET, url, body: None }
    }

    pub fn post(url: String, body: Value) -> Self {
        Self { method: Method::POST, url, body: Some(body) }
    }
}

impl Http {
    pub fn try_new() -> Result<Self> {
        // Otherwise each new connection looks the name up, on a thread of its own, and tries IPv6 in vain.
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let client =
            Client::builder().no_proxy().timeout(PATIENCE).tcp_nodelay(true).resolve("localhost", here);
        Ok(Self(client.pool_max_idle_per_host(usize::MAX).build()?))
    }

    /// `Err` says how the connection failed.
    pub async fn send(&self, ask: Ask, by: Option<&Person>) -> Result<Answer, String> {
        let mut request = self.0.request(ask.method, ask.url);
        if let Some(person) = by {
            request = request.header(COOKIE, person.cookie.clone());
        }
        if let Some(body) = &ask.body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(|error| kind(&error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Answer { status, headers, body: response.bytes().await.map_err(|error| kind(&error))? })
    }

    /// Sends a step that was due at `due`. There is an answer if it has a wanted status.
    pub async fn step(
        &self,
        step: &'static str,
        due: Instant,
        ask: Ask,
        by: Option<&Person>,
        wanted: &[u16],
    ) -> (Sample, Option<Answer>) {
        let answer = self.send(ask, by).await;
        let took = due.elapsed();
        match answer {
            Ok(answer) if wanted.contains(&answer.status) => {
                (Sample { step, took, outcome: Ok(()) }, Some(answer))
            }
            Ok(answer) => (Sample { step, took, outcome: Err(answer.kind()) }, None),
            Err(kind) => (Sample { step, took, outcome: Err(kind) }, None),
        }
    }
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }

    /// `409 ticket_reserved`
    pub fn kind(&self) -> String {
        let body: Value = self.json().unwrap_or_default();
        match body.get("code").and_then(Value::as_str) {
            Some(code) => format!("{} {code}", self.status),
            None => self.status.to_string(),
        }
    }
}

fn kind(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "not connected"
    } else {
        "connection broken"
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_named_by_its_status_and_code() {
        let answer = |body: &'static str| Answer {
            status: 409,
            headers: HeaderMap::new(),
            body: Bytes::from_static(body.as_bytes()),
        };
        assert_eq!(answer(r#"{"code":"ticket_reserved"}"#).kind(), "409 ticket_reserved");
        assert_eq!(answer("<html>").kind(), "409");
    }
}
