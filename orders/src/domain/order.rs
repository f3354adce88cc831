//! The order and its state machine:
//! `created → awaiting:payment → complete`, `created | awaiting:payment → cancelled`, and
//! `complete → cancelled` only when the money turns out to be untakable or is given back, be it by an admin.

use std::time::Duration;

use common::aggregate::{Aggregate, Tell};
use common::clock::Timestamp;
use common::events::order::{
    CancelReason, OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderStatus, OrderUpdated,
    OrderedTicket,
};
use common::events::ticket::TicketStatus;
use common::ids::{OrderId, PaymentId, UserId};
use common::money::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ticket::Ticket;
use crate::metrics;

/// A reservation and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[serde(rename = "_id")]
    pub id: OrderId,
    pub version: i64,
    /// The buyer.
    pub user_id: UserId,
    pub status: OrderStatus,
    /// The unique index on the ticket counts orders of which this is true: those that have it, and one
    /// that has voided it, so that no other order ever gets in.
    pub holds_ticket: bool,
    /// Which of the buyer's places for live orders this one has, while it is live.
    #[serde(default)]
    pub place: Option<u8>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub ticket: OrderedTicket,
    pub cancel_reason: Option<CancelReason>,
    /// The payment that completed it.
    pub payment_id: Option<PaymentId>,
    /// Its money was given back, and its ticket is not to be sold again.
    #[serde(default)]
    pub ticket_voided: bool,
    /// The states that it came to, oldest first: four at most, since none comes back. An order from before
    /// they were kept lacks the first ones.
    #[serde(default)]
    pub history: Vec<Stage>,
}

/// A state that an order came to, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stage {
    pub status: OrderStatus,
    pub at: Timestamp,
}

/// What becomes of the ticket of an order whose money is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TicketAfterRefund {
    /// On sale again, for its seller.
    Relist,
    /// Never sold again.
    Void,
}

/// Why an order cannot be made, or not be changed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the ticket is the buyer's own")]
    OwnTicket,
    #[error("the ticket was withdrawn")]
    Withdrawn,
    #[error("the event has begun")]
    EventBegun,
    #[error("the price is not the expected one")]
    PriceChanged,
    #[error("the order is complete")]
    Complete,
    #[error("the order is not complete")]
    NotComplete,
    #[error("the order was refunded, and something else became of its ticket")]
    RefundedOtherwise,
}

/// What an order answers to an authorised payment.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The ticket is sold.
    Complete(Box<Order>),
    /// This very payment completed it before.
    Already,
    /// The ticket is not marked yet.
    NotYet,
    /// Too late, or paid otherwise: the money must be given back.
    Reject,
}

impl Order {
    /// A reservation of `ticket` for `window`. `expected` is the price that the buyer saw, if he says so.
    pub fn reserve(
        buyer: UserId,
        ticket: &Ticket,
        expected: Option<Money>,
        now: Timestamp,
        window: Duration,
    ) -> Result<Self, Refusal> {
        if ticket.user_id == buyer {
            return Err(Refusal::OwnTicket);
        }
        if ticket.status == TicketStatus::Withdrawn {
            return Err(Refusal::Withdrawn);
        }
        if ticket.event.starts_at.is_some_and(|starts_at| starts_at <= now) {
            return Err(Refusal::EventBegun);
        }
        if expected.is_some_and(|expected| expected != ticket.price) {
            return Err(Refusal::PriceChanged);
        }
        Ok(Self {
            id: OrderId::new(),
            version: 1,
            user_id: buyer,
            status: OrderStatus::Created,
            holds_ticket: true,
            place: None,
            created_at: now,
            expires_at: now.plus(window),
            ticket: ticket.snapshot(),
            cancel_reason: None,
            payment_id: None,
            ticket_voided: false,
            history: vec![Stage { status: OrderStatus::Created, at: now }],
        })
    }

    /// Its ticket is marked; `None` if that is known, or came too late.
    pub fn await_payment(&self, now: Timestamp) -> Option<Self> {
        (self.status == OrderStatus::Created).then(|| self.next(OrderStatus::AwaitingPayment, now))
    }

    /// Ends it before it was paid; `None` if it is cancelled already.
    pub fn cancel(&self, reason: CancelReason, now: Timestamp) -> Result<Option<Self>, Refusal> {
        match self.status {
            OrderStatus::Created | OrderStatus::AwaitingPayment => Ok(Some(self.cancelled(reason, now))),
            OrderStatus::Complete => Err(Refusal::Complete),
            OrderStatus::Cancelled => Ok(None),
        }
    }

