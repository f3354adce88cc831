//! One mongod and one nats-server for all tests of a process.

use anyhow::Result;
use tokio::sync::OnceCell;

use super::{Mongod, Nats, Sync};
use crate::ports;
use crate::scratch::Scratch;

/// The variables by which `cargo xtask test` tells every test of the servers that it runs.
pub const MONGODB_URI: &str = "TEST_MONGODB_URI";
pub const NATS_URL: &str = "TEST_NATS_URL";

/// Servers for tests, which keep apart by database names and bus prefixes.
#[derive(Debug)]
pub struct TestServers {
    pub mongodb_uri: String,
    pub nats_url: String,
    /// Those that this process runs itself; in this order, because the data go last.
    _own: Option<(Mongod, Nats, Scratch)>,
}

impl TestServers {
    /// This process's servers: those that the environment names, otherwise its own, started on first use. They live
    /// as long as the process.
    pub async fn shared() -> Result<&'static Self> {
        static SERVERS: OnceCell<TestServers> = OnceCell::const_new();
        SERVERS.get_or_try_init(Self::obtain).await
    }

    /// Starts a mongod and a nats-server on data that go with them.
    pub async fn start() -> Result<Self> {
        let scratch = Scratch::create()?;
        let (mongod_dir, nats_dir) = (scratch.path().join("mongod"), scratch.path().join("nats"));
        let (mongod, nats) = tokio::try_join!(
            Mongod::start(&mongod_dir, ports::free()?),
            Nats::start(&nats_dir, ports::free()?, Sync::Lazy),
        )?;
        let (mongodb_uri, nats_url) = (mongod.uri().to_owned(), nats.url().to_owned());
        Ok(Self { mongodb_uri, nats_url, _own: Some((mongod, nats, scratch)) })
    }

    async fn obtain() -> Result<Self> {
        match (std::env::var(MONGODB_URI), std::env::var(NATS_URL)) {
            (Ok(mongodb_uri), Ok(nats_url)) => Ok(Self { mongodb_uri, nats_url, _own: None }),
            _ => Self::start().await,
        }
    }
}
