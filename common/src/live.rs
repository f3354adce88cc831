//! Live views: server-sent events. Every replica hears all of its service's own events as they are
//! published, without a queue, and hands them to the streams that are open; a stream begins with the
//! truth from the database and returns to it now and then, so that nothing depends on what was missed.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::bus::Bus;
use crate::error::chain;

/// A slow reader misses what does not fit, and is sent the truth instead.
const BACKLOG: usize = 256;
/// Shorter than the ingress waits for an upstream's silence.
const PING: Duration = Duration::from_secs(15);
const RETRY: Duration = Duration::from_secs(2);
/// How soon a view is right again after something was missed.
pub const REFRESH: Duration = Duration::from_secs(10);

/// What is published under some subjects, for every open stream of this replica.
#[derive(Clone)]
pub struct Feed<T> {
    sender: broadcast::Sender<T>,
    subjects: &'static str,
}

impl<T: Clone + Send + DeserializeOwned + 'static> Feed<T> {
    /// Of subjects such as `ticket.*`; what does not read as a `T` is passed over.
    pub fn new(subjects: &'static str) -> Self {
        Self { sender: broadcast::channel(BACKLOG).0, subjects }
    }

    pub fn subscribe(&self) -> broadcast::Receiver<T> {
        self.sender.subscribe()
    }

    pub(crate) async fn run(self, bus: Bus, stop: CancellationToken) {
        while !stop.is_cancelled() {
            match bus.watch::<T>(self.subjects).await {
                Ok(mut events) => loop {
                    tokio::select! {
                        () = stop.cancelled() => return,
                        event = events.next() => match event {
                            // No open stream is no error.
                            Some(event) => { let _ = self.sender.send(event); }
                            None => break,
                        },
                    }
                },
                Err(error) => tracing::warn!(error = chain(&error), "no live feed yet"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(RETRY) => {}
            }
        }
    }
}

/// An event whose data is JSON.
pub fn event<T: Serialize>(name: &str, id: impl std::fmt::Display, data: &T) -> Event {
    let event = Event::default().event(name).id(id.to_string());
    event.json_data(data).unwrap_or_else(|_| Event::default().comment("unreadable"))
}

/// A stream of events as an answer that no proxy holds back and that ends when the service stops.
pub fn respond(events: impl Stream<Item = Event> + Send + 'static, stopping: CancellationToken) -> Response {
    let events = futures::stream::once(async { Event::default().retry(RETRY) })
        .chain(events)
        .take_until(stopping.cancelled_owned())
        .map(Ok::<_, Infallible>);
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(PING)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
