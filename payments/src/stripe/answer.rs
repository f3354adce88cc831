//! Stripe's answers in payments' own words. Of an answer only what is needed here is read, so that what
//! Stripe adds or leaves out elsewhere loses none.

use std::collections::HashMap;

use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::{Decline, Intent, IntentStatus};

/// Why a call brought no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The card was declined.
    #[error("declined: {}", .decline.code)]
    Declined { decline: Decline, intent: Option<Box<Intent>> },
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

/// What an answer says, or why there is none.
pub(super) fn read<T: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<T, Failure> {
    if status.is_success() {
        return serde_json::from_slice(body).map_err(unreadable);
    }
    let Refusal { error } = serde_json::from_slice(body).map_err(unreadable)?;
    Err(match status.as_u16() {
        402 => Failure::Declined {
            decline: error.decline(),
            intent: error.payment_intent.as_ref().map(|intent| Box::new(intent.intent())),
        },
        401 | 403 => {
            tracing::error!("stripe refuses our key");
            Failure::Unknown
        }
        409 | 424 | 429 => Failure::Unknown,
        400..=499 => Failure::Refused(error.decline()),
        status => Failure::Broken(status),
    })
}

/// Something between may have answered in Stripe's place.
fn unreadable(why: serde_json::Error) -> Failure {
    // The error's own text can repeat what it could not read.
    tracing::error!(why = ?why.classify(), column = why.column(), "stripe's answer cannot be read");
    Failure::Unknown
}

/// See <https://docs.stripe.com/api/errors>.
#[derive(Deserialize)]
struct Refusal {
    error: ErrorDetail,
}

#[derive(Deserialize)]
struct ErrorDetail {
    code: Option<String>,
    message: Option<String>,
    payment_intent: Option<PaymentIntent>,
}

impl ErrorDetail {
    fn decline(&self) -> Decline {
        let code = self.code.as_deref().unwrap_or("payment_failed");
        let message = self.message.as_deref().unwrap_or("Your card was declined.");
        Decline { code: code.to_owned(), message: message.to_owned() }
    }
}

/// See <https://docs.stripe.com/api/payment_intents/object>.
#[derive(Deserialize)]
pub(super) struct PaymentIntent {
    pub(super) id: String,
    status: String,
    client_secret: Option<String>,
    last_payment_error: Option<Box<ErrorDetail>>,
    metadata: Option<HashMap<String, String>>,
}

/// See <https://docs.stripe.com/payments/paymentintents/lifecycle>.
pub(super) fn status_of(status: &str) -> IntentStatus {
    match status {
        "requires_payment_method" => IntentStatus::RequiresPaymentMethod,
        "requires_action" | "requires_confirmation" => IntentStatus::RequiresAction,
        "requires_capture" => IntentStatus::RequiresCapture,
        "succeeded" => IntentStatus::Succeeded,
        "canceled" => IntentStatus::Canceled,
        // `processing`, and whatever else there may be some day, is asked about again.
        _ => IntentStatus::Processing,
    }
}

impl PaymentIntent {
    pub(super) fn intent(&self) -> Intent {
        Intent {
            id: self.id.clone(),
            status: status_of(&self.status),
            client_secret: self.client_secret.clone(),
            decline: self.last_payment_error.as_deref().map(ErrorDetail::decline),
        }
    }

    pub(super) fn metadata(&self, key: &str) -> Option<&str> {
        self.metadata.as_ref()?.get(key).map(String::as_str)
    }
}

/// See <https://docs.stripe.com/api/payment_methods/object>.
#[derive(Deserialize)]
pub(super) struct PaymentMethod {
    pub(super) id: String,
}

/// A page of a list, see <https://docs.stripe.com/api/pagination>.
#[derive(Deserialize)]
pub(super) struct Page<T> {
    pub(super) data: Vec<T>,
    pub(super) has_more: bool,
}

/// A refund and how it stands, see <https://docs.stripe.com/api/refunds/object>.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Refund {
    pub id: String,
    pub status: RefundStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Option<String>")]
pub enum RefundStatus {
    Pending,
    Succeeded,
    Failed,
}

