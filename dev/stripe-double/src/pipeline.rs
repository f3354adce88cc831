//! What happens to every call: key, rate limit, idempotency, endpoint, and the faults between them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{Method, StatusCode};
use serde_json::Value;

use crate::auth::{self, Access, Caller};
use crate::call::Call;
use crate::deadlines;
use crate::error::StripeError;
use crate::events::Origin;
use crate::faults::{self, Fault, FaultKind};
use crate::form::Fields;
use crate::idempotency::{Claim, Fingerprint, Kept};
use crate::store::Store;

/// What carries out a call, under the store's lock: it validates first and changes things after.
pub(crate) type Endpoint = fn(&mut Work<'_>) -> Result<Value, StripeError>;

/// A call as it reaches its endpoint.
pub(crate) struct Work<'a> {
    pub store: &'a mut Store,
    pub caller: Caller,
    /// The id in the path; empty where there is none.
    pub id: String,
    pub fields: Fields,
    pub request_id: String,
    pub idempotency_key: Option<String>,
}

impl Work<'_> {
    /// The store, and this call as the origin of the events that it causes.
    pub(crate) fn split(&mut self) -> (&mut Store, Origin<'_>) {
        let origin =
            Origin { request_id: Some(&self.request_id), idempotency_key: self.idempotency_key.as_deref() };
        (self.store, origin)
    }
}

/// An answer, before it is HTTP.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub status: StatusCode,
    /// JSON.
    pub body: String,
    pub idempotency_key: Option<String>,
    /// The request whose answer this repeats.
    pub replay_of: Option<String>,
}

impl Answer {
    pub(crate) fn refusal(error: &StripeError, request_id: &str) -> Self {
        let (status, body) = (error.status(), error.body(request_id).to_string());
        Self { status, body, idempotency_key: None, replay_of: None }
    }
}

/// Takes the lock. A panic elsewhere leaves no half-made change that a test could not live with.
pub(crate) fn lock(store: &Mutex<Store>) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers a call.
pub(crate) async fn answer(store: &Mutex<Store>, call: Call, access: Access, endpoint: Endpoint) -> Answer {
    let connection = call.connection.clone();
    let request_id = call.request_id.clone();
    let struck = match strike(store, &call) {
        Ok(struck) => struck,
        Err(error) => return Answer::refusal(&error, &request_id),
    };
    let answer = match attempt(store, call, access, endpoint, struck.as_ref()).await {
        Ok(answer) => answer,
        Err(error) => Answer::refusal(&error, &request_id),
    };
    if let Some(fault) = struck {
        if fault.kind != FaultKind::Delay {
            tokio::time::sleep(fault.wait()).await;
        }
        if fault.kind == FaultKind::DropConnectionAfterEffect {
            connection.cut();
        }
    }
    answer
}

fn strike(store: &Mutex<Store>, call: &Call) -> Result<Option<Fault>, StripeError> {
    match faults::from_header(&call.headers)? {
        Some(asked) => Ok(Some(asked)),
        None => Ok(lock(store).faults.strike(call.method.as_str(), &call.path)),
    }
}

async fn attempt(
    store: &Mutex<Store>,
    call: Call,
    access: Access,
    endpoint: Endpoint,
    fault: Option<&Fault>,
) -> Result<Answer, StripeError> {
    let caller = auth::identify(&call.headers)?;
    if access == Access::SecretOnly && caller == Caller::Publishable {
        return Err(StripeError::SecretKeyRequired);
    }
    match fault {
        Some(fault) if fault.kind == FaultKind::RateLimit => return Err(StripeError::RateLimited),
        Some(fault) if fault.kind == FaultKind::ErrorBefore => {
            return Err(StripeError::Injected(fault.error_status()));
        }
        _ => {}
    }
    let fields = Fields::parse(&call.parameters)?;
    let key = idempotency_key(&call);
    if let Claim::Replay(kept) = admit(store, &call, caller, key.as_deref(), &fields)? {
        return Ok(replay(kept, key, fault, &call.request_id));
    }
    if let Some(fault) = fault.filter(|fault| fault.kind == FaultKind::Delay) {
        tokio::time::sleep(fault.wait()).await;
    }
    let mut store = lock(store);
    deadlines::run(&mut store);
    let mut work = Work {
        store: &mut store,
        caller,
        id: call.id,
        fields,
        request_id: call.request_id.clone(),
        idempotency_key: key.clone(),
    };
    let outcome = endpoint(&mut work);
    Ok(conclude(&mut store, outcome, key, &call.request_id, fault))
}

/// Turns an endpoint's outcome into the answer, and lets the idempotency key keep it where Stripe's would.
fn conclude(
    store: &mut Store,
    outcome: Result<Value, StripeError>,
    key: Option<String>,
    request_id: &str,
    fault: Option<&Fault>,
) -> Answer {
    let executed = outcome.as_ref().err().is_none_or(StripeError::is_kept_by_idempotency_key);
    let mut answer = match outcome {
        Ok(body) => {
            let body = body.to_string();
            Answer { status: StatusCode::OK, body, idempotency_key: None, replay_of: None }
        }
        Err(error) => Answer::refusal(&error, request_id),
    };
    if let Some(fault) = fault.filter(|fault| fault.kind == FaultKind::ErrorAfterEffect && executed) {
        answer = Answer::refusal(&StripeError::Injected(fault.error_status()), request_id);
    }
    if let Some(key) = &key {
        if executed {
            let (status, body) = (answer.status, answer.body.clone());
            store.keys.keep(key, Kept { status, body, request_id: request_id.to_owned() });
        } else {
            store.keys.release(key);
        }
    }
    Answer { idempotency_key: key, ..answer }
}

fn idempotency_key(call: &Call) -> Option<String> {
    if call.method != Method::POST {
        return None;
    }
    let key = call.headers.get("idempotency-key")?.to_str().ok()?;
    (!key.is_empty()).then(|| key.to_owned())
}

/// Counts a call and claims its key, in one go, so that whoever sees it counted knows that the key is taken.
fn admit(
    store: &Mutex<Store>,
    call: &Call,
    caller: Caller,
    key: Option<&str>,
    fields: &Fields,
) -> Result<Claim, StripeError> {
    let mut store = lock(store);
    if call.method == Method::POST && caller == Caller::Secret {
        store.counters.posts += 1;
        store.counters.posts_without_idempotency_key += u64::from(key.is_none());
    }
    let Some(key) = key else { return Ok(Claim::Execute) };
    let now_ms = store.clock.now_ms();
    let fingerprint = Fingerprint { path: call.path.clone(), fields: fields.clone() };
    let claim = store.keys.claim(key, fingerprint, now_ms);
    match &claim {
        Ok(Claim::Execute) | Err(StripeError::IdempotencyKeyTooLong) => {}
        Ok(Claim::Replay(_)) => store.counters.idempotency_replays += 1,
        Err(StripeError::IdempotencyKeyInUse(_)) => store.counters.idempotency_conflicts += 1,
        Err(_) => store.counters.idempotency_mismatches += 1,
    }
    claim
}

fn replay(kept: Kept, key: Option<String>, fault: Option<&Fault>, request_id: &str) -> Answer {
    if let Some(fault) = fault.filter(|fault| fault.kind == FaultKind::ErrorAfterEffect) {
        return Answer::refusal(&StripeError::Injected(fault.error_status()), request_id);
    }
    Answer { status: kept.status, body: kept.body, idempotency_key: key, replay_of: Some(kept.request_id) }
}
