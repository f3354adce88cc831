//! NGINX as the ingress.

mod config;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use rustix::process::{Resource, geteuid, getrlimit};

use config::Build;
pub use config::{Limits, Routes};

use crate::process::{Crashes, Launch, Orphan};
use crate::server::{Ready, Server};
use crate::tools::Tool;

/// A running nginx.
#[derive(Debug)]
pub struct Nginx {
    server: Server,
}

impl Nginx {
    /// Starts one on 127.0.0.1 that keeps its files in `dir`, which is made if it is missing.
    pub async fn start(dir: &Path, port: u16, routes: &Routes) -> Result<Self> {
        Self::start_logging(dir, port, routes, &dir.join("nginx.log"), &Crashes::default()).await
    }

    pub(crate) async fn start_logging(
        dir: &Path,
        port: u16,
        routes: &Routes,
        log: &Path,
        crashes: &Crashes,
    ) -> Result<Self> {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let program = Tool::Nginx.find()?;
        let config = dir.join("nginx.conf");
        std::fs::write(&config, config::render(port, routes, &build(&program)?))
            .with_context(|| format!("cannot write {}", config.display()))?;
        let mut launch = Launch::new("nginx", program, log).args(["-e", "stderr", "-p"]).args([dir]);
        launch = launch.args(["-c"]).args([config]);
        launch.crashes = crashes.clone();
        // Its workers would outlive a master that is killed.
        launch.orphan = Orphan::Terminate;
        Ok(Self { server: Server::start(launch, port, Ready::Port(port)).await? })
    }

    /// The process: to kill, pause, restart and look at.
    pub fn server(&self) -> &Server {
        &self.server
    }
}

/// What the configuration has to know of this nginx and this process.
fn build(program: &Path) -> Result<Build> {
    let output = Command::new(program).arg("-V").output();
    let output = output.with_context(|| format!("cannot run {}", program.display()))?;
    Ok(Build {
        options: String::from_utf8_lossy(&output.stderr).into_owned(),
        as_root: geteuid().is_root(),
        open_files: getrlimit(Resource::Nofile).maximum,
    })
}
