//! What is to be done next for an attempt, given what is known of its order.

use common::clock::Timestamp;
use common::events::order::OrderStatus;

use super::order::Order;
use super::payment::{Payment, PaymentStatus};

/// The next thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Let Stripe make a payment method of an old-style token.
    MakeMethod,
    /// Note that Stripe will be asked.
    Send,
    /// Ask Stripe to hold the money; again with the same key when the answer was lost.
    Authorise,
    /// Ask Stripe how it stands.
    Retrieve,
    Capture,
    Void,
    /// Keep a declined intent from being confirmed after all.
    Bar,
    Refund,
    /// Ask Stripe how the refund stands.
    RetrieveRefund,
    /// Note that nothing was held.
    GiveUp,
    /// Note that the order counts on money that cannot be had.
    FailCapture,
    /// Nothing, until something is heard.
    Rest,
}

/// What the order wants of this attempt's money.
enum Verdict {
    Take,
    GiveBack,
    Undecided,
}

impl Step {
    pub fn next(payment: &Payment, order: &Order, now: Timestamp) -> Self {
        let verdict = Verdict::of(order, payment, now);
        match (payment.status, verdict) {
            (PaymentStatus::Initiated, Verdict::GiveBack) => Self::GiveUp,
            (PaymentStatus::Initiated, _) if payment.needs_method() => Self::MakeMethod,
            (PaymentStatus::Initiated, _) => Self::Send,
            // Stripe may hold money that we do not know of: the same key finds it.
            (PaymentStatus::Sent, _) => Self::Authorise,
            (PaymentStatus::RequiresAction | PaymentStatus::Processing, Verdict::GiveBack) => Self::Void,
            (PaymentStatus::RequiresAction | PaymentStatus::Processing, _) => Self::Retrieve,
            (PaymentStatus::Authorised, Verdict::Take) => Self::Capture,
            (PaymentStatus::Authorised, Verdict::GiveBack) => Self::Void,
            (PaymentStatus::Authorised, Verdict::Undecided) => Self::Retrieve,
            (PaymentStatus::Captured, Verdict::GiveBack) if payment.refund_id.is_some() => {
                Self::RetrieveRefund
            }
            (PaymentStatus::Captured, Verdict::GiveBack) => Self::Refund,
            // Woken, because a bank may send a refund back days later.
            (PaymentStatus::Refunded, _) => Self::RetrieveRefund,
            (PaymentStatus::Declined, _) if payment.client_secret.is_some() => Self::Bar,
            (PaymentStatus::Voided | PaymentStatus::Declined, Verdict::Take) => Self::FailCapture,
            (
                PaymentStatus::Captured
                | PaymentStatus::Voided
                | PaymentStatus::Declined
                | PaymentStatus::CaptureFailed
                | PaymentStatus::RefundFailed,
                _,
            ) => Self::Rest,
        }
    }
}

impl Verdict {
    fn of(order: &Order, payment: &Payment, now: Timestamp) -> Self {
        match order.status {
            OrderStatus::Complete if order.payment_id == Some(payment.id) => Self::Take,
            OrderStatus::Complete | OrderStatus::Cancelled => Self::GiveBack,
            OrderStatus::Created | OrderStatus::AwaitingPayment if payment.unwanted => Self::GiveBack,
            // An attempt that has not begun must not begin when its order can no longer be paid.
            OrderStatus::Created | OrderStatus::AwaitingPayment
                if payment.status == PaymentStatus::Initiated && !order.is_payable(now) =>
            {
                Self::GiveBack
            }
            OrderStatus::Created | OrderStatus::AwaitingPayment => Self::Undecided,
        }
    }
}
