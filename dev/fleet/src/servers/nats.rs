//! NATS with JetStream.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use common::bus::ACCOUNT;

use crate::process::{Crashes, Launch};
use crate::server::{Ready, Server};
use crate::tools::Tool;

/// When JetStream brings what it has acknowledged to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    /// Before every acknowledgement, as in production: nothing is lost with the machine.
    Always,
    /// Every two minutes: nothing is lost with the process, and tests are faster.
    Lazy,
}

/// A running nats-server.
#[derive(Debug)]
pub struct Nats {
    server: Server,
    url: String,
    store: PathBuf,
}

impl Nats {
    /// Starts one that lets everybody in, on the store in `dir`, which is made if it is missing.
    pub async fn start(dir: &Path, port: u16, sync: Sync) -> Result<Self> {
        Self::start_logging(dir, port, sync, &dir.join("nats.log"), None, &Crashes::default()).await
    }

    /// With `accounts`, nobody else is let in.
    pub(crate) async fn start_logging(
        dir: &Path,
        port: u16,
        sync: Sync,
        log: &Path,
        accounts: Option<&str>,
        crashes: &Crashes,
    ) -> Result<Self> {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let config = dir.join("nats.conf");
        let text = render(dir, port, sync) + accounts.unwrap_or_default();
        std::fs::write(&config, text).with_context(|| format!("cannot write {}", config.display()))?;
        let store = dir.join("store");
        if accounts.is_some() {
            move_to_account(&store.join("jetstream"))?;
        }
        let mut launch = Launch::new("nats", Tool::NatsServer.find()?, log).args(["--config"]).args([config]);
        launch.crashes = crashes.clone();
        let server = Server::start(launch, port, Ready::Port(port)).await?;
        Ok(Self { server, url: format!("nats://127.0.0.1:{port}"), store })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// The process: to kill, pause, restart and look at.
    pub fn server(&self) -> &Server {
        &self.server
    }

    pub async fn kill(&self) -> Result<()> {
        self.server.kill().await
    }

    /// Loses every stream and consumer, as with a lost volume; only while it does not run.
    pub fn erase(&self) -> Result<()> {
        let store = self.store.display();
        std::fs::remove_dir_all(&self.store).with_context(|| format!("cannot remove {store}"))
    }

    pub async fn start_again(&self) -> Result<()> {
        self.server.start_again().await
    }

    pub async fn restart(&self) -> Result<()> {
        self.server.restart().await
    }
}

/// Streams of a time when nobody was asked who they are belong to nobody; they become the fleet's.
fn move_to_account(streams: &Path) -> Result<()> {
    let (nobodys, ours) = (streams.join("$G"), streams.join(ACCOUNT));
    if nobodys.is_dir() && !ours.exists() {
        std::fs::rename(&nobodys, &ours).with_context(|| format!("cannot rename {}", nobodys.display()))?;
    }
    Ok(())
}

fn render(dir: &Path, port: u16, sync: Sync) -> String {
    let sync = match sync {
        Sync::Always => "\n    sync_interval: always",
        Sync::Lazy => "",
    };
    // The store limit only bounds reservations; the default is what the disk has free, which many test runs' streams
    // on one server could exhaust on paper.
    format!(
        r#"listen: "127.0.0.1:{port}"
server_name: "fleet"
jetstream {{
    store_dir: "{store}"
    max_file_store: 1TB{sync}
}}
"#,
        store = dir.join("store").display(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_production_syncs_every_message() {
        let dir = Path::new("/data");
        assert!(render(dir, 4222, Sync::Always).contains("sync_interval: always"));
        assert!(!render(dir, 4222, Sync::Lazy).contains("sync_interval"));
    }

    #[test]
    fn it_listens_on_the_loopback_address_only() {
        assert!(render(Path::new("/data"), 4222, Sync::Lazy).contains(r#"listen: "127.0.0.1:4222""#));
    }
}