    /// Its time is over; `None` if it is not, or if the order is finished, whichever way.
    pub fn expire(&self, now: Timestamp) -> Option<Self> {
        (self.status.is_live() && self.is_due(now)).then(|| self.cancelled(CancelReason::Expired, now))
    }

    pub fn is_due(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }

    /// A payment is authorised: this decides the sale.
    pub fn decide(&self, payment: PaymentId, now: Timestamp) -> Decision {
        match self.status {
            OrderStatus::Complete if self.payment_id == Some(payment) => Decision::Already,
            OrderStatus::Complete | OrderStatus::Cancelled => Decision::Reject,
            OrderStatus::Created | OrderStatus::AwaitingPayment if self.is_due(now) => Decision::Reject,
            OrderStatus::Created => Decision::NotYet,
            OrderStatus::AwaitingPayment => {
                let complete = Self { payment_id: Some(payment), ..self.next(OrderStatus::Complete, now) };
                Decision::Complete(Box::new(complete))
            }
        }
    }

    /// The money of this payment can never be had, or was given back; `None` if the order does not rest on it.
    pub fn undo(&self, payment: PaymentId, reason: CancelReason, now: Timestamp) -> Option<Self> {
        let rests_on_it = self.status == OrderStatus::Complete && self.payment_id == Some(payment);
        rests_on_it.then(|| self.cancelled(reason, now))
    }

    /// Gives the money of a sale back; `None` if that was done before, with the same end for the ticket.
    pub fn refund(&self, ticket: TicketAfterRefund, now: Timestamp) -> Result<Option<Self>, Refusal> {
        let void = ticket == TicketAfterRefund::Void;
        match self.status {
            OrderStatus::Complete => {
                let refunded = self.cancelled(CancelReason::Refunded, now);
                Ok(Some(Self { holds_ticket: void, ticket_voided: void, ..refunded }))
            }
            OrderStatus::Cancelled if self.cancel_reason != Some(CancelReason::Refunded) => {
                Err(Refusal::NotComplete)
            }
            OrderStatus::Cancelled if self.ticket_voided != void => Err(Refusal::RefundedOtherwise),
            OrderStatus::Cancelled => Ok(None),
            OrderStatus::Created | OrderStatus::AwaitingPayment => Err(Refusal::NotComplete),
        }
    }

    fn cancelled(&self, reason: CancelReason, now: Timestamp) -> Self {
        Self { cancel_reason: Some(reason), ..self.next(OrderStatus::Cancelled, now) }
    }

    fn next(&self, status: OrderStatus, now: Timestamp) -> Self {
        let mut history = self.history.clone();
        history.push(Stage { status, at: now });
        let (holds_ticket, version) = (status.holds_ticket(), self.version + 1);
        let place = self.place.filter(|_| status.is_live());
        Self { status, holds_ticket, place, version, history, ..self.clone() }
    }

    /// The states that it came to, as far as they are known: the first one always is.
    pub fn stages(&self) -> Vec<Stage> {
        let created = Stage { status: OrderStatus::Created, at: self.created_at };
        let later = self.history.iter().copied().filter(|stage| stage.status != OrderStatus::Created);
        std::iter::once(created).chain(later).collect()
    }

    /// What the others may know.
    pub fn state(&self) -> OrderState {
        OrderState {
            id: self.id,
            version: self.version,
            user_id: self.user_id,
            status: self.status,
            expires_at: self.expires_at,
            ticket: self.ticket.clone(),
            cancel_reason: self.cancel_reason,
            payment_id: self.payment_id,
            ticket_voided: self.ticket_voided,
        }
    }
}

impl Aggregate for Order {
    const COLLECTION: &'static str = "orders";
    type Id = OrderId;

    fn id(&self) -> OrderId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        let state = self.state();
        vec![match self.status {
            OrderStatus::Created => Box::new(OrderCreated(state)),
            OrderStatus::AwaitingPayment => Box::new(OrderUpdated(state)),
            OrderStatus::Complete => Box::new(OrderCompleted(state)),
            OrderStatus::Cancelled => Box::new(OrderCancelled(state)),
        }]
    }

    fn stored(&self) {
        metrics::came_to(self);
    }
}
