//! The loop that takes messages from a durable consumer, gives them to a listener, and acknowledges.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::jetstream::consumer::{Consumer, pull};
use async_nats::jetstream::{AckKind, Message};
use axum::body::Bytes;
use futures::future::BoxFuture;
use futures::{FutureExt, Stream, StreamExt};
use metrics::{counter, gauge, histogram};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::dead_letter::DEAD_LETTERS;
use super::listener::{ListenError, Listener};
use super::topology::{ACK_WAIT, Names};
use super::{Bus, SUBJECT};
use crate::crash;
use crate::error::chain;
use crate::events::Event;
use crate::telemetry::trace::{Kept, KeyValue, Span, SpanKind, TRACEPARENT};
use crate::telemetry::{gauge_of, looked_up};

/// How many messages of one consumer a replica works on at once.
const CONCURRENCY: usize = 16;
const RECONNECT_DELAY: Duration = Duration::from_millis(250);

/// How often and how long a message is tried before it becomes a dead letter.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub first_delay: Duration,
    pub max_delay: Duration,
    pub max_deliveries: i64,
}

/// The default outlasts an outage of an hour and a half.
impl Default for Patience {
    fn default() -> Self {
        Self {
            first_delay: Duration::from_millis(100),
            max_delay: Duration::from_secs(30),
            max_deliveries: 200,
        }
    }
}

impl Patience {
    /// Twice as long after each delivery, spread a little so that a crowd does not come back as one.
    fn delay_after(self, deliveries: i64) -> Duration {
        let doublings = u32::try_from(deliveries.saturating_sub(1)).unwrap_or(0).min(16);
        let delay = self.first_delay.saturating_mul(2_u32.saturating_pow(doublings)).min(self.max_delay);
        let spread = RandomState::new().build_hasher().finish() % 25;
        delay + delay.mul_f64(f64::from(u32::try_from(spread).unwrap_or(0)) / 100.0)
    }
}

const REDELIVERIES: &str = "messaging_redeliveries_total";

type Handle = Arc<dyn Fn(Bytes) -> BoxFuture<'static, Result<(), ListenError>> + Send + Sync>;

/// One listener on its consumer.
pub(crate) struct Subscription {
    bus: Bus,
    subject: &'static str,
    handle: Handle,
    stop: CancellationToken,
}

impl Subscription {
    pub(super) fn new<L: Listener>(bus: Bus, listener: L, stop: CancellationToken) -> Self {
        let listener = Arc::new(listener);
        let handle: Handle = Arc::new(move |payload| {
            let listener = listener.clone();
            Box::pin(async move {
                let event = serde_json::from_slice(&payload)
                    .map_err(|why| ListenError::reject(format!("cannot be read: {why}")))?;
                listener.hear(event).await
            })
        });
        let subject = L::Event::SUBJECT;
        for what in [REDELIVERIES, DEAD_LETTERS] {
            counter!(what, SUBJECT => subject).increment(0);
        }
        Self { bus, subject, handle, stop }
    }

    pub(crate) fn lag(&self) -> Lag {
        Lag { bus: self.bus.clone(), subject: self.subject }
    }

    async fn consumer(&self) -> Option<Consumer<pull::Config>> {
        match self.bus.consumer(self.subject).await {
            Ok(consumer) => Some(consumer),
            Err(error) => {
                let subject = self.subject;
                tracing::warn!(subject, error = chain(&error), "waiting for the consumer");
                None
            }
        }
    }

    /// Whether the consumer is there to be heard.
    pub(crate) async fn is_provisioned(&self) -> bool {
        self.consumer().await.is_some()
    }

    /// Hears until stopped, then finishes what it began.
    pub(crate) async fn run(self) {
        let mut working = JoinSet::new();
        while !self.stop.is_cancelled() {
            if let Some(consumer) = self.consumer().await {
                self.pull(consumer, &mut working).await;
            }
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(RECONNECT_DELAY) => {}
            }
        }
        while working.join_next().await.is_some() {}
    }

    /// Takes messages until the consumer's stream ends, goes silent, or the service stops.
    async fn pull(&self, consumer: Consumer<pull::Config>, working: &mut JoinSet<()>) {
        let messages = consumer
            .stream()
            .max_messages_per_batch(CONCURRENCY)
            .heartbeat(Duration::from_secs(2))
            .expires(Duration::from_secs(10))
            .messages()
            .await;
        let mut messages = match messages {
            Ok(messages) => messages,
            Err(error) => {
                return tracing::warn!(subject = self.subject, error = chain(&error), "cannot pull");
            }
        };
        loop {
            while working.len() >= CONCURRENCY {
                working.join_next().await;
            }
            let next = tokio::select! {
                () = self.stop.cancelled() => return give_back(messages).await,
                next = messages.next() => next,
            };
            match next {
                Some(Ok(message)) => {
                    while working.try_join_next().is_some() {}
                    working.spawn(deliver(self.bus.clone(), self.subject, self.handle.clone(), message));
                }
                Some(Err(error)) => {
                    tracing::warn!(subject = self.subject, error = chain(&error), "pulling again");
                    return;
                }
                None => return,
            }
        }
    }
}

/// What a service has still to hear of one subject, whichever replica will.
#[derive(Clone)]
pub(crate) struct Lag {
    bus: Bus,
    subject: &'static str,
}

