//! Every stream, subject and consumer of the fleet, and the step that makes them. Names take a prefix, so
//! that test runs share a server.

use std::str::FromStr;
use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::{self, stream};
use tokio::sync::watch;

use super::connection;
use crate::config::BusConfig;
use crate::events::Event;
use crate::events::{expiration, order, payment, session, ticket, user};

/// What is kept of the subjects that begin with a word.
pub(super) struct Stream {
    pub(super) name: &'static str,
    pub(super) first_word: &'static str,
    /// The one service that publishes there; any may bury a dead letter.
    pub(super) producer: Option<&'static str>,
}

impl Stream {
    /// Whether its events are states of aggregates, which their service can tell anew; the ends of sessions are not, once
    /// a session's record is gone.
    pub(super) fn holds_states(&self) -> bool {
        self.producer.is_some() && self.name != SESSIONS
    }
}

pub(super) const STREAMS: [Stream; 7] = [
    Stream { name: "TICKETS", first_word: "ticket", producer: Some("tickets") },
    Stream { name: "ORDERS", first_word: "order", producer: Some("orders") },
    Stream { name: "PAYMENTS", first_word: "payment", producer: Some("payments") },
    Stream { name: "EXPIRATION", first_word: "expiration", producer: Some("expiration") },
    Stream { name: SESSIONS, first_word: "session", producer: Some("auth") },
    Stream { name: "USERS", first_word: "user", producer: Some("auth") },
    Stream { name: DEAD_LETTERS, first_word: "dead", producer: None },
];

const SESSIONS: &str = "SESSIONS";
/// Where messages go that cannot be handled.
pub(super) const DEAD_LETTERS: &str = "DEAD_LETTERS";

/// What the live views of tickets hear.
pub const TICKETS_LIVE: &str = "ticket.*";
/// What the live views of orders hear.
pub const ORDERS_LIVE: &str = "order.*";

/// Which service hears what as it happens, without a consumer.
pub(super) const LIVE_FEEDS: [(&str, &str); 2] = [("tickets", TICKETS_LIVE), ("orders", ORDERS_LIVE)];

/// What every replica of a service hears, without a consumer, and reads in its stream when it starts.
pub(super) const BROADCASTS: [(&str, &str); 4] = [
    ("auth", session::SessionRevoked::SUBJECT),
    ("tickets", session::SessionRevoked::SUBJECT),
    ("orders", session::SessionRevoked::SUBJECT),
    ("payments", session::SessionRevoked::SUBJECT),
];

/// Which service hears what.
pub(super) const CONSUMERS: [(&str, &[&str]); 4] = [
    (
        "tickets",
        &[
            order::OrderCreated::SUBJECT,
            order::OrderUpdated::SUBJECT,
            order::OrderCancelled::SUBJECT,
            order::OrderCompleted::SUBJECT,
            user::UserUpdated::SUBJECT,
        ],
    ),
    (
        "orders",
        &[
            ticket::TicketCreated::SUBJECT,
            ticket::TicketUpdated::SUBJECT,
            ticket::TicketWithdrawn::SUBJECT,
            payment::PaymentCreated::SUBJECT,
            payment::PaymentCaptured::SUBJECT,
            payment::PaymentFailed::SUBJECT,
            payment::PaymentRefunded::SUBJECT,
            expiration::ExpirationComplete::SUBJECT,
        ],
    ),
    (
        "payments",
        &[
            order::OrderCreated::SUBJECT,
            order::OrderUpdated::SUBJECT,
            order::OrderCancelled::SUBJECT,
            order::OrderCompleted::SUBJECT,
            order::OrderPaymentRejected::SUBJECT,
        ],
    ),
    (
        "expiration",
        &[
            order::OrderCreated::SUBJECT,
            order::OrderUpdated::SUBJECT,
            order::OrderCancelled::SUBJECT,
            order::OrderCompleted::SUBJECT,
        ],
    ),
];

/// Messages wait a week for a consumer that is away.
const MAX_AGE: Duration = Duration::from_secs(7 * 24 * 3600);
/// A full stream refuses; events then wait in their outboxes and nothing is lost.
const MAX_MESSAGES: i64 = 5_000_000;
const MAX_MESSAGE_BYTES: i32 = 64 * 1024;
/// Longer than an outbox's lease, so that a relay that takes over repeats nothing.
const DUPLICATE_WINDOW: Duration = Duration::from_secs(120);
/// How long a message may be silent before it is delivered again; a working listener says so in time.
pub(super) const ACK_WAIT: Duration = Duration::from_secs(10);
/// Messages that wait for their next try count too: as many as a crowd of buyers in an outage.
const MAX_ACK_PENDING: i64 = 50_000;

/// Names with a fleet's prefix.
#[derive(Clone, Debug)]
pub struct Names {
    prefix: String,
}

