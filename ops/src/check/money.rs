//! What payments says of the money, and what Stripe says of it.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::Context as _;
use bson::doc;
use common::aggregate::Aggregate;
use common::clock::Timestamp;
use common::ids::PaymentId;
use futures::TryStreamExt;
use payments::domain::{IntentStatus, Payment, PaymentStatus};
use payments::stripe::{Record, Stripe};

use super::Findings;
use super::reading::Reader;
use crate::installation::Service;

/// An intent can be younger than its attempt, and clocks differ.
const MARGIN: Duration = Duration::from_secs(24 * 3600);

/// Stripe has taken what payments says that it took, and holds nothing that nobody will decide about.
pub(super) async fn at_stripe(
    reader: &Reader<'_>,
    stripe: &Stripe,
    since: Timestamp,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let records = stripe.records(since).await.context("Stripe does not answer")?;
    let recent = doc! { "createdAt": { "$gte": since.minus(MARGIN) } };
    let payments = reader.sorted(Service::Payments, Payment::COLLECTION, recent, doc! { "_id": 1 }).await?;
    let mut payments: HashMap<PaymentId, Payment> =
        payments.map_ok(|payment: Payment| (payment.id, payment)).try_collect().await?;
    for record in records {
        findings.count("intents");
        // What has no attempt in its metadata is not this installation's.
        let Some(id) = record.payment_id else { continue };
        match payments.remove(&id) {
            Some(payment) => compare(&payment, &record, findings),
            None if record.kept() != 0 || is_undecided(record.status) => {
                findings.violation("intent of no payment", &record.id, format!("of payment {id}, {record}"));
            }
            None => {}
        }
    }
    let taken = |payment: &&Payment| payment.status == PaymentStatus::Captured && payment.created_at >= since;
    for payment in payments.values().filter(taken) {
        let seen = format!("intent {:?} is not among Stripe's", payment.stripe_id);
        findings.violation("captured payment is unknown to Stripe", payment.id, seen);
    }
    Ok(())
}

fn compare(payment: &Payment, record: &Record, findings: &mut Findings) {
    let expected = if payment.status == PaymentStatus::Captured { payment.amount.cents() } else { 0 };
    if record.kept() != expected {
        let seen = format!("{:?} of {} cents, at Stripe {record}", payment.status, payment.amount.cents());
        findings.violation("payment is not as at Stripe", payment.id, seen);
    }
    if !payment.open && is_undecided(record.status) {
        findings.violation(
            "money is held for nobody",
            payment.id,
            format!("{:?}, at Stripe {record}", payment.status),
        );
    }
}

fn is_undecided(status: IntentStatus) -> bool {
    matches!(status, IntentStatus::RequiresAction | IntentStatus::Processing | IntentStatus::RequiresCapture)
}
