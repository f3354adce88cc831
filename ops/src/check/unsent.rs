//! What was written and not told, and what was told and not heard.

use bson::{Bson, Document, doc};
use common::aggregate::Aggregate;
use common::clock::Timestamp;
use futures::TryStreamExt;

use super::{Findings, SLACK};
use crate::dead_letters::{DeadLetters, Filter};
use crate::installation::{Databases, Service, Streams};

/// The collections whose documents have an outbox.
const OUTBOXES: [(Service, &str); 6] = [
    (Service::Auth, auth::domain::User::COLLECTION),
    (Service::Auth, auth::domain::Session::COLLECTION),
    (Service::Tickets, tickets::domain::Ticket::COLLECTION),
    (Service::Orders, orders::domain::Order::COLLECTION),
    (Service::Payments, payments::domain::Payment::COLLECTION),
    (Service::Expiration, expiration::domain::Timer::COLLECTION),
];

/// No message waits in an outbox for longer than a few seconds.
pub(super) async fn outboxes(
    databases: &Databases,
    now: Timestamp,
    findings: &mut Findings,
) -> mongodb::error::Result<()> {
    for (service, name) in OUTBOXES {
        let documents = databases.of(service).collection::<Document>(name);
        let waiting = doc! { "outboxAt": { "$lt": now.minus(SLACK) } };
        let mut waiting = documents.find(waiting).projection(doc! { "outboxAt": 1 }).await?;
        while let Some(document) = waiting.try_next().await? {
            let id = document.get("_id").cloned().unwrap_or(Bson::Null);
            let since = document.get_datetime("outboxAt").map(ToString::to_string).unwrap_or_default();
            findings.violation(
                "outbox is not empty",
                format!("{service}.{name} {id}"),
                format!("since {since}"),
            );
        }
    }
    Ok(())
}

/// Nobody has given up on a message.
pub(super) async fn dead_letters(streams: &Streams, findings: &mut Findings) -> anyhow::Result<()> {
    for letter in DeadLetters::open(streams).await?.all(&Filter::default()).await? {
        let seen = format!("{} of {}: {}", letter.subject, letter.service, letter.reason);
        findings.violation("dead letter", letter.number, seen);
    }
    Ok(())
}
