//! Waits for children, one thread each, and reports the exits that nobody asked for.

use std::fmt;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use tokio::sync::{Notify, watch};

use super::{Launch, Life, tail};

/// A child that ended though nobody asked it to.
#[derive(Clone, Debug)]
pub struct Crash {
    pub name: String,
    pub status: ExitStatus,
    /// The last lines of its log.
    pub log: String,
}

impl fmt::Display for Crash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ended unexpectedly ({})", self.name, self.status)?;
        if self.log.is_empty() { Ok(()) } else { write!(f, "; its last log lines:\n{}", self.log) }
    }
}

/// The unexpected exits of a group of children.
#[derive(Clone, Debug, Default)]
pub struct Crashes(Arc<Reports>);

#[derive(Debug, Default)]
struct Reports {
    crashes: Mutex<Vec<Crash>>,
    added: Notify,
}

impl Crashes {
    /// All so far.
    pub fn list(&self) -> Vec<Crash> {
        self.0.crashes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for the first.
    pub async fn first(&self) -> Crash {
        loop {
            let added = self.0.added.notified();
            if let Some(crash) = self.list().into_iter().next() {
                return crash;
            }
            added.await;
        }
    }

    fn add(&self, crash: Crash) {
        self.0.crashes.lock().unwrap_or_else(PoisonError::into_inner).push(crash);
        self.0.added.notify_waiters();
    }
}

/// Starts the thread that waits for `child`. Not tokio's own reaper: that one belongs to a runtime, and children are
/// shared by tests with a runtime each.
pub(super) fn reap(
    mut child: std::process::Child,
    launch: &Launch,
    life: Arc<Mutex<Life>>,
) -> Result<watch::Receiver<Option<ExitStatus>>> {
    let (exited, exit) = watch::channel(None);
    let (name, log, crashes) = (launch.name.clone(), launch.log.clone(), launch.crashes.clone());
    let wait = move || {
        let pid = Pid::from_child(&child);
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(waitid(WaitId::Pid(pid), options), Err(Errno::INTR)) {}
        // Until it is reaped, the dead leader keeps the group's id from being used again: workers that it leaves
        // behind can be killed safely now, and only now.
        let _ = kill_process_group(pid, Signal::KILL);
        let mut life = life.lock().unwrap_or_else(PoisonError::into_inner);
        let status = child.wait().unwrap_or_default();
        life.reaped = true;
        if !life.end_expected {
            crashes.add(Crash { name, status, log: tail(&log) });
        }
        drop(life);
        exited.send_replace(Some(status));
    };
    std::thread::Builder::new().name("reaper".into()).spawn(wait).context("cannot start a thread")?;
    Ok(exit)
}
