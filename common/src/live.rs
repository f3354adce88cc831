//! Live views: server-sent events. Every replica hears all of its service's own events as they are
//! published, without a queue, and hands them to the streams that are open; a stream begins with the
//! truth from the database and returns to it now and then, so that nothing depends on what was missed.

use std::convert::Infallible;
use std::future::Future;
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

/// The states of one thing: `first`, then each newer one that `changes` bring, or that `read` finds now
/// and then and when something was missed.
pub fn of_one<T, F>(
    first: T,
    changes: broadcast::Receiver<T>,
    is_it: impl Fn(&T) -> bool + Send + 'static,
    version: impl Fn(&T) -> i64 + Send + 'static,
    read: impl Fn() -> F + Send + 'static,
) -> impl Stream<Item = T> + Send + 'static
where
    T: Clone + Send + 'static,
    F: Future<Output = Option<T>> + Send + 'static,
{
    let seen = version(&first);
    let mut refresh = tokio::time::interval(REFRESH);
    refresh.reset();
    let view = (changes, refresh, seen, is_it, version, read);
    let newer =
        futures::stream::unfold(view, |(mut changes, mut refresh, seen, is_it, version, read)| async move {
            loop {
                let found = tokio::select! {
                    change = changes.recv() => match change {
                        Ok(state) => Some(state).filter(&is_it),
                        Err(broadcast::error::RecvError::Lagged(_)) => read().await,
                        Err(broadcast::error::RecvError::Closed) => return None,
                    },
                    _ = refresh.tick() => read().await,
                };
                if let Some(state) = found.filter(|state| version(state) > seen) {
                    let seen = version(&state);
                    return Some((state, (changes, refresh, seen, is_it, version, read)));
                }
            }
        });
    futures::stream::once(std::future::ready(first)).chain(newer)
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
