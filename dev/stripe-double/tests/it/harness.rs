//! A double of its own for every test, and a plain client for it.

pub mod receiver;

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use stripe_double::{Double, Options};

pub const SECRET_KEY: &str = "sk_test_double";
pub const PUBLISHABLE_KEY: &str = "pk_test_double";
const DEADLINE: Duration = Duration::from_secs(20);

/// Parameters in Stripe's bracket syntax.
pub type Parameters<'a> = &'a [(&'a str, &'a str)];

pub struct Api {
    pub double: Double,
    http: reqwest::Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn id(&self) -> &str {
        self.text("/id")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.body);
        self
    }

    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.text("/error/code")), (status, code), "{}", self.body);
        self
    }
}

impl Api {
    pub async fn start() -> Self {
        Self::start_with(Options { webhook_retry_base: Duration::from_millis(10), ..Options::default() })
            .await
    }

    pub async fn start_with(options: Options) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { double: Double::start(options).await.unwrap(), http }
    }

    /// A request with the secret key.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.double.url())).bearer_auth(SECRET_KEY)
    }

    /// A request with the publishable key, as a browser makes it.
    pub fn browser(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.double.url())).bearer_auth(PUBLISHABLE_KEY)
    }

    /// A request without a key.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.double.url()))
    }

    pub async fn post(&self, path: &str, parameters: Parameters<'_>) -> Answer {
        send(self.request(Method::POST, path).form(parameters)).await
    }

    pub async fn post_with_key(&self, key: &str, path: &str, parameters: Parameters<'_>) -> Answer {
        send(self.request(Method::POST, path).header("Idempotency-Key", key).form(parameters)).await
    }

    pub async fn get(&self, path: &str, parameters: Parameters<'_>) -> Answer {
        send(self.request(Method::GET, path).query(parameters)).await
    }

    /// A call of the control API.
    pub async fn control(&self, method: Method, path: &str, body: Value) -> Answer {
        send(self.bare(method, path).json(&body)).await
    }

    /// A confirmed intent of 25.00 with manual capture, whatever came of it.
    pub async fn authorise(&self, payment_method: &str) -> Answer {
        self.post("/v1/payment_intents", &authorisation(payment_method)).await
    }

    /// The id of an intent of 25.00 that is held and waits for its capture.
    pub async fn held(&self) -> String {
        self.authorise("pm_card_visa").await.ok().id().to_owned()
    }

    /// The id of an intent of 25.00 that was captured.
    pub async fn captured(&self, payment_method: &str) -> String {
        let id = self.authorise(payment_method).await.ok().id().to_owned();
        self.post(&format!("/v1/payment_intents/{id}/capture"), &[]).await.ok();
        id
    }

    pub async fn intent(&self, id: &str) -> Answer {
        self.get(&format!("/v1/payment_intents/{id}"), &[]).await.ok()
    }
}

/// What an authorisation of 25.00 is asked for with.
pub fn authorisation(payment_method: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("amount", "2500"),
        ("currency", "usd"),
        ("capture_method", "manual"),
        ("confirm", "true"),
        ("automatic_payment_methods[enabled]", "true"),
        ("automatic_payment_methods[allow_redirects]", "never"),
        ("payment_method", payment_method),
    ]
}

pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer { status, headers, body }
}

/// Waits until something is so.
#[track_caller]
pub fn eventually(what: &'static str, condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let watch = async move {
        let mut tick = tokio::time::interval(Duration::from_millis(5));
        while !condition() {
            tick.tick().await;
        }
    };
    async move { within(what, watch).await }
}

/// Waits for something, but not for ever.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(DEADLINE, future).await {
        Ok(output) => output,
        Err(_) => panic!("{what}: not within {DEADLINE:?}"),
    }
}