impl Lag {
    pub(crate) async fn observe(&self) {
        let consumer = looked_up(self.bus.consumer(self.subject)).await;
        let info = consumer.as_ref().map(Consumer::cached_info);
        let pending = info.map(|info| info.num_pending);
        let ack_pending = info.map(|info| info.num_ack_pending as u64);
        gauge!("messaging_consumer_pending_messages", SUBJECT => self.subject).set(gauge_of(pending));
        gauge!("messaging_consumer_ack_pending_messages", SUBJECT => self.subject).set(gauge_of(ack_pending));
    }
}

/// Returns at once what was fetched and not begun, so that another replica need not wait for it.
async fn give_back<E>(mut messages: impl Stream<Item = Result<Message, E>> + Unpin) {
    while let Some(Some(Ok(message))) = messages.next().now_or_never() {
        if let Err(error) = message.ack_with(AckKind::Nak(None)).await {
            tracing::warn!(%error, "could not give a message back");
        }
    }
}

/// Runs the listener on one message and tells the server what came of it. Whatever cannot be told is
/// delivered again.
async fn deliver(bus: Bus, subject: &'static str, handle: Handle, message: Message) {
    let deliveries = message.info().map_or(1, |info| info.delivered);
    if deliveries > 1 {
        counter!(REDELIVERIES, SUBJECT => subject).increment(1);
    }
    let begun = Instant::now();
    let span = processing(&bus, subject, &message);
    let outcome = work(handle, &message, &span).await;
    let name = name_of(&outcome);
    span.set("outcome", name);
    if name != "ok" {
        span.fail(name);
    }
    drop(span);
    let labels = [(SUBJECT, subject), ("outcome", name)];
    histogram!("messaging_process_duration_seconds", &labels).record(begun.elapsed());
    crash::point("before_ack");
    let told = match outcome {
        Ok(()) => message.double_ack().await,
        Err(ListenError::Reject(reason)) => bury(&bus, subject, &message, &reason).await,
        Err(error) if deliveries >= bus.patience.max_deliveries => {
            bury(&bus, subject, &message, &chain(&error)).await
        }
        Err(error) => {
            let delay = match &error {
                ListenError::RetryAfter { delay, .. } => *delay,
                _ => bus.patience.delay_after(deliveries),
            };
            tracing::warn!(subject, deliveries, error = chain(&error), "message will be tried again");
            message.ack_with(AckKind::Nak(Some(delay))).await
        }
    };
    if let Err(error) = told {
        tracing::warn!(subject, %error, "could not acknowledge");
    }
}

/// One try of a listener at a message, as a part of what the message tells of (OpenTelemetry's conventions for
/// messaging).
fn processing(bus: &Bus, subject: &'static str, message: &Message) -> Span {
    let header = |name: &str| Some(message.headers.as_ref()?.get(name)?.as_str());
    Span::go_on(&Kept(header(TRACEPARENT)), SpanKind::Consumer, || {
        let attributes = vec![
            KeyValue::new("messaging.system", "nats"),
            KeyValue::new("messaging.operation.type", "process"),
            KeyValue::new("messaging.operation.name", "process"),
            KeyValue::new("messaging.destination.name", subject),
            KeyValue::new("messaging.consumer.group.name", Names::consumer(bus.service, subject)),
            KeyValue::new("messaging.message.id", header("Nats-Msg-Id").unwrap_or_default().to_owned()),
        ];
        (format!("process {subject}"), attributes)
    })
}

/// What lines of the log are told of a listener's work.
fn in_log_of(span: &Span) -> tracing::Span {
    match span.trace_id() {
        Some(trace_id) => tracing::info_span!("message", trace_id),
        None => tracing::Span::none(),
    }
}

fn name_of(outcome: &Result<(), ListenError>) -> &'static str {
    match outcome {
        Ok(()) => "ok",
        Err(ListenError::Retry(_) | ListenError::RetryAfter { .. }) => "retry",
        Err(ListenError::Reject(_)) => "rejected",
    }
}

/// The listener's result; a panic is a failure like any other. The server hears of progress meanwhile.
async fn work(handle: Handle, message: &Message, span: &Span) -> Result<(), ListenError> {
    let (log, span) = (in_log_of(span), span.clone());
    let heard = handle(message.payload.clone());
    let mut task = tokio::spawn(async move { span.within(heard).await }.instrument(log));
    let mut progress = tokio::time::interval(ACK_WAIT / 3);
    progress.tick().await;
    loop {
        tokio::select! {
            result = &mut task => return result.unwrap_or_else(|panic| Err(ListenError::retry(panic))),
            _ = progress.tick() => {
                if let Err(error) = message.ack_with(AckKind::Progress).await {
                    tracing::warn!(%error, "could not signal progress");
                }
            }
        }
    }
}

async fn bury(bus: &Bus, subject: &str, message: &Message, reason: &str) -> Result<(), async_nats::Error> {
    match bus.bury(message, subject, reason).await {
        Ok(()) => message.double_ack_with(AckKind::Term).await,
        Err(error) => {
            tracing::warn!(subject, error = chain(&error), "could not store a dead letter");
            message.ack_with(AckKind::Nak(Some(bus.patience.max_delay))).await
        }
    }
}
