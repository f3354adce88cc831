//! The account as a whole: ledger, events, clock, reset, and the buyer's part in 3-D Secure.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ControlError, read};
use crate::app::Shared;
use crate::deadlines;
use crate::error::StripeError;
use crate::events::{EventReport, Origin};
use crate::ledger::Ledger;
use crate::payment_intents::{self, AuthenticationOutcome, SlowCharges};
use crate::pipeline::lock;
use crate::store::Store;

/// A hundred years.
const LONGEST_ADVANCE_SECONDS: i64 = 100 * 365 * 24 * 3600;

pub(super) async fn ledger(State(store): State<Shared>) -> Json<Ledger> {
    Json(Ledger::of(&lock(&store)))
}

#[derive(Debug, Serialize)]
pub(super) struct Events {
    events: Vec<EventReport>,
}

/// Oldest first.
pub(super) async fn events(State(store): State<Shared>) -> Json<Events> {
    Json(Events { events: lock(&store).events.iter().map(|record| record.report()).collect() })
}

pub(super) async fn resend(
    State(store): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ControlError> {
    if lock(&store).resend(&id) {
        Ok(Json(json!({})))
    } else {
        Err(ControlError::NotFound(format!("event {id}")))
    }
}

pub(super) async fn reset(State(store): State<Shared>) -> Json<Value> {
    lock(&store).reset();
    Json(json!({}))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: i64,
}

pub(super) async fn advance(State(store): State<Shared>, body: Bytes) -> Result<Json<Value>, ControlError> {
    let Advance { seconds } = read(&body)?;
    let mut store = lock(&store);
    advance_clock(&mut store, seconds)?;
    Ok(Json(json!({ "now": store.now() })))
}

/// Moves the clock and carries out what has become due.
pub(crate) fn advance_clock(store: &mut Store, seconds: i64) -> Result<(), ControlError> {
    if !(0..=LONGEST_ADVANCE_SECONDS).contains(&seconds) {
        let message =
            format!("seconds must be from 0 to {LONGEST_ADVANCE_SECONDS}: the clock only goes forward");
        return Err(ControlError::Invalid(message));
    }
    store.clock.advance(seconds);
    deadlines::run(store);
    Ok(())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Processing {
    times: u32,
    #[serde(default)]
    settle_ms: i64,
}

/// The next charges stay in `processing` for a while.
pub(super) async fn set_processing(
    State(store): State<Shared>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let Processing { times, settle_ms } = read(&body)?;
    lock(&store).slow_charges = SlowCharges { times, settle_ms };
    Ok(Json(json!({ "times": times, "settle_ms": settle_ms })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchLag {
    lag_ms: i64,
}

pub(super) async fn set_search_lag(
    State(store): State<Shared>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let SearchLag { lag_ms } = read(&body)?;
    lock(&store).search.lag_ms = lag_ms;
    Ok(Json(json!({ "lag_ms": lag_ms })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Authenticate {
    outcome: AuthenticationOutcome,
}

pub(super) async fn authenticate(
    State(store): State<Shared>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ControlError> {
    let Authenticate { outcome } = read(&body)?;
    authenticate_intent(&mut lock(&store), &id, outcome).map(Json)
}

/// The buyer's part in 3-D Secure; gives the intent as it is then.
pub(crate) fn authenticate_intent(
    store: &mut Store,
    id: &str,
    outcome: AuthenticationOutcome,
) -> Result<Value, ControlError> {
    match payment_intents::settle_authentication(store, Origin::default(), id, outcome) {
        Ok(()) => Ok(payment_intents::rendered(store, id, &Default::default())),
        Err(StripeError::NoSuch { .. }) => Err(ControlError::NotFound(format!("payment intent {id}"))),
        Err(error) => Err(ControlError::WrongState(error.to_string())),
    }
}
