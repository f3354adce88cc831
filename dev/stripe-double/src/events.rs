//! Events: a snapshot of an object at the moment of each change, and how their delivery went.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::API_VERSION;
use crate::error::StripeError;
use crate::ids;
use crate::listing::{self, Page};
use crate::pipeline::Work;

/// An event as it happened; its deliveries are in its [`EventRecord`].
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub id: String,
    pub kind: &'static str,
    pub created: i64,
    /// The snapshot as JSON text, a tenth of the size of a parsed one.
    pub object: String,
    pub request_id: Option<String>,
    pub idempotency_key: Option<String>,
}

/// An event with the state of its deliveries, one an endpoint.
#[derive(Debug)]
pub(crate) struct EventRecord {
    pub event: Event,
    pub deliveries: Vec<DeliveryReport>,
}

/// How the delivery of one event to one endpoint went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryReport {
    pub url: String,
    pub state: DeliveryState,
    pub attempts: u32,
    /// The status of the last answer; nothing when there was none.
    pub last_status: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Not delivered yet; it will be tried, or tried again.
    Pending,
    Delivered,
    /// Lost on purpose, see [`crate::WebhookKnobs::drop_probability`].
    Dropped,
    /// Given up.
    Failed,
}

/// An event and its deliveries, as the control API tells them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventReport {
    /// The event as it is sent.
    pub event: Value,
    pub deliveries: Vec<DeliveryReport>,
}

impl EventRecord {
    pub(crate) fn report(&self) -> EventReport {
        EventReport { event: self.render(), deliveries: self.deliveries.clone() }
    }

    /// The event as it is sent and listed.
    pub(crate) fn render(&self) -> Value {
        let undelivered = |delivery: &&DeliveryReport| delivery.state != DeliveryState::Delivered;
        let pending_webhooks = self.deliveries.iter().filter(undelivered).count();
        let event = &self.event;
        let object: Value = serde_json::from_str(&event.object).unwrap_or_default();
        json!({
            "id": event.id,
            "object": "event",
            "account": null,
            "api_version": API_VERSION,
            "context": null,
            "created": event.created,
            "data": { "object": object },
            "livemode": false,
            "pending_webhooks": pending_webhooks,
            "request": { "id": event.request_id, "idempotency_key": event.idempotency_key },
            "type": event.kind,
        })
    }
}

impl Event {
    pub(crate) fn new(kind: &'static str, created: i64, object: &Value, origin: Origin<'_>) -> Self {
        Self {
            id: ids::fresh("evt"),
            kind,
            created,
            object: object.to_string(),
            request_id: origin.request_id.map(str::to_owned),
            idempotency_key: origin.idempotency_key.map(str::to_owned),
        }
    }
}

/// The request that caused an event; nothing for what happens by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Origin<'a> {
    pub request_id: Option<&'a str>,
    pub idempotency_key: Option<&'a str>,
}

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    std::mem::take(&mut work.fields).finish()?;
    match work.store.events.get(&work.id) {
        Some(record) => Ok(record.render()),
        None => Err(StripeError::NoSuch { kind: "event", id: work.id.clone(), param: "id" }),
    }
}

pub(crate) fn list(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let page = Page::take(&mut fields)?;
    let kind = fields.text("type")?;
    fields.finish()?;
    let events = &work.store.events;
    let wanted = |record: &EventRecord| kind.as_ref().is_none_or(|kind| record.event.kind == kind);
    listing::list("/v1/events", events, &page, |record| record.event.created, wanted, EventRecord::render)
}
