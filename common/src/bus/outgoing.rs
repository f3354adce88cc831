//! A message on its way out: as an aggregate's outbox keeps it, and as the bus sends it.

use async_nats::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::events::Event;
use crate::telemetry::trace::traceparent;

/// An event, ready to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The event's identity; the stream drops a second message with the same id.
    pub id: String,
    pub subject: String,
    /// JSON
    pub body: String,
    pub at: Timestamp,
    /// What caused it, as W3C's `traceparent`, while that is traced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
}

impl Outgoing {
    pub fn new<E: Event>(event: &E, at: Timestamp) -> Result<Self, serde_json::Error> {
        let key = event.key();
        Ok(Self {
            id: format!("{}:{}:{}", E::SUBJECT, key.aggregate, key.version),
            subject: E::SUBJECT.to_owned(),
            body: serde_json::to_string(event)?,
            at,
            trace: traceparent(),
        })
    }

    /// The same event under another id, so that it is delivered although it was told before.
    pub(crate) fn told_again(mut self, occasion: &str) -> Self {
        self.id = format!("{}:{occasion}", self.id);
        self.trace = None;
        self
    }

    /// CloudEvents 1.0 in the binary mode of its NATS binding.
    pub(super) fn headers(&self, service: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("ce-specversion", "1.0");
        headers.insert("ce-id", self.id.as_str());
        headers.insert("ce-type", self.subject.as_str());
        headers.insert("ce-source", format!("/{service}"));
        headers.insert("ce-time", self.at.to_string());
        headers.insert("content-type", "application/json");
        headers
    }
}