impl From<Option<String>> for RefundStatus {
    fn from(status: Option<String>) -> Self {
        match status.as_deref() {
            Some("succeeded") => Self::Succeeded,
            Some("failed" | "canceled") => Self::Failed,
            // `pending`, `requires_action`, or what there may be some day: asked about again.
            _ => Self::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn answered<T: DeserializeOwned>(status: u16, body: &Value) -> Result<T, Failure> {
        read(StatusCode::from_u16(status).unwrap(), body.to_string().as_bytes())
    }

    fn intent(body: &Value) -> Intent {
        answered::<PaymentIntent>(200, body).map(|intent| intent.intent()).unwrap()
    }

    #[test]
    fn an_intent_is_read_whatever_else_stands_in_it_or_is_missing() {
        let told = json!({
            "id": "pi_1", "object": "payment_intent", "status": "requires_action", "client_secret": "pi_1_secret",
            "amount": "a sum", "latest_charge": { "object": ["unheard", "of"] }, "next_action": 7,
            "a_field_of_tomorrow": { "deep": [null, { "er": true }] },
        });
        let secret = Some("pi_1_secret".to_owned());
        let expected = Intent {
            id: "pi_1".to_owned(),
            status: IntentStatus::RequiresAction,
            client_secret: secret,
            decline: None,
        };
        assert_eq!(intent(&told), expected);
        let spare =
            json!({ "id": "pi_1", "status": "succeeded", "last_payment_error": null, "metadata": null });
        assert_eq!(intent(&spare).status, IntentStatus::Succeeded);
    }

    #[test]
    fn a_status_that_nobody_knows_yet_is_asked_about_again() {
        for status in ["processing", "requires_patience", ""] {
            assert_eq!(intent(&json!({ "id": "pi_1", "status": status })).status, IntentStatus::Processing);
        }
        for status in [json!("pending"), json!("requires_action"), json!("unheard_of"), json!(null)] {
            let refund: Refund = answered(200, &json!({ "id": "re_1", "status": status })).unwrap();
            assert_eq!(refund.status, RefundStatus::Pending);
        }
        let refund: Refund = answered(200, &json!({ "id": "re_1", "status": "canceled" })).unwrap();
        assert_eq!(refund.status, RefundStatus::Failed);
    }

    #[test]
    fn a_decline_keeps_its_code_its_words_and_its_intent() {
        let last = json!({ "code": "card_declined", "message": "Insufficient funds." });
        let intent =
            json!({ "id": "pi_1", "status": "requires_payment_method", "last_payment_error": last.clone() });
        let mut error = last;
        error["payment_intent"] = intent;
        error["a_field_of_tomorrow"] = json!(1);
        let Err(Failure::Declined { decline, intent: Some(intent) }) =
            answered::<PaymentIntent>(402, &json!({ "error": error }))
        else {
            panic!("not a decline with its intent")
        };
        assert_eq!(
            (decline.code.as_str(), decline.message.as_str()),
            ("card_declined", "Insufficient funds.")
        );
        assert_eq!((intent.status, intent.decline), (IntentStatus::RequiresPaymentMethod, Some(decline)));
    }

    #[test]
    fn what_is_no_answer_of_stripes_proves_nothing() {
        for (status, body) in [(200, "<html>"), (200, "{}"), (402, "{}"), (502, "<html>"), (302, "")] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                read::<PaymentIntent>(status, body.as_bytes()).err(),
                Some(Failure::Unknown),
                "{body}"
            );
        }
    }

    #[test]
    fn each_status_is_a_refusal_a_breakdown_or_nothing_certain() {
        let error = json!({ "error": { "type": "api_error", "code": "a_code", "message": "Why." } });
        let why = || Decline { code: "a_code".to_owned(), message: "Why.".to_owned() };
        for (status, failure) in [
            (400, Failure::Refused(why())),
            (404, Failure::Refused(why())),
            (402, Failure::Declined { decline: why(), intent: None }),
            (401, Failure::Unknown),
            (403, Failure::Unknown),
            (409, Failure::Unknown),
            (424, Failure::Unknown),
            (429, Failure::Unknown),
            (500, Failure::Broken(500)),
            (503, Failure::Broken(503)),
        ] {
            assert_eq!(answered::<PaymentIntent>(status, &error).err(), Some(failure), "{status}");
        }
    }
}
