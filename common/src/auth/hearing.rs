//! Hearing of sessions that end, in every replica.

use std::time::Duration;

use futures::StreamExt;
use tokio_util::sync::CancellationToken;

use super::revocations::{REMEMBERED, Revocations};
use crate::bus::Bus;
use crate::clock::{Clock, Timestamp};
use crate::error::chain;
use crate::events::session::SessionRevoked;

/// How soon what a plain subscription missed is found: one that fell behind, or a server that heard of it late.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// How far back a look reaches beyond the one before: further than clocks differ and servers lag.
const OVERLAP: Duration = Duration::from_secs(30);
const RETRY: Duration = Duration::from_millis(250);

impl Revocations {
    /// Hears of every end as it happens; reads those of the last token's life from the stream first, and what
    /// was missed after each connection and now and then. While the bus is away, what is known stays known.
    pub(crate) async fn run(self, bus: Bus, stop: CancellationToken) {
        let hear = async {
            loop {
                self.hear_while_subscribed(&bus).await;
                tokio::time::sleep(RETRY).await;
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = hear => {}
        }
    }

    async fn hear_while_subscribed(&self, bus: &Bus) {
        let mut events = match bus.broadcasts::<SessionRevoked>().await {
            Ok(events) => events,
            Err(error) => return tracing::warn!(error = chain(&error), "cannot hear of sessions that end"),
        };
        // The stream's times are the server's, whatever clock the service has.
        let clock = Clock::system();
        let mut since = clock.now().minus(REMEMBERED);
        loop {
            let (begun, reconnected) = (clock.now(), bus.reconnected());
            let again = match self.read(bus, since).await {
                true => {
                    since = begun.minus(OVERLAP);
                    LOOK_AGAIN
                }
                false => RETRY,
            };
            let again = async {
                tokio::select! {
                    () = tokio::time::sleep(again) => {}
                    () = reconnected => {}
                }
            };
            let hear = async {
                while let Some(event) = events.next().await {
                    self.hear(event);
                }
            };
            tokio::select! {
                () = again => {}
                () = hear => return,
            }
        }
    }

    /// Reads the stream; `false` when it could not be read.
    async fn read(&self, bus: &Bus, since: Timestamp) -> bool {
        match bus.replay::<SessionRevoked>(since).await {
            Ok(events) => {
                events.into_iter().for_each(|event| self.hear(event));
                self.note_caught_up();
                true
            }
            Err(error) => {
                tracing::warn!(error = chain(&error), "cannot read which sessions ended");
                false
            }
        }
    }
}
