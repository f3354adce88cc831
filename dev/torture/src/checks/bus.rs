//! Every version of what was told is in its stream, in its order, and everyone has heard all of it.

use std::collections::HashMap;

use async_nats::jetstream::stream::LastRawMessageErrorKind;
use common::bus::Names;
use e2e::Market;
use futures::{StreamExt, TryStreamExt};

use super::Documents;

const SUBJECTS: [&str; 6] = ["ticket.x", "order.x", "payment.x", "expiration.x", "session.x", "user.x"];
/// The operator may make no consumers, so messages are read one by one, many at once.
const AT_ONCE: usize = 64;

fn names_of(market: &Market) -> Names {
    Names::new(&market.fleet.settings().bus_prefix)
}

/// Consumers that have not heard all.
pub(super) async fn waiting(market: &Market) -> Vec<String> {
    let (operator, names) = (market.visit_bus("ops").await, names_of(market));
    let mut found = Vec::new();
    for subject in SUBJECTS {
        let stream = operator.jetstream.get_stream(names.stream_of(subject)).await.unwrap();
        let consumers: Vec<_> = stream.consumers().try_collect().await.unwrap();
        for consumer in consumers {
            let (pending, unacknowledged) = (consumer.num_pending, consumer.num_ack_pending);
            if pending > 0 || unacknowledged > 0 {
                let name = &consumer.name;
                found.push(format!(
                    "{name} has {pending} messages to hear and {unacknowledged} to acknowledge"
                ));
            }
        }
    }
    found
}

/// The aggregates of which a version was never told, or was told after a later one.
pub(super) async fn untold(market: &Market, subject: &str, aggregates: &Documents) -> Vec<String> {
    let told = told(market, subject).await;
    let mut found = Vec::new();
    for (id, document) in aggregates {
        let version = document.get_i64("version").unwrap_or_default();
        let first_told = told.get(id).cloned().unwrap_or_default();
        if first_told != (1..=version).collect::<Vec<_>>() {
            found.push(format!("of the {version} versions of {id} its stream tells {first_told:?}"));
        }
    }
    found
}

/// The versions of each aggregate, in the order in which they were told first.
async fn told(market: &Market, subject: &str) -> HashMap<String, Vec<i64>> {
    let operator = market.visit_bus("ops").await;
    let stream = operator.jetstream.get_stream(names_of(market).stream_of(subject)).await.unwrap();
    let state = &stream.cached_info().state;
    let messages = futures::stream::iter(state.first_sequence..=state.last_sequence)
        .map(|sequence| stream.get_raw_message(sequence))
        .buffered(AT_ONCE);
    let mut messages = std::pin::pin!(messages);
    let mut told: HashMap<String, Vec<i64>> = HashMap::new();
    while let Some(message) = messages.next().await {
        let message = match message {
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => continue,
            read => read.unwrap(),
        };
        let id = message.headers.get("ce-id").map(ToString::to_string).unwrap_or_default();
        let Some((aggregate, version)) = state_in(&id) else { continue };
        let versions = told.entry(aggregate).or_default();
        if !versions.contains(&version) {
            versions.push(version);
        }
    }
    told
}

/// `order.updated:<id>:<version>`, and perhaps more when it was told again.
fn state_in(id: &str) -> Option<(String, i64)> {
    let mut parts = id.split(':');
    let (_subject, aggregate, version) = (parts.next()?, parts.next()?, parts.next()?);
    Some((aggregate.to_owned(), version.parse().ok()?))
}
