//! An HTTP client that shows what came back.

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A caller with or without a session.
#[derive(Clone)]
pub struct Client {
    base: String,
    cookie: Option<String>,
    http: reqwest::Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Client {
    /// Of the API at `base`, for example `http://localhost:8080`.
    pub fn new(base: &str) -> Self {
        Self { base: base.to_owned(), cookie: None, http: reqwest::Client::new() }
    }

    /// The same caller with a session's token.
    #[must_use]
    pub fn with_session(self, token: &str) -> Self {
        self.with_cookie(format!("session={token}"))
    }

    /// The same caller with any `Cookie` header.
    #[must_use]
    pub fn with_cookie(mut self, cookie: String) -> Self {
        self.cookie = Some(cookie);
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// A body as it is, under any media type.
    pub async fn post_raw(&self, path: &str, media_type: &str, body: impl Into<reqwest::Body>) -> Answer {
        self.send(self.request(Method::POST, path).header(CONTENT_TYPE, media_type).body(body)).await
    }

    /// A request to finish by hand: headers, a stream to read.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    /// Sends such a request.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, body: response.text().await.expect("the answer can be read") }
    }

    /// The same without the body, for an answer that may never end.
    pub async fn send_for_head(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server answers");
        Answer { status: response.status(), headers: response.headers().clone(), body: String::new() }
    }
}

impl Answer {
    /// The JSON body, when the status is `expected`; panics with what came otherwise.
    pub fn json<T: DeserializeOwned>(&self, expected: u16) -> T {
        self.expect(expected);
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why} in {}", self.body))
    }

    /// Panics unless the status is `expected`.
    pub fn expect(&self, expected: u16) -> &Self {
        assert_eq!(self.status.as_u16(), expected, "{}", self.body);
        self
    }

    /// The first message of an error answer.
    pub fn message(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body["errors"][0]["message"].as_str().unwrap_or_default().to_owned()
    }

    /// The stable word of an error answer.
    pub fn code(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The names of the fields that an error answer is about.
    pub fn fields(&self) -> Vec<String> {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().filter_map(|error| error["field"].as_str().map(str::to_owned)).collect()
    }

    /// A header's value as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
