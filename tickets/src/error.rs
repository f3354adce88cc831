//! What can go wrong with a listing, and what that is over HTTP.

use std::time::Duration;

use common::error::ApiError;
use common::mongo::DbError;

use crate::domain::Refusal;

/// When a seller who lists too often may try again.
const AN_HOUR: Duration = Duration::from_secs(3600);

#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    #[error("no such ticket")]
    NoTicket,
    #[error("the seller has too many listings")]
    TooManyListings,
    #[error("the seller lists too often")]
    ListsTooOften,
    #[error("refused")]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<TicketError> for ApiError {
    fn from(error: TicketError) -> Self {
        let conflict = |code, message| Self::Conflict { code, message };
        match error {
            TicketError::NoTicket => Self::NotFound("Ticket"),
            TicketError::TooManyListings => {
                conflict("too_many_listings", "You have too many open listings, withdraw one first")
            }
            TicketError::ListsTooOften => Self::TooManyRequests { retry_after: AN_HOUR },
            TicketError::Refused(Refusal::NotYours) => {
                Self::Forbidden { code: "not_yours", message: "This ticket belongs to someone else" }
            }
            TicketError::Refused(Refusal::EditReserved) => {
                conflict("ticket_reserved", "You cannot edit a reserved ticket")
            }
            TicketError::Refused(Refusal::EditSold) => {
                conflict("ticket_sold", "You cannot edit a sold ticket")
            }
            TicketError::Refused(Refusal::EditWithdrawn) => {
                conflict("ticket_withdrawn", "You cannot edit a withdrawn ticket")
            }
            TicketError::Refused(Refusal::EditTakenDown) => {
                conflict("ticket_taken_down", "You cannot edit a ticket that was taken down")
            }
            TicketError::Refused(Refusal::TakeDownSold) => {
                conflict("ticket_sold", "A sold ticket cannot be taken down, refund its order")
            }
            TicketError::Refused(Refusal::TakeDownWithdrawn) => {
                conflict("ticket_withdrawn", "The seller has withdrawn this ticket")
            }
            TicketError::Refused(Refusal::WithdrawReserved) => {
                conflict("ticket_reserved", "You cannot withdraw a reserved ticket")
            }
            TicketError::Refused(Refusal::WithdrawSold) => {
                conflict("ticket_sold", "You cannot withdraw a sold ticket")
            }
            TicketError::Db(error) => error.into(),
        }
    }
}
