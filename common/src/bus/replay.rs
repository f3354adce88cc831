//! What every replica hears, not one for all of them: as it happens by a plain subscription, and what was
//! missed from the stream. The stream is read without a consumer (NATS's ADR-31, direct get in batches,
//! of nats-server 2.11), because who may make a consumer may read and flood whatever they like with it.

use async_nats::{Message, StatusCode};
use futures::{Stream, StreamExt};
use serde::Serialize;

use super::{Bus, REQUEST_TIMEOUT};
use crate::clock::Timestamp;
use crate::events::Event;

/// Messages of one answer; the next request goes on after them.
const BATCH: u64 = 500;

/// The stream could not be read to its end; what was read before may be a part of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplayError {
    #[error("the answer cannot be subscribed to")]
    Subscribe(#[from] async_nats::SubscribeError),
    #[error("the bus cannot be asked")]
    Ask(#[from] async_nats::PublishError),
    #[error("the question cannot be written")]
    Write(#[from] serde_json::Error),
    #[error("the bus did not answer within {} s", REQUEST_TIMEOUT.as_secs())]
    Silent,
    #[error("the bus refused with {status} {description}")]
    Refused { status: StatusCode, description: String },
}

impl Bus {
    /// Each event of a kind as it happens. Those that come while the connection is away are missed.
    pub(crate) async fn broadcasts<E: Event>(
        &self,
    ) -> Result<impl Stream<Item = E> + Unpin + use<E>, async_nats::SubscribeError> {
        let messages = self.client.subscribe(self.names.subject(E::SUBJECT)).await?;
        Ok(messages.filter_map(|message| std::future::ready(read(&message))))
    }

    /// Every event of a kind that was stored since a time of the server's clock, oldest first.
    pub(crate) async fn replay<E: Event>(&self, since: Timestamp) -> Result<Vec<E>, ReplayError> {
        let mut events = Vec::new();
        let mut from = Begin::StartTime(since);
        loop {
            let batch = self.batch(E::SUBJECT, from).await?;
            events.extend(batch.messages.iter().filter_map(read));
            match batch.next {
                Some(sequence) => from = Begin::Seq(sequence),
                None => return Ok(events),
            }
        }
    }

    /// Waits for the next connection after the one that there is when this is called.
    pub(crate) fn reconnected(&self) -> impl Future<Output = ()> + use<> {
        let mut connections = self.connections.clone();
        connections.mark_unchanged();
        async move {
            if connections.changed().await.is_err() {
                // The client is gone, and will not connect again.
                std::future::pending().await
            }
        }
    }

    async fn batch(&self, subject: &str, from: Begin) -> Result<Batch, ReplayError> {
        let request = Request { next_by_subj: self.names.subject(subject), batch: BATCH, from };
        let request = serde_json::to_vec(&request)?;
        let ask = format!("$JS.API.DIRECT.GET.{}", self.names.stream_of(subject));
        let inbox = self.client.new_inbox();
        let mut answers = self.client.subscribe(inbox.clone()).await?;
        self.client.publish_with_reply(ask, inbox, request.into()).await?;
        let mut messages = Vec::new();
        loop {
            let answer = tokio::time::timeout(REQUEST_TIMEOUT, answers.next()).await;
            let answer = answer.ok().flatten().ok_or(ReplayError::Silent)?;
            match answer.status {
                None => messages.push(answer),
                Some(StatusCode::NOT_FOUND) => return Ok(Batch { messages, next: None }),
                // The end of the batch, not of the stream.
                Some(status) if status.as_u16() == 204 => {
                    let more = number(&answer, "Nats-Num-Pending").is_some_and(|pending| pending > 0);
                    let last = number(&answer, "Nats-Last-Sequence").filter(|_| more);
                    return Ok(Batch { messages, next: last.map(|last| last + 1) });
                }
                Some(status) => {
                    let description = answer.description.unwrap_or_default().to_string();
                    return Err(ReplayError::Refused { status, description });
                }
            }
        }
    }
}

#[derive(Serialize)]
struct Request {
    next_by_subj: String,
    batch: u64,
    #[serde(flatten)]
    from: Begin,
}

/// The first message that is wanted: of those since a time, or by its place in the stream.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Begin {
    StartTime(Timestamp),
    Seq(u64),
}

struct Batch {
    messages: Vec<Message>,
    /// Where the next one begins; `None` after the last.
    next: Option<u64>,
}

fn number(answer: &Message, header: &str) -> Option<u64> {
    answer.headers.as_ref()?.get(header)?.as_str().parse().ok()
}

/// Nobody would hear of an unreadable message otherwise: there is no consumer, so no dead letter.
fn read<E: Event>(message: &Message) -> Option<E> {
    serde_json::from_slice(&message.payload)
        .inspect_err(|why| tracing::error!(subject = %message.subject, %why, "an event cannot be read"))
        .ok()
}
