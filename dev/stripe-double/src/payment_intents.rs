//! Payment intents: one payment, from its creation to its capture or its end.

mod authenticate;
mod cancel;
mod capture;
mod charge;
mod confirm;
mod create;
mod input;
mod list;
mod processing;
mod render;
mod search;
mod update;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use authenticate::AuthenticationOutcome;
pub(crate) use authenticate::{authenticate, settle_authentication};
pub(crate) use cancel::{cancel, expire_hold};
pub(crate) use capture::capture;
pub(crate) use confirm::confirm;
pub(crate) use create::create;
pub(crate) use list::{list, retrieve};
pub(crate) use processing::{SlowCharges, settle_charge};
pub(crate) use render::rendered;
pub(crate) use search::{SearchIndex, search};
pub(crate) use update::update;

use crate::error::StripeError;
use crate::metadata::Metadata;
use crate::store::Store;

#[derive(Debug, Clone)]
pub(crate) struct PaymentIntent {
    pub id: String,
    pub client_secret: String,
    /// Unix time in milliseconds; Stripe shows seconds.
    pub created_ms: i64,
    pub amount: i64,
    pub currency: &'static str,
    pub amount_capturable: i64,
    pub amount_received: i64,
    pub capture_method: CaptureMethod,
    pub accepts: Accepts,
    pub requests_authentication: bool,
    pub status: Status,
    pub payment_method: Option<String>,
    /// Whether the buyer has passed 3-D Secure for the current payment method.
    pub is_authenticated: bool,
    pub latest_charge: Option<String>,
    pub last_payment_error: Option<Value>,
    pub next_action: Option<Value>,
    pub canceled_at: Option<i64>,
    pub cancellation_reason: Option<&'static str>,
    pub description: Option<String>,
    pub metadata: Metadata,
    pub receipt_email: Option<String>,
    pub statement_descriptor_suffix: Option<String>,
    /// How often it was captured: more than once would be a bug of the double.
    pub captures: u32,
    /// The key that it was created with.
    pub idempotency_key: Option<String>,
}

/// Where a payment intent stands. No card leads to `processing` by itself; a test may ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    RequiresPaymentMethod,
    RequiresConfirmation,
    RequiresAction,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::RequiresConfirmation => "requires_confirmation",
            Self::RequiresAction => "requires_action",
            Self::Processing => "processing",
            Self::RequiresCapture => "requires_capture",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }
}

/// When the money is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CaptureMethod {
    Automatic,
    AutomaticAsync,
    Manual,
}

impl CaptureMethod {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::AutomaticAsync => "automatic_async",
            Self::Manual => "manual",
        }
    }
}

/// Which payment methods an intent takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// Those that the account has enabled, possibly ones that send the buyer to another page.
    Automatic { redirects: bool },
    /// Cards, by name.
    Cards,
}

impl PaymentIntent {
    pub(crate) fn created(&self) -> i64 {
        self.created_ms.div_euclid(1000)
    }

    /// The error of a call that this intent's status does not allow.
    pub(crate) fn unexpected_state(&self, message: String) -> StripeError {
        StripeError::UnexpectedState { message, payment_intent: Box::new(self.render()) }
    }
}

/// The intent that the URL names.
pub(crate) fn find<'a>(store: &'a Store, id: &str) -> Result<&'a PaymentIntent, StripeError> {
    store.payment_intents.get(id).ok_or_else(|| missing(id))
}

pub(crate) fn find_mut<'a>(store: &'a mut Store, id: &str) -> Result<&'a mut PaymentIntent, StripeError> {
    store.payment_intents.get_mut(id).ok_or_else(|| missing(id))
}

fn missing(id: &str) -> StripeError {
    StripeError::NoSuch { kind: "payment_intent", id: id.to_owned(), param: "intent" }
}
