//! Faults that a test asks for: delays, failures and lost answers on the way to and from an endpoint.

use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::control::ControlError;
use crate::error::StripeError;
use crate::ids;

/// The header by which a direct caller asks for a fault on its own request, as in `X-Double-Fault: delay=500`.
pub(crate) const HEADER: &str = "x-double-fault";

/// A rule: which calls fail, how, and how often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which calls; everything when left out.
    #[serde(rename = "match", default)]
    pub matches: FaultMatch,
    pub kind: FaultKind,
    /// How long to wait: what the two delay kinds do, and, for the other kinds, before the answer.
    #[serde(default)]
    pub delay_ms: u64,
    /// The status of the two error kinds; 500 when left out.
    #[serde(default)]
    pub status: Option<u16>,
    /// How many calls it still hits; without it, every one until the faults are cleared.
    #[serde(default)]
    pub times: Option<u32>,
    /// The share of matching calls that it hits, 0 to 1; all when left out.
    #[serde(default)]
    pub probability: Option<f64>,
}

/// Which calls a fault hits; a condition that is left out holds for all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultMatch {
    #[serde(default)]
    pub method: Option<String>,
    /// As in `/v1/payment_intents`.
    #[serde(default)]
    pub path_prefix: Option<String>,
    /// As in `/capture`.
    #[serde(default)]
    pub path_suffix: Option<String>,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The call waits, holding its idempotency key, and is then executed and answered.
    Delay,
    /// The call is executed at once, and its answer waits.
    DelayAfterEffect,
    /// A failure in front of the API: nothing is executed, and no key keeps it.
    ErrorBefore,
    /// The call is executed, and then fails; its idempotency key keeps the failure, as Stripe's keep a 500.
    ErrorAfterEffect,
    /// The call is executed, its key keeps the true answer, and the connection is closed without it.
    DropConnectionAfterEffect,
    /// 429: nothing is executed, and no key keeps it.
    RateLimit,
}

impl Fault {
    /// A fault of this kind on every call, until cleared.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        let matches = FaultMatch::default();
        Self { matches, kind, delay_ms: 0, status: None, times: None, probability: None }
    }

    /// Only on calls whose path ends so.
    #[must_use]
    pub fn on_path_suffix(mut self, suffix: &str) -> Self {
        self.matches.path_suffix = Some(suffix.to_owned());
        self
    }

    /// Only on calls with this method.
    #[must_use]
    pub fn on_method(mut self, method: &str) -> Self {
        self.matches.method = Some(method.to_owned());
        self
    }

    /// Only on the next calls, this many.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// With this delay.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        self
    }

    /// Refuses what would never do what it says.
    pub(crate) fn check(&self) -> Result<(), ControlError> {
        let is_error = |status: u16| StatusCode::from_u16(status).is_ok_and(|s| s.as_u16() >= 400);
        if self.status.is_some_and(|status| !is_error(status)) {
            return Err(ControlError::Invalid("status must be an HTTP status from 400".to_owned()));
        }
        if self.probability.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            return Err(ControlError::Invalid("probability must be between 0 and 1".to_owned()));
        }
        Ok(())
    }

    pub(crate) fn wait(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }

    pub(crate) fn error_status(&self) -> StatusCode {
        self.status
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The faults in force.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        self.0.clone()
    }

    /// The first fault that hits this call, used up by one.
    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Fault> {
        let hit = self.0.iter_mut().find(|fault| {
            fault.times != Some(0)
                && fault.matches.covers(method, path)
                && fault.probability.is_none_or(|share| ids::chance() < share)
        })?;
        hit.times = hit.times.map(|times| times - 1);
        let struck = hit.clone();
        self.0.retain(|fault| fault.times != Some(0));
        Some(struck)
    }
}

impl FaultMatch {
    fn covers(&self, method: &str, path: &str) -> bool {
        self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.path_prefix.as_ref().is_none_or(|prefix| path.starts_with(prefix.as_str()))
            && self.path_suffix.as_ref().is_none_or(|suffix| path.ends_with(suffix.as_str()))
    }
}

/// Reads the header form: a kind, and after `=` its milliseconds (delays) or its status (errors).
pub(crate) fn from_header(headers: &HeaderMap) -> Result<Option<Fault>, StripeError> {
    let Some(header) = headers.get(HEADER) else { return Ok(None) };
    let unreadable = || StripeError::InvalidParameter {
        param: "X-Double-Fault".to_owned(),
        code: None,
        message: "X-Double-Fault is `<kind>` or `<kind>=<number>`".to_owned(),
    };
    let text = header.to_str().map_err(|_| unreadable())?;
    let (kind, value) = match text.split_once('=') {
        None => (text, None),
        Some((kind, value)) => (kind, Some(value.trim().parse::<u16>().map_err(|_| unreadable())?)),
    };
    let kind = serde_json::from_value(Value::String(kind.trim().to_owned())).map_err(|_| unreadable())?;
    let mut fault = Fault::new(kind);
    match kind {
        FaultKind::ErrorBefore | FaultKind::ErrorAfterEffect => fault.status = value,
        _ => fault.delay_ms = value.unwrap_or(0).into(),
    }
    fault.check().map_err(|_| unreadable())?;
    Ok(Some(fault))
}
