//! A process with a port that can be killed, paused and started again.

use std::path::Path;
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::sync::Mutex;

use crate::ports;
use crate::process::{Child, Launch};
use crate::ready;
pub use crate::ready::Ready;

/// mongod has been seen to take 5 s on a loaded machine; this is for a far slower one.
const START: Duration = Duration::from_secs(90);
/// The grace period that a pod gets.
const STOP: Duration = Duration::from_secs(30);

/// A server that this process runs. Every operation waits for its end; dropping it kills the process.
#[derive(Debug)]
pub struct Server {
    launch: Launch,
    port: u16,
    ready: Ready,
    child: Mutex<Option<Child>>,
}

impl Server {
    /// Starts the process and waits until it is ready.
    pub async fn start(launch: Launch, port: u16, ready: Ready) -> Result<Self> {
        let server = Self { launch, port, ready, child: Mutex::new(None) };
        server.start_again().await?;
        Ok(server)
    }

    pub fn name(&self) -> &str {
        &self.launch.name
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// `http://127.0.0.1:<port>`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn log(&self) -> &Path {
        &self.launch.log
    }

    pub async fn is_running(&self) -> bool {
        self.child.lock().await.as_ref().is_some_and(Child::is_running)
    }

    /// The process's id, while it runs.
    pub async fn pid(&self) -> Option<u32> {
        self.child.lock().await.as_ref().filter(|child| child.is_running()).map(Child::pid)
    }

    /// Starts the process again, on the same port and data, after [`kill`](Self::kill), [`stop`](Self::stop) or a
    /// crash, and waits until it is ready. Does nothing while it runs.
    pub async fn start_again(&self) -> Result<()> {
        let mut slot = self.child.lock().await;
        if slot.as_ref().is_some_and(Child::is_running) {
            return Ok(());
        }
        let child = slot.insert(self.spawn()?);
        ready::wait(child, &self.ready, START).await
    }

    /// As [`start_again`](Self::start_again), but does not wait until it is ready: for a process whose dependencies are down.
    pub async fn start_again_unready(&self) -> Result<()> {
        let mut slot = self.child.lock().await;
        if !slot.as_ref().is_some_and(Child::is_running) {
            *slot = Some(self.spawn()?);
        }
        Ok(())
    }

    /// SIGKILL.
    pub async fn kill(&self) -> Result<()> {
        match self.child.lock().await.as_ref() {
            Some(child) => child.kill().await,
            None => Ok(()),
        }
    }

    /// SIGTERM; an error when it does not end in time. `None` when it did not run.
    pub async fn stop(&self) -> Result<Option<ExitStatus>> {
        match self.child.lock().await.as_ref() {
            Some(child) if child.is_running() => child.terminate(STOP).await.map(Some),
            _ => Ok(None),
        }
    }

    /// SIGTERM, then start again.
    pub async fn restart(&self) -> Result<()> {
        self.stop().await?;
        self.start_again().await
    }

    /// SIGSTOP: connections hang instead of being refused.
    pub async fn pause(&self) {
        if let Some(child) = self.child.lock().await.as_ref() {
            child.pause();
        }
    }

    /// SIGCONT.
    pub async fn resume(&self) {
        if let Some(child) = self.child.lock().await.as_ref() {
            child.resume();
        }
    }

    fn spawn(&self) -> Result<Child> {
        if !ports::is_free(self.port) {
            bail!("port {} of {} is used by another program", self.port, self.launch.name);
        }
        Child::spawn(&self.launch)
    }
}
