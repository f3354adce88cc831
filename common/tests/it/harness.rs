//! Small services, to run in a test's process.

use std::future::Future;
use std::sync::{Arc, Mutex};

use common::bus::{ListenError, Listener};
use common::clock::{Clock, Timestamp};
use common::config::ServiceConfig;
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use common::service::{Base, Service};
use testkit::{Client, World, eventually};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use utoipa_axum::router::OpenApiRouter;

/// A running service.
pub struct Running {
    pub url: String,
    stop: CancellationToken,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    pub fn start(service: Service) -> Self {
        let url = format!("http://{}", service.address().unwrap());
        let stop = CancellationToken::new();
        Self { url, task: tokio::spawn(service.run(stop.clone())), stop }
    }

    pub fn anyone(&self) -> Client {
        Client::new(&self.url)
    }

    pub async fn is_ready(&self) -> bool {
        self.anyone().get("/readyz").await.status == 200
    }

    pub async fn ready(self) -> Self {
        eventually("the service is ready", || async { self.is_ready().await.then_some(()) }).await;
        self
    }

    /// Stops as SIGTERM does.
    pub async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap().unwrap();
    }
}

/// Runs a service that has no endpoint.
pub async fn run(base: Base, config: &ServiceConfig, with: impl FnOnce(Service) -> Service) -> Running {
    let service = Service::bind(base, config, OpenApiRouter::new()).await.unwrap();
    Running::start(with(service)).ready().await
}

/// orders, in a world, for it hears `expiration.complete`.
pub async fn orders(world: &World) -> Base {
    base(&world.service_config("orders"), world.clock.clone()).await
}

pub async fn base(config: &ServiceConfig, clock: Clock) -> Base {
    Base::connect("orders", config, clock).await.unwrap()
}

/// A listener that is a closure.
pub struct Hears<F>(pub F);

impl<F, Heard> Listener for Hears<F>
where
    F: Fn(ExpirationComplete) -> Heard + Send + Sync + 'static,
    Heard: Future<Output = Result<(), ListenError>> + Send,
{
    type Event = ExpirationComplete;

    fn hear(&self, event: ExpirationComplete) -> impl Future<Output = Result<(), ListenError>> + Send {
        (self.0)(event)
    }
}

/// What was seen so far. Clones share it.
pub struct Seen<T>(Arc<Mutex<Vec<T>>>);

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Clone> Seen<T> {
    pub fn nothing() -> Self {
        Self(Arc::default())
    }

    /// Adds one and says how many there are.
    pub fn add(&self, one: T) -> usize {
        let mut seen = self.0.lock().unwrap();
        seen.push(one);
        seen.len()
    }

    pub fn all(&self) -> Vec<T> {
        self.0.lock().unwrap().clone()
    }

    pub async fn at_least(&self, count: usize) -> Vec<T> {
        eventually("enough was seen", || async { Some(self.all()).filter(|seen| seen.len() >= count) }).await
    }
}

/// An event of an order of its own.
pub fn event(version: i64) -> ExpirationComplete {
    ExpirationComplete { order_id: OrderId::new(), version, due_at: Timestamp::from_millis(version) }
}
