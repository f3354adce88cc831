//! Webhooks: every event is sent to every endpoint, signed, and again until it is accepted.
//!
//! As with Stripe, order is not promised: deliveries begin in the order of their events and then go side by side.

mod delivery;
pub mod signature;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;

use self::delivery::Delivery;
use crate::app::Shared;
use crate::events::{DeliveryReport, DeliveryState};
use crate::ids;
use crate::options::{Retries, WebhookTarget};
use crate::pipeline::lock;
use crate::store::Store;

/// How many deliveries go side by side.
const CONCURRENCY: usize = 16;

/// Where events go.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    pub id: String,
    pub url: String,
    pub secret: String,
}

/// One event for one endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Dispatch {
    pub event: String,
    /// The position of this delivery in the event's record.
    pub delivery: usize,
    pub endpoint: Endpoint,
    pub body: String,
}

/// What can be made to go wrong on the way to an endpoint.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookKnobs {
    /// Every event is sent twice.
    pub duplicate: bool,
    /// Every delivery waits up to a second, each its own time, so that events overtake each other.
    pub reorder: bool,
    /// The share of deliveries that are lost for good, 0 to 1.
    pub drop_probability: f64,
    /// Every delivery waits so long.
    pub delay_ms: u64,
    /// Nothing is sent until this is off again.
    pub paused: bool,
}

/// Adds an endpoint, or gives the one with this URL another secret.
pub(crate) fn register(store: &mut Store, target: WebhookTarget) {
    let WebhookTarget { url, secret } = target;
    match store.endpoints.iter_mut().find(|endpoint| endpoint.url == url) {
        Some(known) => known.secret = secret,
        None => store.endpoints.push(Endpoint { id: ids::fresh("we"), url, secret }),
    }
}

/// Hands out deliveries until the double stops.
pub(crate) async fn run(
    store: Shared,
    mut dispatches: UnboundedReceiver<Dispatch>,
    retries: Retries,
    shutdown: CancellationToken,
) {
    let client = match delivery::client() {
        Ok(client) => client,
        Err(error) => {
            tracing::error!(%error, "no webhooks: there is no HTTP client");
            return;
        }
    };
    let slots = Arc::new(Semaphore::new(CONCURRENCY));
    loop {
        let dispatch = tokio::select! {
            () = shutdown.cancelled() => return,
            dispatch = dispatches.recv() => dispatch,
        };
        let Some(dispatch) = dispatch else { return };
        delivery::wait_while_paused(&store).await;
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        let knobs = lock(&store).knobs.clone();
        let (store, slots) = (Arc::clone(&store), Arc::clone(&slots));
        let delivery = Delivery { store, client: client.clone(), dispatch, retries, slots };
        let shutdown = shutdown.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = delivery.carry_out(knobs, slot) => {}
            }
        });
    }
}

impl Store {
    /// Notes how a delivery stands. An event that a reset has forgotten is gone: false.
    pub(crate) fn note_delivery(
        &mut self,
        dispatch: &Dispatch,
        note: impl FnOnce(&mut DeliveryReport),
    ) -> bool {
        let record = self.events.get_mut(&dispatch.event);
        match record.and_then(|record| record.deliveries.get_mut(dispatch.delivery)) {
            Some(report) => {
                note(report);
                true
            }
            None => false,
        }
    }

    /// Sends an event to every endpoint once more.
    pub(crate) fn resend(&mut self, event: &str) -> bool {
        let endpoints = self.endpoints.clone();
        let Some(record) = self.events.get_mut(event) else { return false };
        let first = record.deliveries.len();
        for endpoint in &endpoints {
            let (url, state) = (endpoint.url.clone(), DeliveryState::Pending);
            record.deliveries.push(DeliveryReport { url, state, attempts: 0, last_status: None });
        }
        let body = record.render().to_string();
        for (offset, endpoint) in endpoints.into_iter().enumerate() {
            let (event, body) = (event.to_owned(), body.clone());
            self.dispatch(Dispatch { event, delivery: first + offset, endpoint, body });
        }
        true
    }
}