impl Names {
    pub fn new(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned() }
    }

    /// A subject as the server knows it.
    pub fn subject(&self, subject: &str) -> String {
        if self.prefix.is_empty() { subject.to_owned() } else { format!("{}.{subject}", self.prefix) }
    }

    pub(super) fn stream(&self, stream: &str) -> String {
        if self.prefix.is_empty() { stream.to_owned() } else { format!("{}_{stream}", self.prefix) }
    }

    /// The stream that a subject belongs to.
    pub fn stream_of(&self, subject: &str) -> String {
        let stream = STREAMS.iter().find(|stream| stream.first_word == word_of(subject));
        self.stream(stream.map_or(DEAD_LETTERS, |stream| stream.name))
    }

    /// The streams whose events are states, which their services can tell anew.
    pub fn streams_of_states(&self) -> impl Iterator<Item = String> {
        STREAMS.iter().filter(|stream| stream.holds_states()).map(|stream| self.stream(stream.name))
    }

    /// The durable consumer of a service and a subject.
    pub fn consumer(service: &str, subject: &str) -> String {
        format!("{service}-{}", subject.replace(['.', '_'], "-"))
    }
}

fn word_of(subject: &str) -> &str {
    subject.split('.').next().unwrap_or_default()
}

/// The server could not be reached, or refused a stream or a consumer.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    #[error("NATS cannot be reached")]
    Connect(#[from] async_nats::ConnectError),
    #[error("stream {0} could not be made")]
    Stream(String, #[source] jetstream::context::CreateStreamError),
    #[error("consumer {0} could not be made")]
    Consumer(String, #[source] jetstream::stream::ConsumerError),
}

/// On how many servers of a cluster a stream and its consumers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replicas {
    One,
    Three,
}

/// Of two replicas none may be lost, and more than three cost every publish time.
#[derive(Debug, thiserror::Error)]
#[error("must be 1 or 3")]
pub struct NotReplicas;

impl FromStr for Replicas {
    type Err = NotReplicas;

    fn from_str(text: &str) -> Result<Self, NotReplicas> {
        match text {
            "1" => Ok(Self::One),
            "3" => Ok(Self::Three),
            _ => Err(NotReplicas),
        }
    }
}

/// Makes every stream and consumer, or brings them up to date, as the user `ops`. Safe to run again.
pub async fn provision(config: &BusConfig, replicas: Replicas) -> Result<(), ProvisionError> {
    let client =
        connection("ops", config.key.as_ref(), watch::channel(()).0).connect(config.url.expose()).await?;
    provision_by(&jetstream::new(client), &Names::new(&config.prefix), replicas).await
}

/// The same over a connection that there is.
pub async fn provision_by(
    jetstream: &jetstream::Context,
    names: &Names,
    replicas: Replicas,
) -> Result<(), ProvisionError> {
    for stream in &STREAMS {
        let config = stream_config(names, stream, replicas);
        let name = config.name.clone();
        let made = jetstream.create_or_update_stream(config).await;
        made.map_err(|why| ProvisionError::Stream(name, why))?;
    }
    for (service, subjects) in CONSUMERS {
        for subject in subjects {
            let consumer = Names::consumer(service, subject);
            let config = consumer_config(names, &consumer, subject);
            let made = jetstream.create_consumer_on_stream(config, names.stream_of(subject)).await;
            made.map_err(|why| ProvisionError::Consumer(consumer, why))?;
        }
    }
    Ok(())
}

fn stream_config(names: &Names, stream: &Stream, replicas: Replicas) -> stream::Config {
    stream::Config {
        name: names.stream(stream.name),
        subjects: vec![names.subject(&format!("{}.>", stream.first_word))],
        retention: stream::RetentionPolicy::Limits,
        storage: stream::StorageType::File,
        num_replicas: match replicas {
            Replicas::One => 1,
            Replicas::Three => 3,
        },
        discard: stream::DiscardPolicy::New,
        max_age: MAX_AGE,
        max_messages: MAX_MESSAGES,
        max_message_size: MAX_MESSAGE_BYTES,
        duplicate_window: DUPLICATE_WINDOW,
        // Read without a consumer, which only the operator may make.
        allow_direct: BROADCASTS.iter().any(|(_, subject)| word_of(subject) == stream.first_word),
        ..Default::default()
    }
}

fn consumer_config(names: &Names, consumer: &str, subject: &str) -> pull::Config {
    pull::Config {
        durable_name: Some(consumer.to_owned()),
        filter_subject: names.subject(subject),
        ack_policy: AckPolicy::Explicit,
        ack_wait: ACK_WAIT,
        // Delivery never ends by itself: the server would skip the message silently.
        max_deliver: -1,
        max_ack_pending: MAX_ACK_PENDING,
        // As many as the stream has.
        num_replicas: 0,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_have_the_replicas_that_are_asked_for_and_consumers_follow() {
        let names = Names::new("");
        for (text, count) in [("1", 1), ("3", 3)] {
            let replicas = text.parse().unwrap();
            for stream in &STREAMS {
                assert_eq!(stream_config(&names, stream, replicas).num_replicas, count);
            }
        }
        assert_eq!(consumer_config(&names, "tickets-order-created", "order.created").num_replicas, 0);
        for text in ["", "0", "2", "5", "three"] {
            assert!(text.parse::<Replicas>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_what_all_replicas_hear_is_read_without_a_consumer() {
        for stream in &STREAMS {
            let config = stream_config(&Names::new("t1"), stream, Replicas::One);
            assert_eq!(config.allow_direct, config.name == "t1_SESSIONS");
        }
    }
}
