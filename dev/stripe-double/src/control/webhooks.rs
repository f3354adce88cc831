//! Webhook endpoints, and what goes wrong on the way to them.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ControlError, read};
use crate::app::Shared;
use crate::options::WebhookTarget;
use crate::pipeline::lock;
use crate::store::Store;
use crate::webhooks::register;

/// An endpoint to add, knobs to turn, or both; what is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    url: Option<String>,
    secret: Option<String>,
    duplicate: Option<bool>,
    reorder: Option<bool>,
    drop_probability: Option<f64>,
    delay_ms: Option<u64>,
    paused: Option<bool>,
}

pub(super) async fn show(State(store): State<Shared>) -> Json<Value> {
    Json(describe(&lock(&store)))
}

pub(super) async fn change(State(store): State<Shared>, body: Bytes) -> Result<Json<Value>, ControlError> {
    let change: Change = read(&body)?;
    let mut store = lock(&store);
    if change.drop_probability.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
        return Err(ControlError::Invalid("drop_probability must be between 0 and 1".to_owned()));
    }
    match (change.url, change.secret) {
        (Some(url), Some(secret)) => register(&mut store, WebhookTarget { url, secret }),
        (None, None) => {}
        _ => return Err(ControlError::Invalid("an endpoint needs both url and secret".to_owned())),
    }
    let knobs = &mut store.knobs;
    knobs.duplicate = change.duplicate.unwrap_or(knobs.duplicate);
    knobs.reorder = change.reorder.unwrap_or(knobs.reorder);
    knobs.drop_probability = change.drop_probability.unwrap_or(knobs.drop_probability);
    knobs.delay_ms = change.delay_ms.unwrap_or(knobs.delay_ms);
    knobs.paused = change.paused.unwrap_or(knobs.paused);
    Ok(Json(describe(&store)))
}

pub(super) async fn clear(State(store): State<Shared>) -> Json<Value> {
    let mut store = lock(&store);
    store.endpoints.clear();
    Json(describe(&store))
}

fn describe(store: &Store) -> Value {
    let endpoints = store.endpoints.iter().map(|endpoint| json!({ "id": endpoint.id, "url": endpoint.url }));
    json!({ "endpoints": endpoints.collect::<Vec<_>>(), "knobs": store.knobs })
}
