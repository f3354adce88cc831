//! What a fleet shall be like.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use super::{Fleet, start};
use crate::config::Given;
use crate::progress::Progress;
use crate::servers::{self, Limits, Share, TestServers};
use crate::service::Service;

/// How many mongods to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mongods {
    /// As in the cluster.
    PerService,
    /// One with five databases: starts faster, and takes a fifth of the memory.
    Shared,
}

/// What is done about the browser client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClientUse {
    None,
    /// Run as it was built last.
    AsBuilt,
    /// Brought up to date before.
    Build,
}

/// The variables of one process, by name.
type Environment = Vec<(String, String)>;

/// What is done to the environment of every replica before it starts.
#[derive(Clone)]
pub(super) struct Rewrite(Arc<dyn Fn(Service, usize, Environment) -> Result<Environment> + Send + Sync>);

impl Rewrite {
    pub(super) fn apply(&self, service: Service, replica: usize, given: Environment) -> Result<Environment> {
        (self.0)(service, replica, given)
    }
}

impl fmt::Debug for Rewrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rewrite(…)")
    }
}

/// The people of a test all come from this machine, hundreds in a minute.
const MANY: u32 = 60_000;

/// Collects what a fleet shall be like, then starts it.
#[derive(Clone, Debug)]
pub struct Builder {
    pub(super) state: Option<PathBuf>,
    pub(super) programs: Option<PathBuf>,
    pub(super) port: Option<u16>,
    pub(super) mongods: Mongods,
    pub(super) mongod_share: Share,
    pub(super) sync: servers::Sync,
    pub(super) replicas: BTreeMap<Service, usize>,
    pub(super) given: Given,
    pub(super) client: ClientUse,
    pub(super) tries_per_minute: Option<u32>,
    pub(super) order_window: Option<Duration>,
    pub(super) limits: Option<Limits>,
    pub(super) admin_email: Option<String>,
    pub(super) bus_prefix: String,
    pub(super) database_prefix: String,
    pub(super) log_filter: String,
    pub(super) extra: Vec<(Option<Service>, String, String)>,
    pub(super) rewrite: Option<Rewrite>,
    pub(super) progress: Progress,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            state: None,
            programs: None,
            port: None,
            mongods: Mongods::Shared,
            mongod_share: Share::default(),
            sync: servers::Sync::Lazy,
            replicas: BTreeMap::new(),
            given: Given::default(),
            client: ClientUse::None,
            tries_per_minute: Some(MANY),
            order_window: None,
            limits: None,
            admin_email: None,
            bus_prefix: String::new(),
            database_prefix: String::new(),
            log_filter: "info".to_owned(),
            extra: Vec::new(),
            rewrite: None,
            progress: Progress::Silent,
        }
    }
}

impl Builder {
    /// Keeps data, ports and the session key in `dir` from one start to the next.
    #[must_use]
    pub fn state(mut self, dir: impl Into<PathBuf>) -> Self {
        self.state = Some(dir.into());
        self
    }

    /// Where the services' programs are; by default beside the running program.
    #[must_use]
    pub fn programs(mut self, dir: impl Into<PathBuf>) -> Self {
        self.programs = Some(dir.into());
        self
    }

    /// The ingress's port; by default a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    #[must_use]
    pub fn mongods(mut self, mongods: Mongods) -> Self {
        self.mongods = mongods;
        self
    }

    /// What each mongod may take of the machine.
    #[must_use]
    pub fn mongod_share(mut self, share: Share) -> Self {
        self.mongod_share = share;
        self
    }

    /// When the nats-server syncs; lazily by default.
    #[must_use]
    pub fn sync(mut self, sync: servers::Sync) -> Self {
        self.sync = sync;
        self
    }

    /// How many processes of a service; one by default.
    #[must_use]
    pub fn replicas(mut self, service: Service, count: usize) -> Self {
        self.replicas.insert(service, count);
        self
    }

    /// Servers that run already and are used instead of own ones.
    #[must_use]
    pub fn given(mut self, given: Given) -> Self {
        self.given = given;
        self
    }

    /// Uses the servers that all tests share, kept apart by `prefix`: letters and digits, another for each fleet.
    #[must_use]
    pub fn on(mut self, servers: &TestServers, prefix: &str) -> Self {
        let uri = |service| (service, servers.mongodb_uri.clone());
        self.given.mongodb = Service::ALL.into_iter().map(uri).collect();
        self.given.nats = Some(servers.nats_url.clone());
        self.bus_prefix = prefix.to_owned();
        self.database_prefix = format!("{prefix}-");
        self
    }

    /// Builds and runs the browser client too, if there is one.
    #[must_use]
    pub fn with_client(mut self) -> Self {
        self.client = ClientUse::Build;
        self
    }

    /// Runs the browser client as it was built last: several fleets can share one build.
    #[must_use]
    pub fn with_client_as_built(mut self) -> Self {
        self.client = ClientUse::AsBuilt;
        self
    }

    /// How long an order is held; the service's default otherwise.
    #[must_use]
    pub fn order_window(mut self, window: Duration) -> Self {
        self.order_window = Some(window);
        self
    }

    /// How many tries to sign up or in a host has in a minute; `None` for as many as the service grants by itself.
    #[must_use]
    pub fn tries_per_minute(mut self, tries: Option<u32>) -> Self {
        self.tries_per_minute = tries;
        self
    }

    /// What the ingress lets one address ask for; as much as it likes by default.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Who proves that this address is theirs is an admin.
    #[must_use]
    pub fn admin_email(mut self, email: impl Into<String>) -> Self {
        self.admin_email = Some(email.into());
        self
    }

    /// `RUST_LOG` of every service.
    #[must_use]
    pub fn log_filter(mut self, filter: impl Into<String>) -> Self {
        self.log_filter = filter.into();
        self
    }

    /// One more variable for one service.
    #[must_use]
    pub fn service_env(mut self, service: Service, name: &str, value: &str) -> Self {
        self.extra.push((Some(service), name.to_owned(), value.to_owned()));
        self
    }

    /// One more variable for all services.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.extra.push((None, name.to_owned(), value.to_owned()));
        self
    }

    /// Changes the environment of each replica of each service, once all servers run: to lead its connections through
    /// something that can break them.
    #[must_use]
    pub fn rewrite_environment(
        mut self,
        rewrite: impl Fn(Service, usize, Vec<(String, String)>) -> Result<Vec<(String, String)>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.rewrite = Some(Rewrite(Arc::new(rewrite)));
        self
    }

    /// Tells of every step on standard error.
    #[must_use]
    pub fn progress(mut self, progress: Progress) -> Self {
        self.progress = progress;
        self
    }

    /// Starts everything and waits until all of it is ready. When anything fails, or this future is dropped, nothing
    /// is left running.
    pub async fn start(self) -> Result<Fleet> {
        start::start(self).await
    }
}
