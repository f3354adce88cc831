//! The event bus: NATS JetStream. Publishing waits for the stream's acknowledgement; listening is a
//! durable pull consumer for each service and subject, which all replicas of the service share.

mod accounts;
mod consumer;
mod dead_letter;
mod listener;
mod outgoing;
mod permissions;
mod replay;
mod topology;
mod user_key;

use std::time::Duration;

use async_nats::connection::State;
use async_nats::jetstream::consumer::{Consumer, pull};
use async_nats::jetstream::stream::ConsumerError;
use async_nats::jetstream::{self, message::PublishMessage};
use async_nats::{Client, ConnectOptions, Event};
use futures::Stream;
use futures::StreamExt;
use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use accounts::{ACCOUNT, accounts, seed_file};
pub use consumer::Patience;
pub(crate) use consumer::Subscription;
pub use listener::{ListenError, Listener};
pub use outgoing::Outgoing;
pub use permissions::{REPAIR, USERS};
pub use topology::{
    Names, NotReplicas, ORDERS_LIVE, ProvisionError, Replicas, TICKETS_LIVE, provision, provision_by,
};
pub use user_key::{UserKey, UserKeyError};

use crate::config::BusConfig;
use crate::telemetry::trace::{Kept, KeyValue, Span, SpanKind, TRACEPARENT};
use crate::telemetry::{gauge_of, looked_up};

/// How long an API call or a publish may take before it counts as lost.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(3);

/// The label of a metric that has a series for each subject.
const SUBJECT: &str = "messaging_destination_name";

/// A service's connection to the bus. Cloning shares the connection.
#[derive(Clone)]
pub struct Bus {
    service: &'static str,
    client: Client,
    jetstream: jetstream::Context,
    names: Names,
    patience: Patience,
    /// Changes with each connection, the first and every later one.
    connections: watch::Receiver<()>,
}

/// The message may or may not have been stored; publishing it again with its id is harmless.
#[derive(Debug, thiserror::Error)]
#[error("the bus did not acknowledge {subject}")]
pub struct PublishError {
    subject: String,
    #[source]
    source: async_nats::jetstream::context::PublishError,
}

/// The address is no NATS URL.
#[derive(Debug, thiserror::Error)]
#[error("NATS_URL cannot be used")]
pub struct ConnectError(#[source] async_nats::ConnectError);

impl Bus {
    /// Connects in the background: the first connection and every later one are tried until they succeed.
    pub async fn connect(config: &BusConfig, service: &'static str) -> Result<Self, ConnectError> {
        let (connected, connections) = watch::channel(());
        let client = connection(service, config.key.as_ref(), connected)
            .retry_on_initial_connect()
            .ping_interval(Duration::from_secs(2))
            .reconnect_delay_callback(|attempt| {
                Duration::from_millis(u64::try_from(attempt).unwrap_or(u64::MAX).saturating_mul(50).min(500))
            })
            .connect(config.url.expose())
            .await
            .map_err(ConnectError)?;
        let jetstream = jetstream::context::ContextBuilder::new()
            .timeout(REQUEST_TIMEOUT)
            .ack_timeout(REQUEST_TIMEOUT)
            .build(client.clone());
        let names = Names::new(&config.prefix);
        Ok(Self { service, client, jetstream, names, patience: Patience::default(), connections })
    }

    /// The same bus with other limits on redelivery, for tests.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// The same connection, to publish in a service's stead.
    #[must_use]
    pub fn in_place_of(&self, service: &'static str) -> Self {
        Self { service, ..self.clone() }
    }

    /// The streams themselves, for whoever looks after them.
    pub fn jetstream(&self) -> &jetstream::Context {
        &self.jetstream
    }

    pub fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// Publishes a message and waits until its stream has stored it.
    pub async fn publish(&self, message: &Outgoing) -> Result<(), PublishError> {
        let span = self.sending(message);
        let mut headers = message.headers(self.service);
        if let Some(traceparent) = span.traceparent() {
            headers.insert(TRACEPARENT, traceparent);
        }
        let publish = PublishMessage::build()
            .headers(headers)
            .message_id(&message.id)
            .payload(message.body.clone().into());
        let subject = self.names.subject(&message.subject);
        let stored = async { self.jetstream.send_publish(subject, publish).await?.await };
        stored.await.map_err(|source| {
            span.fail("not_acknowledged");
            PublishError { subject: message.subject.clone(), source }
        })?;
        Ok(())
    }

    /// The sending of a message, as a part of what caused it (OpenTelemetry's conventions for messaging).
    fn sending(&self, message: &Outgoing) -> Span {
        let cause = Kept(message.trace.as_deref());
        Span::go_on(&cause, SpanKind::Producer, || {
            let attributes = vec![
                KeyValue::new("messaging.system", "nats"),
                KeyValue::new("messaging.operation.type", "send"),
                KeyValue::new("messaging.operation.name", "send"),
                KeyValue::new("messaging.destination.name", message.subject.clone()),
                KeyValue::new("messaging.message.id", message.id.clone()),
            ];
            (format!("send {}", message.subject), attributes)
        })
    }

    /// The durable consumer through which this service hears a subject.
    async fn consumer(&self, subject: &str) -> Result<Consumer<pull::Config>, ConsumerError> {
        let name = Names::consumer(self.service, subject);
        self.jetstream.get_consumer_from_stream(&name, self.names.stream_of(subject)).await
    }

    /// How many dead letters there are, of all services.
    pub(crate) async fn observe_dead_letters(&self) {
        let stream = self.names.stream(topology::DEAD_LETTERS);
        let stream = looked_up(self.jetstream.get_stream(stream)).await;
        let count = stream.map(|stream| stream.cached_info().state.messages);
        metrics::gauge!("messaging_dead_letters").set(gauge_of(count));
    }

    /// What is published under some subjects from now on, as it happens, to every replica, without
    /// a promise that nothing is missed: for live views, which read the truth when they begin.
    pub(crate) async fn watch<T: DeserializeOwned>(
        &self,
        subjects: &str,
    ) -> Result<impl Stream<Item = T> + use<T>, async_nats::SubscribeError> {
        let messages = self.client.subscribe(self.names.subject(subjects)).await?;
        Ok(messages.filter_map(|message| std::future::ready(serde_json::from_slice(&message.payload).ok())))
    }

    /// Hears one event until `stop`.
    pub(crate) fn subscription<L: Listener>(&self, listener: L, stop: CancellationToken) -> Subscription {
        Subscription::new(self.clone(), listener, stop)
    }
}

/// How a user of the bus connects: under their name, with their key if they have one, and with an inbox that
/// is theirs alone.
fn connection(user: &str, key: Option<&UserKey>, connected: watch::Sender<()>) -> ConnectOptions {
    let options = ConnectOptions::new()
        .name(user)
        .custom_inbox_prefix(permissions::inbox(user))
        .request_timeout(Some(REQUEST_TIMEOUT))
        .event_callback(move |event| {
            if matches!(event, Event::Connected) {
                connected.send_replace(());
            }
            log(&event);
            std::future::ready(())
        });
    match key {
        Some(key) => options.nkey(key.seed().expose().to_owned()),
        None => options,
    }
}

fn log(event: &Event) {
    match event {
        // A subject that is not permitted, for one: its publisher hears nothing but silence.
        Event::ServerError(_) | Event::ClientError(_) => tracing::warn!(%event, "bus connection"),
        _ => tracing::info!(%event, "bus connection"),
    }
}
