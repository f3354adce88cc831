//! What is counted of attempts to pay, and of calls to Stripe.

use common::clock::Clock;
use common::telemetry::looked_up;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge};

use crate::domain::{Payment, PaymentStatus};
use crate::repo::Payments;

const STATUSES: [PaymentStatus; 11] = [
    PaymentStatus::Initiated,
    PaymentStatus::Sent,
    PaymentStatus::RequiresAction,
    PaymentStatus::Processing,
    PaymentStatus::Authorised,
    PaymentStatus::Captured,
    PaymentStatus::Voided,
    PaymentStatus::Declined,
    PaymentStatus::CaptureFailed,
    PaymentStatus::Refunded,
    PaymentStatus::RefundFailed,
];

/// In which an attempt does not stay.
const PASSING: [PaymentStatus; 5] = [
    PaymentStatus::Initiated,
    PaymentStatus::Sent,
    PaymentStatus::RequiresAction,
    PaymentStatus::Processing,
    PaymentStatus::Authorised,
];

/// Every series is there from the start: what appears with its first count has no increase.
pub fn describe() {
    describe_counter!("payments_total", "Attempts to pay that came to a status");
    describe_counter!("payments_cents_total", "Money of attempts that came to a status, in cents");
    describe_gauge!("payments_in_progress", "Attempts to pay that are not over, by status");
    describe_gauge!(
        "payments_in_progress_oldest_seconds",
        "Age of the oldest attempt to pay that is not over, by status; 0 for none"
    );
    describe_histogram!(
        "http_client_request_duration_seconds",
        "How long calls to Stripe took, by method and status, or by error when no answer came"
    );
    for status in STATUSES {
        count(status, 0, 0);
    }
}

/// An attempt came to the status that it has.
pub fn came_to(payment: &Payment) {
    count(payment.status, 1, u64::try_from(payment.amount.cents()).unwrap_or(0));
}

fn count(status: PaymentStatus, attempts: u64, cents: u64) {
    counter!("payments_total", "status" => name(status)).increment(attempts);
    counter!("payments_cents_total", "status" => name(status)).increment(cents);
}

/// Looks up what is in progress.
pub async fn observe(payments: &Payments, clock: &Clock) {
    let found = looked_up(payments.standing(&PASSING)).await;
    for status in PASSING {
        let (count, oldest) = match &found {
            Some(found) => match found.iter().find(|standing| standing.status == status) {
                Some(standing) => {
                    (f64::from(standing.count), standing.oldest.until(clock.now()).as_secs_f64())
                }
                None => (0.0, 0.0),
            },
            None => (f64::NAN, f64::NAN),
        };
        gauge!("payments_in_progress", "status" => name(status)).set(count);
        gauge!("payments_in_progress_oldest_seconds", "status" => name(status)).set(oldest);
    }
}

fn name(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Initiated => "initiated",
        PaymentStatus::Sent => "sent",
        PaymentStatus::RequiresAction => "requires_action",
        PaymentStatus::Processing => "processing",
        PaymentStatus::Authorised => "authorised",
        PaymentStatus::Captured => "captured",
        PaymentStatus::Voided => "voided",
        PaymentStatus::Declined => "declined",
        PaymentStatus::CaptureFailed => "capture_failed",
        PaymentStatus::Refunded => "refunded",
        PaymentStatus::RefundFailed => "refund_failed",
    }
}
