//! Idempotency keys as Stripe's API v1 keeps them: the status and body of the first request whose endpoint began to
//! execute, for 24 hours, bound to that request's path and parameters.

use std::collections::{HashMap, VecDeque};

use axum::http::StatusCode;

use crate::error::StripeError;
use crate::form::Fields;

const LIFETIME_MS: i64 = 24 * 3600 * 1000;
const MAX_KEY_CHARS: usize = 255;

/// What a key is bound to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fingerprint {
    pub path: String,
    pub fields: Fields,
}

/// An answer that a key keeps.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub status: StatusCode,
    pub body: String,
    /// The request that was executed.
    pub request_id: String,
}

#[derive(Debug)]
struct Entry {
    fingerprint: Fingerprint,
    created_ms: i64,
    /// Nothing while the first request is being executed.
    kept: Option<Kept>,
}

/// The account's keys.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    entries: HashMap<String, Entry>,
    /// In order of creation, for pruning.
    ages: VecDeque<(i64, String)>,
}

/// What to do with a request that carries a key.
#[derive(Debug)]
pub(crate) enum Claim {
    /// First of its key: execute it, then [`Keys::keep`] or [`Keys::release`].
    Execute,
    Replay(Kept),
}

impl Keys {
    /// Claims a key for a request.
    pub(crate) fn claim(
        &mut self,
        key: &str,
        fingerprint: Fingerprint,
        now_ms: i64,
    ) -> Result<Claim, StripeError> {
        if key.chars().count() > MAX_KEY_CHARS {
            return Err(StripeError::IdempotencyKeyTooLong);
        }
        self.prune(now_ms);
        let Some(entry) = self.entries.get(key) else {
            self.entries.insert(key.to_owned(), Entry { fingerprint, created_ms: now_ms, kept: None });
            self.ages.push_back((now_ms, key.to_owned()));
            return Ok(Claim::Execute);
        };
        if entry.fingerprint != fingerprint {
            let other = &entry.fingerprint.path;
            let other_path = (*other != fingerprint.path).then(|| other.clone());
            return Err(StripeError::IdempotencyMismatch { key: key.to_owned(), other_path });
        }
        match &entry.kept {
            Some(kept) => Ok(Claim::Replay(kept.clone())),
            None => Err(StripeError::IdempotencyKeyInUse(key.to_owned())),
        }
    }

    pub(crate) fn keep(&mut self, key: &str, kept: Kept) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.kept = Some(kept);
        }
    }

    /// Forgets a claim whose request did not get as far as to execute.
    pub(crate) fn release(&mut self, key: &str) {
        if self.entries.get(key).is_some_and(|entry| entry.kept.is_none()) {
            self.entries.remove(key);
        }
    }

    fn prune(&mut self, now_ms: i64) {
        while let Some((created_ms, key)) = self.ages.front() {
            if now_ms - created_ms < LIFETIME_MS {
                break;
            }
            // A released key may have been claimed again since; only the claim of that age is pruned.
            if self.entries.get(key).is_some_and(|entry| entry.created_ms == *created_ms) {
                self.entries.remove(key);
            }
            self.ages.pop_front();
        }
    }
}
