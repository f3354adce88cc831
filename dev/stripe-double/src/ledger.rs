//! The ledger: what a check needs to know about every cent, whatever the services believe.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::refunds::RefundStatus;
use crate::store::Store;

/// Everything that moved money, or could, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Unix seconds on the double's clock.
    pub now: i64,
    pub payment_intents: Vec<PaymentIntentEntry>,
    pub charges: Vec<ChargeEntry>,
    pub refunds: Vec<RefundEntry>,
    pub counters: Counters,
}

/// Amounts are in minor units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaymentIntentEntry {
    pub id: String,
    pub status: String,
    pub amount: i64,
    pub currency: String,
    pub capture_method: String,
    pub amount_capturable: i64,
    pub amount_received: i64,
    /// What refunds that have not failed have given back.
    pub amount_refunded: i64,
    /// How often it was captured: 0 or 1, unless the double is broken.
    pub captures: u32,
    pub metadata: BTreeMap<String, String>,
    pub latest_charge: Option<String>,
    /// The code of the last failed attempt.
    pub last_payment_error: Option<String>,
    pub cancellation_reason: Option<String>,
    pub canceled_at: Option<i64>,
    pub created: i64,
    /// The key of the request that created it.
    pub idempotency_key: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChargeEntry {
    pub id: String,
    pub payment_intent: String,
    /// `succeeded` (authorised, and captured if `captured`) or `failed`.
    pub status: String,
    pub amount: i64,
    pub captured: bool,
    pub amount_captured: i64,
    /// What was authorised and let go without being taken.
    pub amount_released: i64,
    /// What refunds that have not failed have given back.
    pub amount_refunded: i64,
    pub failure_code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefundEntry {
    pub id: String,
    pub payment_intent: String,
    pub charge: String,
    pub amount: i64,
    /// `pending`, `succeeded` or `failed`.
    pub status: String,
    pub reason: Option<String>,
    pub metadata: BTreeMap<String, String>,
}

/// Counts since the start or the last reset; POSTs are those with a secret key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    pub posts: u64,
    pub posts_without_idempotency_key: u64,
    /// Answers repeated from a key.
    pub idempotency_replays: u64,
    /// Keys that came with other parameters or another path.
    pub idempotency_mismatches: u64,
    /// Keys that came while their first request was still under way.
    pub idempotency_conflicts: u64,
}

impl Ledger {
    pub(crate) fn of(store: &Store) -> Self {
        let mut refunded: HashMap<&str, i64> = HashMap::new();
        for refund in store.refunds.iter().filter(|refund| refund.status != RefundStatus::Failed) {
            *refunded.entry(&refund.payment_intent).or_default() += refund.amount;
        }
        let payment_intents = store.payment_intents.iter().map(|intent| PaymentIntentEntry {
            id: intent.id.clone(),
            status: intent.status.as_str().to_owned(),
            amount: intent.amount,
            currency: intent.currency.to_owned(),
            capture_method: intent.capture_method.as_str().to_owned(),
            amount_capturable: intent.amount_capturable,
            amount_received: intent.amount_received,
            amount_refunded: refunded.get(intent.id.as_str()).copied().unwrap_or(0),
            captures: intent.captures,
            metadata: intent.metadata.clone(),
            latest_charge: intent.latest_charge.clone(),
            last_payment_error: intent
                .last_payment_error
                .as_ref()
                .and_then(|error| error.get("code")?.as_str().map(str::to_owned)),
            cancellation_reason: intent.cancellation_reason.map(str::to_owned),
            canceled_at: intent.canceled_at,
            created: intent.created(),
            idempotency_key: intent.idempotency_key.clone(),
        });
        let charges = store.charges.iter().map(|charge| ChargeEntry {
            id: charge.id.clone(),
            payment_intent: charge.payment_intent.clone(),
            status: charge.status().to_owned(),
            amount: charge.amount,
            captured: charge.captured,
            amount_captured: charge.amount_captured,
            amount_released: charge.amount_released,
            amount_refunded: charge.amount_refunded,
            failure_code: charge.decline.map(|decline| decline.code.to_owned()),
        });
        let refunds = store.refunds.iter().map(|refund| RefundEntry {
            id: refund.id.clone(),
            payment_intent: refund.payment_intent.clone(),
            charge: refund.charge.clone(),
            amount: refund.amount,
            status: refund.status.as_str().to_owned(),
            reason: refund.reason.map(str::to_owned),
            metadata: refund.metadata.clone(),
        });
        Self {
            now: store.now(),
            payment_intents: payment_intents.collect(),
            charges: charges.collect(),
            refunds: refunds.collect(),
            counters: store.counters.clone(),
        }
    }

    /// The intent with this id.
    #[must_use]
    pub fn payment_intent(&self, id: &str) -> Option<&PaymentIntentEntry> {
        self.payment_intents.iter().find(|intent| intent.id == id)
    }

    /// The intents with this metadata, oldest first.
    pub fn with_metadata<'a>(
        &'a self,
        key: &'a str,
        value: &'a str,
    ) -> impl Iterator<Item = &'a PaymentIntentEntry> {
        self.payment_intents
            .iter()
            .filter(move |intent| intent.metadata.get(key).is_some_and(|found| found == value))
    }
}
