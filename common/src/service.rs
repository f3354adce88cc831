//! A service's life: it serves HTTP at once, becomes ready when its dependencies answer, listens,
//! relays its outbox, and on SIGTERM finishes what it accepted.

mod health;

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use futures::future::BoxFuture;
use mongodb::Database;
use serde::de::DeserializeOwned;
use tokio::net::{TcpListener, TcpSocket};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use utoipa_axum::router::OpenApiRouter;

use crate::aggregate::{Aggregate, Aggregates};
use crate::auth::{Revocations, SessionVerifier};
use crate::bus::{Bus, Listener, Subscription};
use crate::clock::Clock;
use crate::config::ServiceConfig;
use crate::error::chain;
use crate::http::{Gate, describe, layered, serve};
use crate::live::Feed;
use crate::mongo::{self, DbError};
use crate::outbox::Relay;
use crate::telemetry;
use health::Health;

/// How long requests and listeners have to finish, and the outbox after them; together less than a pod's
/// grace period.
const GRACE: Duration = Duration::from_secs(25);
const LAST_WORDS: Duration = Duration::from_secs(3);
const BACKLOG: u32 = 4096;
const RETRY: Duration = Duration::from_millis(250);
/// How often, and how far back, states are told again in case the bus lost them.
const TELL_AGAIN_EVERY: Duration = Duration::from_secs(5 * 60);
const TELL_AGAIN_WINDOW: Duration = Duration::from_secs(15 * 60);

/// What every service stands on.
#[derive(Clone)]
pub struct Base {
    pub name: &'static str,
    pub clock: Clock,
    pub database: Database,
    pub bus: Bus,
    /// Cancelled when the service begins to stop: ends what would otherwise never end.
    pub stopping: CancellationToken,
}

impl Base {
    /// Connects in the background; fails only if an address cannot be read.
    pub async fn connect(name: &'static str, config: &ServiceConfig, clock: Clock) -> anyhow::Result<Self> {
        telemetry::start(name);
        let database = mongo::connect(&config.mongodb_uri, &config.mongodb_database).await;
        let database = database.context("MONGODB_URI cannot be used")?;
        let bus = Bus::connect(&config.bus, name).await?;
        Ok(Self { name, clock, database, bus, stopping: CancellationToken::new() })
    }
}

type Prepare = Box<dyn Fn() -> BoxFuture<'static, Result<(), DbError>> + Send + Sync>;
type Observer = Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;
type Task = Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>;

/// A service, put together and not running yet.
pub struct Service {
    base: Base,
    tcp: TcpListener,
    api: Router,
    prepare: Vec<Prepare>,
    subscriptions: Vec<Subscription>,
    relays: Vec<Relay>,
    tasks: Vec<Task>,
    observers: Vec<Observer>,
    revocations: Option<Revocations>,
}

