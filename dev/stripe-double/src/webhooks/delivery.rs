//! The delivery of one event to one endpoint.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use reqwest::redirect::Policy;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Dispatch, WebhookKnobs, signature};
use crate::app::Shared;
use crate::clock::Clock;
use crate::events::{DeliveryReport, DeliveryState};
use crate::ids;
use crate::options::Retries;
use crate::pipeline::lock;

const TIMEOUT: Duration = Duration::from_secs(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const PAUSED_POLL: Duration = Duration::from_millis(20);
const REORDER_MS: f64 = 1000.0;

pub(super) struct Delivery {
    pub store: Shared,
    pub client: reqwest::Client,
    pub dispatch: Dispatch,
    pub retries: Retries,
    pub slots: Arc<Semaphore>,
}

/// A client that takes no detour, and no redirect for an answer.
pub(super) fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().no_proxy().redirect(Policy::none()).timeout(TIMEOUT).build()
}

pub(super) async fn wait_while_paused(store: &Shared) {
    while lock(store).knobs.paused {
        tokio::time::sleep(PAUSED_POLL).await;
    }
}

impl Delivery {
    /// Sends the event, as the knobs have it, until it is accepted or given up. `slot` is for the first attempt.
    pub(super) async fn carry_out(self, knobs: WebhookKnobs, slot: OwnedSemaphorePermit) {
        if ids::chance() < knobs.drop_probability {
            self.note(|report| report.state = DeliveryState::Dropped);
            return;
        }
        let mut wait = Duration::from_millis(knobs.delay_ms);
        if knobs.reorder {
            wait += Duration::from_secs_f64(ids::chance() * REORDER_MS / 1000.0);
        }
        let mut slot = Some(slot);
        if !wait.is_zero() {
            slot = None;
            tokio::time::sleep(wait).await;
        }
        self.send_until_accepted(slot).await;
        if knobs.duplicate {
            self.send_until_accepted(None).await;
        }
    }

    async fn send_until_accepted(&self, mut slot: Option<OwnedSemaphorePermit>) {
        for attempt in 1..=self.retries.max_attempts {
            let Some(taken) = self.slot(slot.take()).await else { return };
            if !self.note(|_| {}) {
                return;
            }
            let status = self.send().await;
            drop(taken);
            let accepted = status.is_some_and(|status| (200..300).contains(&status));
            let is_last = attempt == self.retries.max_attempts;
            self.note(|report| {
                report.attempts += 1;
                report.last_status = status;
                report.state = match (accepted, is_last) {
                    (true, _) => DeliveryState::Delivered,
                    (false, true) => DeliveryState::Failed,
                    (false, false) => DeliveryState::Pending,
                };
            });
            if accepted || is_last {
                return;
            }
            tokio::time::sleep(self.retries.pause_after(attempt, LONGEST_PAUSE)).await;
            wait_while_paused(&self.store).await;
        }
    }

    async fn slot(&self, slot: Option<OwnedSemaphorePermit>) -> Option<OwnedSemaphorePermit> {
        match slot {
            Some(slot) => Some(slot),
            None => Arc::clone(&self.slots).acquire_owned().await.ok(),
        }
    }

    /// One attempt: the status of the answer, if there was one.
    async fn send(&self) -> Option<u16> {
        let Dispatch { endpoint, body, .. } = &self.dispatch;
        // Receivers compare with the machine's clock, whatever tests have done to the account's.
        let signed_at = Clock::default().now_ms().div_euclid(1000);
        let request = self
            .client
            .post(&endpoint.url)
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .header(USER_AGENT, "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
            .header("Stripe-Signature", signature::header(&endpoint.secret, signed_at, body))
            .body(body.clone());
        match request.send().await {
            Ok(response) => Some(response.status().as_u16()),
            Err(error) => {
                tracing::debug!(event.id = %self.dispatch.event, %error, "webhook not delivered");
                None
            }
        }
    }

    fn note(&self, note: impl FnOnce(&mut DeliveryReport)) -> bool {
        lock(&self.store).note_delivery(&self.dispatch, note)
    }
}
