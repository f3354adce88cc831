//! Stripe's answers in payments' own words.

use stripe::StripeError;
use stripe_shared::{ApiErrors, PaymentIntent, PaymentIntentStatus};

use crate::domain::{Decline, Intent, IntentStatus};

/// Why a call brought no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The card was declined.
    #[error("declined: {}", .decline.code)]
    Declined { decline: Decline, intent: Option<Intent> },
    /// Stripe will not do it, however often it is asked: the request or the state is wrong.
    #[error("refused: {0:?}")]
    Refused(Decline),
    /// Stripe broke. It may have done it; the same key would only repeat this answer.
    #[error("stripe answered {0}")]
    Broken(u16),
    /// No answer, or one that says to ask again: it may have been done; the same key finds out.
    #[error("no answer from stripe")]
    Unknown,
}

impl From<StripeError> for Failure {
    fn from(error: StripeError) -> Self {
        match error {
            StripeError::Stripe(error, 402) => {
                Self::Declined { decline: decline(&error), intent: intent_of(&error) }
            }
            StripeError::Stripe(_, 401 | 403) => {
                tracing::error!("stripe refuses our key");
                Self::Unknown
            }
            StripeError::Stripe(_, 409 | 424 | 429) => Self::Unknown,
            StripeError::Stripe(error, 400..=499) => Self::Refused(decline(&error)),
            StripeError::Stripe(_, status) => Self::Broken(status),
            StripeError::JSONDeserialize(why) => {
                tracing::error!(why, "stripe's answer cannot be read");
                Self::Unknown
            }
            StripeError::ClientError(_) | StripeError::ConfigError(_) | StripeError::Timeout => Self::Unknown,
        }
    }
}

fn intent_of(error: &ApiErrors) -> Option<Intent> {
    error.payment_intent.as_ref().map(intent)
}

fn decline(error: &ApiErrors) -> Decline {
    let code = error.code.as_ref().map_or("payment_failed", |code| code.as_str());
    let message = error.message.clone().unwrap_or_else(|| "Your card was declined.".to_owned());
    Decline { code: code.to_owned(), message }
}

pub(super) fn intent(intent: &PaymentIntent) -> Intent {
    let status = match &intent.status {
        PaymentIntentStatus::RequiresPaymentMethod => IntentStatus::RequiresPaymentMethod,
        PaymentIntentStatus::RequiresAction | PaymentIntentStatus::RequiresConfirmation => {
            IntentStatus::RequiresAction
        }
        PaymentIntentStatus::RequiresCapture => IntentStatus::RequiresCapture,
        PaymentIntentStatus::Succeeded => IntentStatus::Succeeded,
        PaymentIntentStatus::Canceled => IntentStatus::Canceled,
        // Whatever else there may be some day is asked about again.
        PaymentIntentStatus::Processing | PaymentIntentStatus::Unknown(_) => IntentStatus::Processing,
        _ => IntentStatus::Processing,
    };
    Intent {
        id: intent.id.to_string(),
        status,
        client_secret: intent.client_secret.clone(),
        decline: intent.last_payment_error.as_deref().map(decline),
    }
}

/// A refund and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    pub id: String,
    pub status: RefundStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundStatus {
    Pending,
    Succeeded,
    Failed,
}

pub(super) fn refund(refund: &stripe_shared::Refund) -> Refund {
    let status = match refund.status.as_deref() {
        Some("succeeded") => RefundStatus::Succeeded,
        Some("failed" | "canceled") => RefundStatus::Failed,
        _ => RefundStatus::Pending,
    };
    Refund { id: refund.id.to_string(), status }
}
