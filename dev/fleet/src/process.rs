//! One child process: started so that it cannot outlive us, signalled, and waited for.

mod reaper;
mod spawner;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::sync::watch;

pub use reaper::{Crash, Crashes};

/// How many lines of a log tell why a process ended.
const TAIL: usize = 20;

/// What to start and how.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The name in messages and of the log file.
    pub name: String,
    pub program: PathBuf,
    pub args: Vec<OsString>,
    /// The whole environment of the child, apart from a few variables of ours, such as PATH.
    pub env: Vec<(String, String)>,
    pub dir: Option<PathBuf>,
    /// Standard output and error are appended here.
    pub log: PathBuf,
    /// The signal that the child gets when its parent dies. `Kill` is surest, also for a paused child; `Terminate` is
    /// for a child with workers of its own that must be told.
    pub orphan: Orphan,
    /// Where an exit that nobody asked for is reported.
    pub crashes: Crashes,
}

/// The signal for a child whose parent has died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orphan {
    Kill,
    Terminate,
}

impl Launch {
    pub fn new(name: impl Into<String>, program: impl Into<PathBuf>, log: impl Into<PathBuf>) -> Self {
        Self {
            name: name.into(),
            program: program.into(),
            args: Vec::new(),
            env: Vec::new(),
            dir: None,
            log: log.into(),
            orphan: Orphan::Kill,
            crashes: Crashes::default(),
        }
    }

    #[must_use]
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    #[must_use]
    pub fn env(mut self, env: impl IntoIterator<Item = (String, String)>) -> Self {
        self.env.extend(env);
        self
    }
}

/// A running, or ended, child process. Dropping it kills it.
#[derive(Debug)]
pub struct Child {
    name: String,
    pid: Pid,
    log: PathBuf,
    life: Arc<Mutex<Life>>,
    exit: watch::Receiver<Option<ExitStatus>>,
}

/// What decides whether a signal may be sent: a reaped process's id may belong to somebody else.
#[derive(Debug, Default)]
struct Life {
    reaped: bool,
    /// Somebody asked for the end, so it is no crash.
    end_expected: bool,
}

impl Child {
    /// Starts the process as the leader of a process group of its own: a Ctrl-C at the terminal reaches us only, and
    /// the order in which children end is ours.
    pub fn spawn(launch: &Launch) -> Result<Self> {
        let child = spawner::spawn(launch).with_context(|| format!("cannot start {}", launch.name))?;
        let pid = Pid::from_child(&child);
        let life = Arc::new(Mutex::new(Life::default()));
        let exit = reaper::reap(child, launch, Arc::clone(&life))?;
        Ok(Self { name: launch.name.clone(), pid, log: launch.log.clone(), life, exit })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }

    pub fn is_running(&self) -> bool {
        self.exit.borrow().is_none()
    }

    /// The last lines that the process wrote.
    pub fn last_log_lines(&self) -> String {
        tail(&self.log)
    }

    /// SIGKILL, as a crash of the machine would.
    pub async fn kill(&self) -> Result<()> {
        self.signal_end(Signal::KILL);
        self.wait_for_exit().await.map(drop)
    }

    /// SIGTERM; SIGKILL and an error when the process is still there after `deadline`.
    pub async fn terminate(&self, deadline: Duration) -> Result<ExitStatus> {
        self.signal_end(Signal::TERM);
        // A paused process hears nothing else.
        self.signal(Signal::CONT);
        match tokio::time::timeout(deadline, self.wait_for_exit()).await {
            Ok(status) => status,
            Err(_) => {
                self.kill().await?;
                bail!("{} did not stop within {} s and was killed", self.name, deadline.as_secs());
            }
        }
    }

    /// SIGSTOP: the process hangs, its sockets stay open.
    pub fn pause(&self) {
        self.signal(Signal::STOP);
    }

    /// SIGCONT.
    pub fn resume(&self) {
        self.signal(Signal::CONT);
    }

    /// Waits until the process has ended, for whatever reason.
    pub async fn wait_for_exit(&self) -> Result<ExitStatus> {
        let mut exit = self.exit.clone();
        let status = exit.wait_for(Option::is_some).await.context("lost track of a child process")?;
        (*status).context("lost track of a child process")
    }

    fn signal_end(&self, signal: Signal) {
        self.life.lock().unwrap_or_else(PoisonError::into_inner).end_expected = true;
        self.signal(signal);
    }

    fn signal(&self, signal: Signal) {
        let life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
        if !life.reaped {
            // The one failure is that the group has just ended.
            let _ = kill_process_group(self.pid, signal);
        }
    }
}

impl Drop for Child {
    /// Waits for the end, so that the data directory can be removed and the port used again.
    fn drop(&mut self) {
        if !self.is_running() {
            return;
        }
        self.signal_end(Signal::KILL);
        for _ in 0..500 {
            if !self.is_running() {
                return;
            }
            std::thread::sleep(Duration::from_millis(4));
        }
    }
}

/// The last lines of a log file; empty when there is none.
fn tail(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().rev().take(TAIL).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
