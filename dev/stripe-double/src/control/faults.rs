//! Faults: added one by one, cleared together.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Value, json};

use super::{ControlError, read};
use crate::app::Shared;
use crate::faults::Fault;
use crate::pipeline::lock;

pub(super) async fn list(State(store): State<Shared>) -> Json<Value> {
    Json(json!({ "faults": lock(&store).faults.list() }))
}

pub(super) async fn add(State(store): State<Shared>, body: Bytes) -> Result<Json<Value>, ControlError> {
    let fault: Fault = read(&body)?;
    fault.check()?;
    let mut store = lock(&store);
    store.faults.add(fault);
    Ok(Json(json!({ "faults": store.faults.list() })))
}

pub(super) async fn clear(State(store): State<Shared>) -> Json<Value> {
    lock(&store).faults.clear();
    Json(json!({ "faults": [] }))
}
