//! What Stripe has on its books, for whoever compares.

use std::collections::HashMap;
use std::fmt;

use common::clock::Timestamp;
use common::ids::PaymentId;
use serde::Deserialize;
use stripe_client_core::StripeRequest;
use stripe_core::payment_intent::ListPaymentIntent;
use stripe_types::{RangeBoundsTs, RangeQueryTs};

use super::answer::{Failure, Page, status_of};
use super::{METADATA_PAYMENT, PAGE, Stripe};
use crate::domain::IntentStatus;

/// An intent, and what became of the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: String,
    pub status: IntentStatus,
    /// The attempt that it was made for.
    pub payment_id: Option<PaymentId>,
    /// In cents.
    pub taken: i64,
    /// In cents.
    pub given_back: i64,
}

impl Record {
    /// What was taken and not given back, in cents.
    pub fn kept(&self) -> i64 {
        self.taken - self.given_back
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, status, taken, given_back, .. } = self;
        write!(f, "{id} is {status:?}, {taken} cents taken, {given_back} given back")
    }
}

impl Stripe {
    /// Every intent that was made since then.
    pub async fn records(&self, since: Timestamp) -> Result<Vec<Record>, Failure> {
        let since = RangeBoundsTs { gte: Some(since.seconds()), gt: None, lt: None, lte: None };
        let expand = vec!["data.latest_charge".to_owned()];
        let mut list =
            ListPaymentIntent::new().created(RangeQueryTs::Bounds(since)).expand(expand).limit(PAGE);
        let mut records = Vec::new();
        loop {
            let page: Page<Booked> = self.ask(list.build()).await?;
            let last = page.data.last().filter(|_| page.has_more).map(|last| last.id.clone());
            records.extend(page.data.into_iter().map(Record::from));
            match last {
                Some(last) => list = list.starting_after(last),
                None => return Ok(records),
            }
        }
    }
}

/// See <https://docs.stripe.com/api/payment_intents/object>.
#[derive(Deserialize)]
struct Booked {
    id: String,
    status: String,
    #[serde(default)]
    amount_received: i64,
    latest_charge: Option<Charge>,
    #[serde(default)]
    metadata: HashMap<String, String>,
}

/// See <https://docs.stripe.com/api/charges/object>.
#[derive(Deserialize)]
struct Charge {
    #[serde(default)]
    amount_refunded: i64,
}

impl From<Booked> for Record {
    fn from(booked: Booked) -> Self {
        let refunded = booked.latest_charge.map_or(0, |charge| charge.amount_refunded);
        Self {
            status: status_of(&booked.status),
            payment_id: booked.metadata.get(METADATA_PAYMENT).and_then(|id| id.parse().ok()),
            taken: booked.amount_received,
            // A hold that was given up is a refund of a charge to Stripe, although nothing was taken.
            given_back: refunded.min(booked.amount_received),
            id: booked.id,
        }
    }
}
