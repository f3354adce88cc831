//! What can go wrong with a listing, and what that is over HTTP.

use common::error::ApiError;
use common::mongo::DbError;

use crate::domain::Refusal;

#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    #[error("no such ticket")]
    NoTicket,
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
