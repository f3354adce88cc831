//! A running double, in this process.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::app::{self, Shared};
use crate::connection::{Connection, CuttableListener};
use crate::control::{self, ControlError};
use crate::deadlines;
use crate::events::EventReport;
use crate::faults::Fault;
use crate::ledger::Ledger;
use crate::options::{Options, Retries, WebhookTarget};
use crate::payment_intents::{AuthenticationOutcome, SlowCharges};
use crate::pipeline::lock;
use crate::store::Store;
use crate::webhooks::{self, WebhookKnobs};

/// How often it is looked whether something has become due.
const TICK: Duration = Duration::from_millis(100);
/// How long calls that are under way may take once the double is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// A double that serves on a port of this machine until it is stopped or dropped.
#[derive(Debug)]
pub struct Double {
    address: SocketAddr,
    store: Shared,
    shutdown: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
}

impl Double {
    /// Starts a double.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind(options.address).await?;
        let address = listener.local_addr()?;
        let (dispatcher, dispatches) = mpsc::unbounded_channel();
        let mut store = Store::new(Vec::new(), dispatcher);
        for target in options.webhooks {
            webhooks::register(&mut store, target);
        }
        let store: Shared = Arc::new(Mutex::new(store));
        let shutdown = CancellationToken::new();
        let retries =
            Retries { base: options.webhook_retry_base, max_attempts: options.webhook_max_attempts };
        tokio::spawn(webhooks::run(Arc::clone(&store), dispatches, retries, shutdown.clone()));
        tokio::spawn(run_deadlines(Arc::clone(&store), shutdown.clone()));
        let service = app::router(Arc::clone(&store)).into_make_service_with_connect_info::<Connection>();
        let server = axum::serve(CuttableListener(listener), service)
            .with_graceful_shutdown(shutdown.clone().cancelled_owned());
        let server = tokio::spawn(server.into_future());
        Ok(Self { address, store, shutdown, server })
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops serving and waits, for a while, until the calls under way are answered.
    pub async fn stop(mut self) {
        self.shutdown.cancel();
        if tokio::time::timeout(GRACE, &mut self.server).await.is_err() {
            tracing::warn!("calls were still under way when the double stopped");
            self.server.abort();
        }
    }

    /// Where every cent is.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        Ledger::of(&self.store())
    }

    /// Every event so far, oldest first.
    #[must_use]
    pub fn events(&self) -> Vec<EventReport> {
        self.store().events.iter().map(|record| record.report()).collect()
    }

    /// Forgets everything but the webhook endpoints.
    pub fn reset(&self) {
        self.store().reset();
    }

    /// Moves the clock forward and carries out what has become due.
    pub fn advance_clock(&self, by: Duration) {
        let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        if let Err(error) = control::advance_clock(&mut self.store(), seconds) {
            tracing::error!(%error, "the clock did not move");
        }
    }

    /// Does the buyer's part in 3-D Secure; gives the intent as it is then.
    ///
    /// # Errors
    /// When there is no such intent, or it does not wait for the buyer.
    pub fn authenticate(&self, intent: &str, outcome: AuthenticationOutcome) -> Result<Value, ControlError> {
        control::authenticate_intent(&mut self.store(), intent, outcome)
    }

    /// Lets calls fail from now on.
    ///
    /// # Errors
    /// When the fault's status or probability makes no sense.
    pub fn add_fault(&self, fault: Fault) -> Result<(), ControlError> {
        fault.check()?;
        self.store().faults.add(fault);
        Ok(())
    }

    pub fn clear_faults(&self) {
        self.store().faults.clear();
    }

    /// Sends events there too, from now on.
    pub fn register_webhook(&self, target: WebhookTarget) {
        webhooks::register(&mut self.store(), target);
    }

    pub fn set_webhook_knobs(&self, knobs: WebhookKnobs) {
        self.store().knobs = knobs;
    }

    /// Sends an event to every endpoint once more.
    ///
    /// # Errors
    /// When there is no such event.
    pub fn resend_event(&self, event: &str) -> Result<(), ControlError> {
        let known = self.store().resend(event);
        known.then_some(()).ok_or_else(|| ControlError::NotFound(format!("event {event}")))
    }

    /// Lets the next charges, this many, stay in `processing` for a while.
    pub fn slow_charges(&self, times: u32, settle_after: Duration) {
        let settle_ms = i64::try_from(settle_after.as_millis()).unwrap_or(i64::MAX);
        self.store().slow_charges = SlowCharges { times, settle_ms };
    }

    /// Lets search lag behind writes, as Stripe's does.
    pub fn set_search_lag(&self, lag: Duration) {
        self.store().search.lag_ms = i64::try_from(lag.as_millis()).unwrap_or(i64::MAX);
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

async fn run_deadlines(store: Shared, shutdown: CancellationToken) {
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = tick.tick() => deadlines::run(&mut lock(&store)),
        }
    }
}
