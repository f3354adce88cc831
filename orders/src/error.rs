//! What can go wrong with an order, and what that is over HTTP.

use std::time::Duration;

use common::error::ApiError;
use common::mongo::DbError;

use crate::domain::Refusal;

#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error("no such ticket")]
    NoTicket,
    #[error("no such order")]
    NoOrder,
    #[error("the order is another's")]
    NotYours,
    #[error("another order has the ticket")]
    TicketReserved,
    #[error("the buyer has too many live orders")]
    TooManyOrders,
    #[error("the buyer reserves too often")]
    TooManyReservations { retry_after: Duration },
    #[error("refused")]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<OrderError> for ApiError {
    fn from(error: OrderError) -> Self {
        let conflict = |code, message| Self::Conflict { code, message };
        match error {
            OrderError::NoTicket => Self::NotFound("Ticket"),
            OrderError::NoOrder => Self::NotFound("Order"),
            OrderError::NotYours => {
                Self::Forbidden { code: "not_yours", message: "This order belongs to someone else" }
            }
            OrderError::TicketReserved => conflict("ticket_reserved", "Ticket is already reserved!"),
            OrderError::TooManyOrders => {
                conflict("too_many_orders", "You have too many open orders, pay or cancel one first")
            }
            OrderError::TooManyReservations { retry_after } => Self::TooManyRequests { retry_after },
            OrderError::Refused(Refusal::OwnTicket) => {
                conflict("own_ticket", "You cannot buy your own ticket")
            }
            OrderError::Refused(Refusal::Withdrawn) => {
                conflict("ticket_withdrawn", "This ticket is no longer for sale")
            }
            OrderError::Refused(Refusal::EventBegun) => conflict("event_begun", "This event has begun"),
            OrderError::Refused(Refusal::PriceChanged) => {
                conflict("price_changed", "The price has changed, look at the ticket again")
            }
            OrderError::Refused(Refusal::Complete) => {
                conflict("order_complete", "This order is complete and cannot be cancelled")
            }
            OrderError::Refused(Refusal::NotComplete) => {
                conflict("order_not_complete", "Only a complete order can be refunded")
            }
            OrderError::Refused(Refusal::RefundedOtherwise) => conflict(
                "order_refunded",
                "This order was refunded before, and something else became of its ticket",
            ),
            OrderError::Db(error) => error.into(),
        }
    }
}
