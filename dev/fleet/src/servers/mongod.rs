//! MongoDB: a replica set of one, so that transactions and majority writes are what they are in a cluster.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::process::{Crashes, Launch};
use crate::server::{Ready, Server};
use crate::tools::Tool;

/// A mongod that is a primary whenever an operation that starts it has returned.
#[derive(Debug)]
pub struct Mongod {
    server: Server,
    uri: String,
}

impl Mongod {
    /// Starts one on the data in `dir`, which is made if it is missing. The same data need the same port again: it is
    /// part of the replica set's configuration.
    pub async fn start(dir: &Path, port: u16) -> Result<Self> {
        Self::start_named("mongod", dir, port, &dir.join("mongod.log"), &Crashes::default()).await
    }

    pub(crate) async fn start_named(
        name: &str,
        dir: &Path,
        port: u16,
        log: &Path,
        crashes: &Crashes,
    ) -> Result<Self> {
        let data = dir.join("data");
        std::fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
        let mut launch = Launch::new(name, Tool::Mongod.find()?, log);
        launch.crashes = crashes.clone();
        let launch = launch.args(["--dbpath"]).args([data]).args([
            "--replSet",
            "rs0",
            "--bind_ip",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--nounixsocket",
            "--wiredTigerCacheSizeGB",
            "0.25",
            "--oplogSize",
            "64",
            "--setParameter",
            "diagnosticDataCollectionEnabled=false",
            // There is no other member that could take over, so nothing to wait for.
            "--setParameter",
            "shutdownTimeoutMillisForSignaledShutdown=100",
        ]);
        let server = Server::start(launch, port, Ready::Port(port)).await?;
        let mongod = Self { server, uri: format!("mongodb://127.0.0.1:{port}/?directConnection=true") };
        mongod.become_primary().await?;
        Ok(mongod)
    }

    pub fn uri(&self) -> &str {
        &self.uri
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
        let primary = common::mongo::init_replica_set(&self.uri).await;
        primary.with_context(|| format!("{} does not become primary", self.server.name()))
    }
}