impl Service {
    /// Takes its address; `api` is served there together with its OpenAPI document.
    pub async fn bind(base: Base, config: &ServiceConfig, api: OpenApiRouter) -> anyhow::Result<Self> {
        let address = SocketAddr::new(config.host, config.port);
        let tcp = listen(address).with_context(|| format!("cannot listen on {address}"))?;
        let (api, document) = api.split_for_parts();
        let document = describe(document, base.name).context("the OpenAPI document cannot be written")?;
        let at = format!("/api/{}/openapi.json", base.name);
        let json = [(header::CONTENT_TYPE, "application/json")];
        let api = api.route(&at, get(move || std::future::ready((json, document.clone()))));
        Ok(Self {
            base,
            tcp,
            api,
            prepare: vec![],
            subscriptions: vec![],
            relays: vec![],
            tasks: vec![],
            observers: vec![],
            revocations: None,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        Ok(self.tcp.local_addr()?)
    }

    /// Something that must have succeeded before the first request: making indexes.
    #[must_use]
    pub fn prepare<
        S: Clone + Send + Sync + 'static,
        F: Future<Output = Result<(), DbError>> + Send + 'static,
    >(
        mut self,
        state: &S,
        prepare: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self {
        let state = state.clone();
        self.prepare.push(Box::new(move || Box::pin(prepare(state.clone()))));
        self
    }

    /// Hears an event.
    #[must_use]
    pub fn listen(mut self, listener: impl Listener) -> Self {
        let stop = self.base.stopping.clone();
        let subscription = self.base.bus.subscription(listener, stop);
        let lag = subscription.lag();
        if self.subscriptions.is_empty() {
            let bus = self.base.bus.clone();
            self = self.observe(&bus, |bus| async move { bus.observe_dead_letters().await });
        }
        self.subscriptions.push(subscription);
        self.observe(&lag, |lag| async move { lag.observe().await })
    }

    /// Publishes what these aggregates tell, and tells it again now and then.
    #[must_use]
    pub fn publish<T: Aggregate>(mut self, aggregates: &Aggregates<T>) -> Self {
        let relay = aggregates.relay(self.base.bus.clone());
        self.relays.push(relay.clone());
        self = self.observe(&relay, |relay| async move { relay.observe().await });
        let state = (self.base.bus.clone(), aggregates.clone());
        self.every(TELL_AGAIN_EVERY, "tell states again", &state, |(bus, aggregates)| async move {
            aggregates.tell_again(&bus, TELL_AGAIN_WINDOW, TELL_AGAIN_EVERY).await.map(|_| ())
        })
    }

    /// Keeps a verifier told of sessions that end. The service is not ready before it knows those that ended lately.
    #[must_use]
    pub fn sessions(mut self, verifier: &SessionVerifier) -> Self {
        self.revocations = Some(verifier.revocations().clone());
        self
    }

    /// Keeps a feed of live views going.
    #[must_use]
    pub fn feed<T: Clone + Send + DeserializeOwned + 'static>(self, feed: Feed<T>) -> Self {
        let bus = self.base.bus.clone();
        self.task(move |stop| feed.run(bus, stop))
    }

    /// Does something again and again; a failure is logged and the next turn comes all the same.
    #[must_use]
    pub fn every<S, E, F>(
        self,
        period: Duration,
        what: &'static str,
        state: &S,
        turn: impl Fn(S) -> F + Send + 'static,
    ) -> Self
    where
        S: Clone + Send + 'static,
        E: std::error::Error + 'static,
        F: Future<Output = Result<(), E>> + Send + 'static,
    {
        let state = state.clone();
        self.task(move |stop| async move {
            let mut ticks = tokio::time::interval(period);
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    _ = ticks.tick() => {}
                }
                if let Err(error) = turn(state.clone()).await {
                    tracing::warn!(what, error = chain(&error), "failed, will be tried again");
                }
            }
        })
    }

    /// Looks something up whenever somebody reads the metrics, and sets gauges by it
    /// ([`looked_up`](telemetry::looked_up)).
    #[must_use]
    pub fn observe<S, F>(mut self, state: &S, observe: impl Fn(S) -> F + Send + Sync + 'static) -> Self
    where
        S: Clone + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let state = state.clone();
        self.observers.push(Box::new(move || Box::pin(observe(state.clone()))));
        self
    }

