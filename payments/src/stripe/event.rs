//! What Stripe's webhook says, once its signature is believed.

use common::ids::PaymentId;
use serde::Deserialize;

/// As much of an event of Stripe's as counts here: which intent has news. What the news is, Stripe is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeEvent {
    pub id: String,
    pub r#type: String,
    /// The PaymentIntent that it is about; a balance, for one, is about none.
    pub intent: Option<String>,
    /// The attempt that the intent was made for, if the event says so.
    pub payment: Option<PaymentId>,
}

impl StripeEvent {
    /// From the body of a webhook.
    pub fn read(body: &[u8]) -> Result<Self, serde_json::Error> {
        let Event { id, r#type, data: Data { object } } = serde_json::from_slice(body)?;
        let intent = if object.object == "payment_intent" { object.id } else { object.payment_intent };
        let payment = object.metadata.and_then(|metadata| metadata.payment_id?.parse().ok());
        Ok(Self { id, r#type, intent, payment })
    }
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
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    payment_id: Option<String>,
}
