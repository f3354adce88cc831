//! Stripe's double, from behind the scenes.

use std::time::Duration;

use serde_json::{Value, json};
use stripe_double::{Ledger, PaymentIntentEntry};

/// Steers the double and reads its ledger.
pub struct StripeControl {
    url: String,
    http: reqwest::Client,
}

impl StripeControl {
    pub(crate) fn new(url: &str) -> Self {
        Self { url: url.trim_end_matches('/').to_owned(), http: reqwest::Client::new() }
    }

    /// Everything that moved money, or could.
    pub async fn ledger(&self) -> Ledger {
        let answer = self.http.get(format!("{}/_double/ledger", self.url)).send().await;
        answer.expect("the double answers").json().await.expect("a ledger")
    }

    /// The intents of an order.
    pub async fn intents_of(&self, order: &str) -> Vec<PaymentIntentEntry> {
        let intents = self.ledger().await.payment_intents;
        intents
            .into_iter()
            .filter(|intent| intent.metadata.get("order_id").is_some_and(|id| id == order))
            .collect()
    }

    /// Adds a fault, as the double's README describes it.
    pub async fn fault(&self, fault: Value) {
        self.post("faults", &fault).await;
    }

    pub async fn clear_faults(&self) {
        let cleared = self.http.delete(format!("{}/_double/faults", self.url)).send().await;
        cleared.unwrap().error_for_status().unwrap();
    }

    /// How webhooks are sent from now on.
    pub async fn webhooks(&self, knobs: Value) {
        self.post("webhooks", &knobs).await;
    }

    /// The buyer passes or fails 3-D Secure: `succeed` or `fail`.
    pub async fn authenticate(&self, intent: &str, outcome: &str) {
        assert!(self.try_to_authenticate(intent, outcome).await, "{intent} does not wait for its buyer");
    }

    /// The same; `false` when the intent does not wait for the buyer any more.
    pub async fn try_to_authenticate(&self, intent: &str, outcome: &str) -> bool {
        let path = format!("{}/_double/payment_intents/{intent}/authenticate", self.url);
        let answer = self.http.post(path).json(&json!({ "outcome": outcome })).send().await.unwrap();
        answer.status().is_success()
    }

    /// The next charges, this many, stay in `processing` for a while.
    pub async fn slow_charges(&self, times: u32, settle_after: Duration) {
        let settle_ms = u64::try_from(settle_after.as_millis()).unwrap();
        self.post("processing", &json!({ "times": times, "settle_ms": settle_ms })).await;
    }

    /// How long search lags behind.
    pub async fn search_lag(&self, lag: Duration) {
        self.post("search", &json!({ "lag_ms": u64::try_from(lag.as_millis()).unwrap() })).await;
    }

    async fn post(&self, path: &str, body: &Value) {
        let answer = self.http.post(format!("{}/_double/{path}", self.url)).json(body).send().await;
        answer.unwrap().error_for_status().unwrap();
    }
}
