//! MongoDB: a replica set of one, so that transactions and majority writes are what they are in a cluster.

mod replica_set;
mod users;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use mongodb::Client;
use mongodb::options::ClientOptions;

use crate::process::{Crashes, Launch};
use crate::server::{Ready, Server};
use crate::tools::Tool;

pub use users::{Owner, Users};

/// What it may take of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// Memory for data; 0.25 is the least that WiredTiger takes, and enough for few.
    pub cache_gb: f32,
    /// Its `nice`ness: with 19 it gets the processor time that all others leave.
    pub nice: u8,
}

impl Default for Share {
    fn default() -> Self {
        Self { cache_gb: 0.25, nice: 0 }
    }
}

/// A mongod that is a primary whenever an operation that starts it has returned.
#[derive(Debug)]
pub struct Mongod {
    server: Server,
    uri: String,
    /// Everybody is let in if there are none.
    users: Option<Users>,
}

impl Mongod {
    /// Starts one that lets everybody in, on the data in `dir`, which is made if it is missing. The same data need the same port again: it is
    /// part of the replica set's configuration.
    pub async fn start(dir: &Path, port: u16) -> Result<Self> {
        let log = dir.join("mongod.log");
        Self::start_named("mongod", dir, port, &log, Share::default(), None, &Crashes::default()).await
    }

    pub(crate) async fn start_named(
        name: &str,
        dir: &Path,
        port: u16,
        log: &Path,
        share: Share,
        users: Option<Users>,
        crashes: &Crashes,
    ) -> Result<Self> {
        let data = dir.join("data");
        std::fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
        let mongod = Tool::Mongod.find()?;
        let mut launch = match share.nice {
            0 => Launch::new(name, mongod, log),
            nice => Launch::new(name, "nice", log).args(["-n", &nice.to_string()]).args([mongod]),
        };
        launch.crashes = crashes.clone();
        let mut launch = launch.args(["--dbpath"]).args([data]).args([
            "--replSet",
            "rs0",
            "--bind_ip",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--nounixsocket",
            "--wiredTigerCacheSizeGB",
            &share.cache_gb.to_string(),
            "--oplogSize",
            "64",
            "--setParameter",
            "diagnosticDataCollectionEnabled=false",
            // There is no other member that could take over, so nothing to wait for.
            "--setParameter",
            "shutdownTimeoutMillisForSignaledShutdown=100",
            // A backup waits for it.
            "--setParameter",
            "periodicNoopIntervalSecs=1",
        ]);
        if let Some(users) = &users {
            launch = launch.args(["--keyFile"]).args([&users.keyfile]);
            // As few as there may be: they are against guessing, and nobody guesses a key of 24 random bytes.
            launch = launch.args(["--setParameter", "scramSHA256IterationCount=5000"]);
        }
        let server = Server::start(launch, port, Ready::Port(port)).await?;
        let uri = format!("mongodb://127.0.0.1:{port}/?directConnection=true");
        let mongod = Self { server, uri, users };
        mongod.become_primary().await?;
        Ok(mongod)
    }

    /// The address, without a user.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The address with the name and password of an owner.
    pub fn uri_of(&self, owner: &str) -> Option<String> {
        let owner = self.users.as_ref()?.owners.iter().find(|user| user.name == owner)?;
        Some(owner.uri(self.server.port()))
    }

    /// The process: to kill, pause and look at. Start it by this type's own functions.
    pub fn server(&self) -> &Server {
        &self.server
    }

    pub async fn kill(&self) -> Result<()> {
        self.server.kill().await
    }

    /// Starts it again on the same data and port, and waits until it is primary.
    pub async fn start_again(&self) -> Result<()> {
        self.server.start_again().await?;
        self.become_primary().await
    }

    /// SIGTERM, then as [`start_again`](Self::start_again).
    pub async fn restart(&self) -> Result<()> {
        self.server.stop().await?;
        self.start_again().await
    }

    async fn become_primary(&self) -> Result<()> {
        let prepared = self.prepare().await;
        prepared.with_context(|| format!("{} cannot be used", self.server.name()))
    }

    async fn prepare(&self) -> Result<()> {
        let mut address = ClientOptions::parse(&self.uri).await?;
        address.server_selection_timeout = Some(Duration::from_secs(30));
        let anyone = Client::with_options(address.clone())?;
        replica_set::become_primary(&anyone, self.server.port()).await?;
        match &self.users {
            Some(users) => users.make(&anyone, &address).await,
            None => Ok(()),
        }
    }
}
