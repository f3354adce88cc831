//! What can go wrong with a payment, and what that is over HTTP.

use std::time::Duration;

use common::error::ApiError;
use common::mongo::DbError;

use crate::domain::Decline;
use crate::stripe::SignatureError;

#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    #[error("no such order")]
    NoOrder,
    #[error("the order is another's")]
    NotYours,
    #[error("the order cannot be paid")]
    NotPayable,
    #[error("another attempt is open")]
    AlreadyOpen,
    #[error("the card was declined")]
    Declined(Decline),
    #[error("too many cards were tried for the order")]
    TooManyCards,
    #[error("too many cards of the buyer were declined")]
    TooManyTries { retry_after: Duration },
    #[error("the webhook is not believed")]
    Webhook(#[from] SignatureError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<PaymentError> for ApiError {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::NoOrder => Self::NotFound("Order"),
            PaymentError::NotYours => {
                Self::Forbidden { code: "not_yours", message: "This order belongs to someone else" }
            }
            PaymentError::NotPayable => {
                Self::Conflict { code: "order_not_payable", message: "This order cannot be paid any more" }
            }
            PaymentError::AlreadyOpen => {
                Self::Conflict { code: "payment_open", message: "Another payment of this order is under way" }
            }
            PaymentError::Declined(Decline { code, message }) => Self::PaymentRequired { code, message },
            PaymentError::TooManyCards => {
                Self::Conflict { code: "too_many_cards", message: "Too many cards were tried for this order" }
            }
            PaymentError::TooManyTries { retry_after } => Self::TooManyRequests { retry_after },
            PaymentError::Webhook(why) => Self::BadRequest { code: "invalid_signature", message: why.told() },
            PaymentError::Db(error) => error.into(),
        }
    }
}
