//! One attempt to pay an order, and what Stripe says of it.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use common::aggregate::{Aggregate, Tell};
use common::clock::Timestamp;
use common::events::payment::{
    PaymentCaptured, PaymentCreated, PaymentFailed, PaymentRefunded, PaymentState,
};
use common::ids::{OrderId, PaymentId, UserId};
use common::money::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::order::Order;

/// Far longer than Stripe, and all that stands between, works on one request.
const LONGEST_REQUEST: Duration = Duration::from_secs(5 * 60);

/// An attempt to pay. While it is `open`, no other attempt for its order can begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    #[serde(rename = "_id")]
    pub id: PaymentId,
    pub version: i64,
    pub order_id: OrderId,
    /// The buyer.
    pub user_id: UserId,
    pub amount: Money,
    pub currency: String,
    pub token: Token,
    /// What Stripe made of an old-style token: known before money is asked for, so that asking again is
    /// asking for the same.
    pub payment_method: Option<String>,
    pub status: PaymentStatus,
    pub open: bool,
    /// The buyer took another card, or the order refused the money: it must be given back.
    pub unwanted: bool,
    pub stripe_id: Option<String>,
    /// Whoever has it can confirm the intent; gone once nobody can.
    pub client_secret: Option<String>,
    pub decline: Option<Decline>,
    pub refund_id: Option<String>,
    pub created_at: Timestamp,
    /// When it is worked on next; `None` while nothing is to be done.
    pub work_at: Option<Timestamp>,
    /// Stripe's failures to answer in a row.
    pub failures: u32,
    /// Counts the keys under which Stripe keeps an answer that had no effect.
    pub spoilt_keys: u32,
    /// Stripe may still be at work on what was asked until then and not answered.
    pub unanswered_at: Timestamp,
    /// The last of Stripe's failures, for whoever looks after payments.
    #[serde(default)]
    pub last_error: Option<LastError>,
    /// What it is worked on for, as W3C's `traceparent`, while that is traced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
}

/// When and how a call to Stripe failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LastError {
    pub at: Timestamp,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Stripe has not been asked.
    Initiated,
    /// Stripe is asked, under the attempt's id as idempotency key; what it answered is not known.
    Sent,
    /// The buyer must confirm with his bank.
    RequiresAction,
    /// The bank takes its time.
    Processing,
    /// The money is held; the order decides.
    Authorised,
    /// The money was taken.
    Captured,
    /// The hold was given up, or never came to be, because it was not wanted any more.
    Voided,
    /// The card was declined.
    Declined,
    /// The order was complete, but the money could not be taken.
    CaptureFailed,
    /// The money was given back.
    Refunded,
    /// Stripe could not give the money back: someone must.
    RefundFailed,
}

impl PaymentStatus {
    /// Whether money is held, taken, or may yet be.
    fn is_open(self) -> bool {
        match self {
            Self::Initiated
            | Self::Sent
            | Self::RequiresAction
            | Self::Processing
            | Self::Authorised
            | Self::Captured => true,
            Self::Voided | Self::Declined | Self::CaptureFailed | Self::Refunded | Self::RefundFailed => {
                false
            }
        }
    }
}

/// Why the card was declined: Stripe's code, and words for the buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Decline {
    pub code: String,
    pub message: String,
}

/// What the browser got for the card: `ctoken_…`, `pm_…` or `tok_…`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let kind = ["ctoken_", "pm_", "tok_"].iter().find_map(|prefix| text.strip_prefix(prefix));
        let well_formed = |rest: &str| {
            (1..=200).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        match kind {
            Some(rest) if well_formed(rest) => Ok(Self(text.to_owned())),
            _ => Err("must be a ctoken_…, pm_… or tok_… of Stripe"),
        }
    }
}

/// A token is as good as the card until it is used.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What Stripe says of a PaymentIntent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    pub id: String,
    pub status: IntentStatus,
    pub client_secret: Option<String>,
    pub decline: Option<Decline>,
}

/// See <https://docs.stripe.com/payments/paymentintents/lifecycle>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentStatus {
    RequiresPaymentMethod,
    RequiresAction,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled,
}

/// What an attempt comes to by its intent's status.
impl From<IntentStatus> for PaymentStatus {
    fn from(status: IntentStatus) -> Self {
        match status {
            IntentStatus::RequiresPaymentMethod => Self::Declined,
            IntentStatus::RequiresAction => Self::RequiresAction,
            IntentStatus::Processing => Self::Processing,
            IntentStatus::RequiresCapture => Self::Authorised,
            IntentStatus::Succeeded => Self::Captured,
            IntentStatus::Canceled => Self::Voided,
        }
    }
}

