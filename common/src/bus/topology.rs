//! Every stream, subject and consumer of the fleet, and the step that makes them. Names take a prefix, so
//! that test runs share a server.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::{self, stream};

use super::REQUEST_TIMEOUT;
use crate::events::Event;
use crate::events::{expiration, order, payment, ticket};

/// A producer's stream, and the first word of its subjects.
const STREAMS: [(&str, &str); 5] = [
    ("TICKETS", "ticket"),
    ("ORDERS", "order"),
    ("PAYMENTS", "payment"),
    ("EXPIRATION", "expiration"),
    (DEAD_LETTERS, "dead"),
];

/// Where messages go that cannot be handled.
const DEAD_LETTERS: &str = "DEAD_LETTERS";

/// Which service hears what.
const CONSUMERS: [(&str, &[&str]); 4] = [
    (
        "tickets",
        &[
            order::OrderCreated::SUBJECT,
            order::OrderUpdated::SUBJECT,
            order::OrderCancelled::SUBJECT,
            order::OrderCompleted::SUBJECT,
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

    fn stream(&self, stream: &str) -> String {
        if self.prefix.is_empty() { stream.to_owned() } else { format!("{}_{stream}", self.prefix) }
    }

    /// The stream that a subject belongs to.
    pub fn stream_of(&self, subject: &str) -> String {
        let word = subject.split('.').next().unwrap_or_default();
        let stream =
            STREAMS.iter().find(|(_, first)| *first == word).map_or(DEAD_LETTERS, |(stream, _)| stream);
        self.stream(stream)
    }

    /// The durable consumer of a service and a subject.
    pub fn consumer(service: &str, subject: &str) -> String {
        format!("{service}-{}", subject.replace(['.', '_'], "-"))
    }
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

/// Makes every stream and consumer, or brings them up to date. Safe to run again.
pub async fn provision(nats_url: &str, prefix: &str) -> Result<(), ProvisionError> {
    let options = async_nats::ConnectOptions::new().request_timeout(Some(REQUEST_TIMEOUT));
    let jetstream = jetstream::new(options.connect(nats_url).await?);
    let names = Names::new(prefix);
    for (stream, first_word) in STREAMS {
        let name = names.stream(stream);
        let config = stream::Config {
            name: name.clone(),
            subjects: vec![names.subject(&format!("{first_word}.>"))],
            retention: stream::RetentionPolicy::Limits,
            storage: stream::StorageType::File,
            discard: stream::DiscardPolicy::New,
            max_age: MAX_AGE,
            max_messages: MAX_MESSAGES,
            max_message_size: MAX_MESSAGE_BYTES,
            duplicate_window: DUPLICATE_WINDOW,
            ..Default::default()
        };
        let made = jetstream.create_or_update_stream(config).await;
        made.map_err(|why| ProvisionError::Stream(name, why))?;
    }
    for (service, subjects) in CONSUMERS {
        for subject in subjects {
            let consumer = Names::consumer(service, subject);
            let config = pull::Config {
                durable_name: Some(consumer.clone()),
                filter_subject: names.subject(subject),
                ack_policy: AckPolicy::Explicit,
                ack_wait: ACK_WAIT,
                // Delivery never ends by itself: the server would skip the message silently.
                max_deliver: -1,
                max_ack_pending: MAX_ACK_PENDING,
                ..Default::default()
            };
            let made = jetstream.create_consumer_on_stream(config, names.stream_of(subject)).await;
            made.map_err(|why| ProvisionError::Consumer(consumer, why))?;
        }
    }
    Ok(())
}
