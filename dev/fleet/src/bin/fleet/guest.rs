//! A command that runs beside a fleet, with all that it starts.

use std::ffi::OsString;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};

pub(crate) struct Guest(Child);

impl Guest {
    /// Starts a command with these variables in its environment.
    pub(crate) fn start(line: &[OsString], dir: &Path, variables: &[(&str, String)]) -> Result<Self> {
        let (program, args) = line.split_first().context("no command")?;
        let mut command = Command::new(program);
        command.args(args).current_dir(dir).stdin(Stdio::null());
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        // A group of its own: browsers and whatever else it starts end with it.
        command.process_group(0);
        let child = command.spawn();
        child.map(Self).with_context(|| format!("cannot run {}", Path::new(program).display()))
    }

    /// Its own end.
    pub(crate) async fn ended(&mut self) -> Result<ExitStatus> {
        self.0.wait().await.context("lost track of the command")
    }

    /// Ends it if it still runs.
    pub(crate) async fn end(mut self) -> Result<()> {
        let running = self.0.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        let Some(group) = running else { return Ok(()) };
        for signal in [Signal::TERM, Signal::KILL] {
            // The one failure is that the group has just ended.
            let _ = kill_process_group(group, signal);
            if tokio::time::timeout(Duration::from_secs(10), self.0.wait()).await.is_ok() {
                return Ok(());
            }
        }
        bail!("the command does not end")
    }
}