impl Payment {
    pub fn new(order: &Order, token: Token, now: Timestamp) -> Self {
        Self {
            id: PaymentId::new(),
            version: 1,
            order_id: order.id,
            user_id: order.user_id,
            amount: order.amount,
            currency: order.currency.clone(),
            token,
            payment_method: None,
            status: PaymentStatus::Initiated,
            open: true,
            unwanted: false,
            stripe_id: None,
            client_secret: None,
            decline: None,
            refund_id: None,
            created_at: now,
            work_at: Some(now),
            failures: 0,
            spoilt_keys: 0,
            unanswered_at: now,
            last_error: None,
            trace: None,
        }
    }

    /// The key under which Stripe does `what` once. It is known before Stripe is asked, and stays the
    /// same until it is certain that nothing was done under it.
    pub fn idempotency_key(&self, what: &str) -> String {
        format!("{}:{what}:{}", self.id, self.spoilt_keys)
    }

    /// Whether its token must become a payment method first.
    pub fn needs_method(&self) -> bool {
        self.payment_method.is_none() && self.token.as_str().starts_with("tok_")
    }

    pub fn with_method(&self, method: String) -> Self {
        Self { payment_method: Some(method), ..self.next() }
    }

    /// Whether it is certain that nothing is under way at Stripe: then what the list does not show was not
    /// done, and will not be.
    pub fn is_settled(&self, now: Timestamp) -> bool {
        self.unanswered_at.plus(LONGEST_REQUEST) <= now
    }

    pub fn with_status(&self, status: PaymentStatus) -> Self {
        Self { status, open: status.is_open(), failures: 0, ..self.next() }
    }

    /// The buyer took another card before this one was confirmed; `None` if it is too late for that.
    pub fn abandon(&self, now: Timestamp) -> Option<Self> {
        let waits_for_buyer = self.status == PaymentStatus::RequiresAction && !self.unwanted;
        waits_for_buyer.then(|| Self { unwanted: true, work_at: Some(now), ..self.next() })
    }

    /// The order refused the money; `None` if that is known or the money is gone already.
    pub fn reject(&self, now: Timestamp) -> Option<Self> {
        (self.open && !self.unwanted).then(|| Self { unwanted: true, work_at: Some(now), ..self.next() })
    }

    pub fn declined(&self, decline: Decline) -> Self {
        Self { decline: Some(decline), ..self.with_status(PaymentStatus::Declined) }
    }

    pub fn refunding(&self, refund_id: String) -> Self {
        Self { refund_id: Some(refund_id), ..self.next() }
    }

    /// Its intent can never be confirmed any more.
    pub fn barred(&self) -> Self {
        Self { client_secret: None, ..self.next() }
    }

    /// The same state, with its intent noted.
    pub fn with_intent(&self, intent: &Intent) -> Self {
        Self {
            stripe_id: Some(intent.id.clone()),
            client_secret: intent.client_secret.clone(),
            ..self.clone()
        }
    }

    /// What follows from Stripe's word on its intent; `None` if nothing new does.
    pub fn observed(&self, intent: &Intent) -> Option<Self> {
        let known = self.with_intent(intent);
        match PaymentStatus::from(intent.status) {
            PaymentStatus::Declined => Some(known.declined(intent.declined_or_unknown())),
            status => (status != self.status).then(|| known.with_status(status)),
        }
    }

    fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }

    fn state(&self) -> PaymentState {
        PaymentState {
            id: self.id,
            version: self.version,
            order_id: self.order_id,
            user_id: self.user_id,
            amount_cents: self.amount,
            currency: self.currency.clone(),
            stripe_id: self.stripe_id.clone().unwrap_or_default(),
        }
    }
}

impl Intent {
    fn declined_or_unknown(&self) -> Decline {
        self.decline.clone().unwrap_or_else(|| Decline {
            code: "payment_failed".to_owned(),
            message: "The payment was not completed, try again".to_owned(),
        })
    }
}

impl Aggregate for Payment {
    const COLLECTION: &'static str = "payments";
    type Id = PaymentId;

    fn id(&self) -> PaymentId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        match self.status {
            // Nobody needs to decide about money that is given back anyway.
            PaymentStatus::Authorised if self.unwanted => vec![],
            PaymentStatus::Authorised => vec![Box::new(PaymentCreated(self.state()))],
            PaymentStatus::Captured => vec![Box::new(PaymentCaptured(self.state()))],
            PaymentStatus::CaptureFailed => vec![Box::new(PaymentFailed(self.state()))],
            PaymentStatus::Refunded => vec![Box::new(PaymentRefunded(self.state()))],
            PaymentStatus::Initiated
            | PaymentStatus::Sent
            | PaymentStatus::RequiresAction
            | PaymentStatus::Processing
            | PaymentStatus::Voided
            | PaymentStatus::Declined
            | PaymentStatus::RefundFailed => vec![],
        }
    }
}