    /// Runs until the service stops.
    #[must_use]
    pub fn task<F: Future<Output = ()> + Send + 'static>(
        mut self,
        task: impl FnOnce(CancellationToken) -> F + Send + 'static,
    ) -> Self {
        self.tasks.push(Box::new(move |stop| Box::pin(task(stop))));
        self
    }

    /// Serves until `stop`, then finishes what it accepted.
    pub async fn run(self, stop: CancellationToken) -> anyhow::Result<()> {
        let Self { base, tcp, api, prepare, subscriptions, relays, tasks, observers, revocations } = self;
        let (gate, requests) = (Gate::default(), TaskTracker::new());
        let (work, relaying) = (TaskTracker::new(), TaskTracker::new());
        let (stop_relaying, broken) = (CancellationToken::new(), CancellationToken::new());
        let health = Health { base: base.clone(), gate: gate.clone(), observers: observers.into() };
        let app = layered(api, gate.clone(), requests.clone()).merge(health.routes());

        tracing::info!(service = base.name, address = %tcp.local_addr()?, "listening");
        let stopping = base.stopping.clone();
        let mut server = tokio::spawn(serve(tcp, app, stopping.clone()));

        for relay in relays.clone() {
            let (stop, gate) = (stop_relaying.clone(), gate.clone());
            let relay = async move {
                gate.opened(&stop).await;
                relay.run(stop).await;
            };
            relaying.spawn(to_the_end(relay, stop_relaying.clone(), broken.clone()));
        }
        if let Some(revocations) = revocations.clone() {
            let hearing = revocations.run(base.bus.clone(), stopping.clone());
            work.spawn(to_the_end(hearing, stopping.clone(), broken.clone()));
        }
        let begin = async {
            wait_until_prepared(&prepare, &subscriptions).await;
            if let Some(revocations) = &revocations {
                revocations.caught_up().await;
            }
            gate.open();
            tracing::info!(service = base.name, "ready");
        };
        tokio::select! {
            () = begin => {
                for subscription in subscriptions {
                    work.spawn(to_the_end(subscription.run(), stopping.clone(), broken.clone()));
                }
                for task in tasks {
                    work.spawn(to_the_end(task(stopping.clone()), stopping.clone(), broken.clone()));
                }
                work.spawn(telemetry::upkeep(stopping.clone()));
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = broken.cancelled() => {}
                    ended = &mut server => return ended.context("the server ended"),
                }
            }
            () = stop.cancelled() => {}
            () = broken.cancelled() => {}
        }

        tracing::info!(service = base.name, "stopping");
        stopping.cancel();
        for tracker in [&work, &requests, &relaying] {
            tracker.close();
        }
        let finish = async {
            let served = (&mut server).await;
            requests.wait().await;
            work.wait().await;
            served
        };
        match tokio::time::timeout(GRACE, finish).await {
            Ok(served) => served.context("the server ended badly")?,
            Err(_) => tracing::error!("stopped before everything was finished"),
        }
        // Whatever the last requests and listeners wrote is published before the relays end.
        let publish = async {
            for relay in &relays {
                if let Err(error) = relay.drain().await {
                    tracing::warn!(error = chain(&error), "the outbox is left to another replica");
                }
            }
            stop_relaying.cancel();
            relaying.wait().await;
        };
        if tokio::time::timeout(LAST_WORDS, publish).await.is_err() {
            tracing::warn!("the outbox is left to another replica");
        }
        telemetry::trace::flush().await;
        tracing::info!(service = base.name, "stopped");
        if broken.is_cancelled() { anyhow::bail!("a part of the service ended by itself") } else { Ok(()) }
    }
}

/// Runs what must not end before `stop`. A service of which a part has ended looks well and does not do
/// its work, so it is stopped, and whoever runs it starts it again.
async fn to_the_end(
    part: impl Future<Output = ()> + Send + 'static,
    stop: CancellationToken,
    broken: CancellationToken,
) {
    let ended = tokio::spawn(part).await;
    if !stop.is_cancelled() {
        tracing::error!(panic = ended.is_err(), "a part of the service ended by itself");
        broken.cancel();
    }
}

/// A rush of buyers waits in the backlog instead of being told to try again later by the kernel.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn wait_until_prepared(prepare: &[Prepare], subscriptions: &[Subscription]) {
    for step in prepare {
        while let Err(error) = step().await {
            tracing::warn!(error = chain(&error), "waiting for the database");
            tokio::time::sleep(RETRY).await;
        }
    }
    for subscription in subscriptions {
        while !subscription.is_provisioned().await {
            tokio::time::sleep(RETRY).await;
        }
    }
}

/// Cancelled by SIGTERM or Ctrl-C.
pub fn terminated() -> anyhow::Result<CancellationToken> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let cancel = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        cancel.cancel();
    });
    Ok(stop)
}
