//! A running fleet: five services with all that they need, behind the ingress.

mod builder;
mod plan;
mod start;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use common::config::BusConfig;
use futures::future::join_all;

pub use builder::{Builder, Mongods};

use crate::config::Settings;
use crate::process::{Crash, Crashes};
use crate::secrets::Secrets;
use crate::server::Server;
use crate::servers::{Mongod, Nats, Nginx, StripeDouble};
use crate::service::Service;
use crate::state::State;

/// The handles of everything that runs. They are dropped from the first field to the last: what depends on something
/// goes before it, and the data go last.
#[derive(Debug)]
pub struct Fleet {
    nginx: Nginx,
    client: Option<Server>,
    /// By service, its replicas.
    services: BTreeMap<Service, Vec<Server>>,
    stripe_double: Option<StripeDouble>,
    nats: Option<Nats>,
    /// One for each service, or a single one for all.
    mongods: Vec<(Vec<Service>, Mongod)>,
    mongodb_uris: BTreeMap<Service, String>,
    settings: Settings,
    crashes: Crashes,
    state: State,
}

impl Fleet {
    /// A fleet for a test: one replica each, one mongod for all, Stripe's double, no client, on data and ports that
    /// are gone afterwards.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The ingress's address.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.nginx.server().port())
    }

    /// One replica of a service; the first is 0.
    pub fn service(&self, service: Service, replica: usize) -> Result<&Server> {
        let replicas = self.services.get(&service).context("no such service")?;
        replicas.get(replica).with_context(|| format!("{service} has no replica {replica}"))
    }

    /// All replicas of a service.
    pub fn replicas(&self, service: Service) -> &[Server] {
        self.services.get(&service).map_or(&[], Vec::as_slice)
    }

    /// The mongod of a service, unless it was given.
    pub fn mongod(&self, service: Service) -> Result<&Mongod> {
        let mongod = self.mongods.iter().find(|(services, _)| services.contains(&service));
        mongod.map(|(_, mongod)| mongod).with_context(|| format!("{service}'s MongoDB is not ours"))
    }

    /// Every mongod of ours.
    pub fn mongods(&self) -> impl Iterator<Item = &Mongod> {
        self.mongods.iter().map(|(_, mongod)| mongod)
    }

    /// The nats-server, unless it was given.
    pub fn nats(&self) -> Result<&Nats> {
        self.nats.as_ref().context("the nats-server is not ours")
    }

    /// Stripe's double, unless there is an account.
    pub fn stripe_double(&self) -> Result<&StripeDouble> {
        self.stripe_double.as_ref().context("Stripe's double does not run")
    }

    pub fn nginx(&self) -> &Nginx {
        &self.nginx
    }

    pub fn client(&self) -> Option<&Server> {
        self.client.as_ref()
    }

    /// How a service reaches its MongoDB, with its user and password.
    pub fn mongodb_uri(&self, service: Service) -> Result<&str> {
        self.mongodb_uris.get(&service).map(String::as_str).context("no such service")
    }

    /// The name of a service's database.
    pub fn database(&self, service: Service) -> String {
        format!("{}{}", self.settings.database_prefix, service.name())
    }

    /// What the services are told.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How a user of the bus, a service or `ops`, reaches it.
    pub fn bus_config(&self, user: &str) -> Result<BusConfig> {
        start::bus_config(&self.settings, &self.state, user)
    }

    /// Makes the streams and consumers again, for a nats-server that has lost its data.
    pub async fn provision(&self) -> Result<()> {
        start::provision(&self.bus_config("ops")?).await
    }

    /// Where what the users of our own servers show who they are with is kept.
    pub fn secrets(&self) -> &Secrets {
        self.state.secrets()
    }

    /// Every exit so far that nobody asked for.
    pub fn crashes(&self) -> Vec<Crash> {
        self.crashes.list()
    }

    /// Waits for the first such exit.
    pub async fn first_crash(&self) -> Crash {
        self.crashes.first().await
    }

    /// Where every process logs, one file each.
    pub fn logs(&self) -> PathBuf {
        self.state.logs()
    }

    /// Where every letter that was sent is, one file each.
    pub fn mail_folder(&self) -> &Path {
        &self.settings.mail_folder
    }

    /// Stops everything: the ingress, then the services and the client, then what they depend on. An error names each service that did
    /// not end well by itself; all are gone in any case.
    pub async fn stop(self) -> Result<()> {
        let mut problems = Vec::new();
        let mut note = |stopped: Result<()>| problems.extend(stopped.err().map(|error| format!("{error:#}")));

        note(self.nginx.server().stop().await.map(drop));
        let client = async {
            match &self.client {
                Some(client) => client.stop().await.map(drop),
                None => Ok(()),
            }
        };
        let services = join_all(self.services.values().flatten().map(stop_service));
        let (client, services) = tokio::join!(client, services);
        services.into_iter().chain([client]).for_each(&mut note);

        if let Some(double) = &self.stripe_double {
            note(double.server().stop().await.map(drop));
        }
        let servers = self.mongods().map(Mongod::server).chain(self.nats.iter().map(Nats::server));
        let stopped = join_all(servers.map(Server::stop)).await;
        stopped.into_iter().map(|stopped| stopped.map(drop)).for_each(&mut note);

        if !problems.is_empty() {
            bail!("{}", problems.join("; "));
        }
        Ok(())
    }
}

/// A service that does not exit with 0 has lost something on its way out.
async fn stop_service(server: &Server) -> Result<()> {
    match server.stop().await? {
        Some(status) if !status.success() => bail!("{} stopped with {status}, not with 0", server.name()),
        _ => Ok(()),
    }
}
