//! What Stripe's webhook says, once its signature is believed.

use common::ids::PaymentId;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use crate::domain::{IntentStatus, PaymentStatus};

/// Events that say nothing which the intent's own events do not say.
const NO_NEWS: [&str; 3] = ["payment_intent.created", "charge.succeeded", "charge.captured"];

/// As much of an event of Stripe's as counts here: which intent has news. What is to be believed, Stripe is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeEvent {
    pub id: String,
    pub r#type: String,
    /// The PaymentIntent that it is about; a balance, for one, is about none.
    pub intent: Option<String>,
    /// The attempt that the intent was made for, if the event says so.
    pub payment: Option<PaymentId>,
    /// The state to which the attempt comes by it, if it is about an intent's state.
    pub status: Option<PaymentStatus>,
    /// Whether anything can follow from it.
    pub is_news: bool,
}

impl StripeEvent {
    /// From the body of a webhook.
    pub fn read(body: &[u8]) -> Result<Self, serde_json::Error> {
        let Event { id, r#type, data: Data { object } } = serde_json::from_slice(body)?;
        let is_intent = object.object == "payment_intent";
        let status = object.status.as_deref().filter(|_| is_intent).and_then(status);
        let is_news = !NO_NEWS.contains(&r#type.as_str());
        let intent = if is_intent { object.id } else { object.payment_intent };
        let payment = object.metadata.and_then(|metadata| metadata.payment_id?.parse().ok());
        Ok(Self { id, r#type, intent, payment, status, is_news })
    }
}

/// What an attempt comes to by its intent's status; `None` for one that we do not know.
fn status(of_intent: &str) -> Option<PaymentStatus> {
    let status: Result<IntentStatus, Error> = IntentStatus::deserialize(of_intent.into_deserializer());
    status.ok().map(PaymentStatus::from)
}

#[derive(Deserialize)]
struct Event {
    id: String,
    r#type: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    object: String,
    id: Option<String>,
    payment_intent: Option<String>,
    status: Option<String>,
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    payment_id: Option<String>,
}
