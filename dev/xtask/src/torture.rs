//! `cargo xtask torture`.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Result, anyhow};
use clap::Args;

use crate::command::{self, cargo, need_python, show, target};

#[derive(Args)]
pub(crate) struct Torture {
    /// What the faults follow from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many runs, with this seed and the next ones
    #[arg(long, default_value_t = 1)]
    runs: u64,
    /// A run goes on until there were so many purchases
    #[arg(long, default_value_t = 200)]
    purchases: u64,
    /// And so many faults
    #[arg(long, default_value_t = 30)]
    faults: u64,
    /// Wait so many times as long between two faults
    #[arg(long, default_value_t = 1)]
    pace: u64,
    /// But no longer than this
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// One mongod for all services, instead of one each
    #[arg(long)]
    one_mongod: bool,
    /// Only print what would go wrong
    #[arg(long)]
    schedule: bool,
}

/// Becomes `torture`, of a build with crash points, which a release has not.
pub(crate) fn run(torture: &Torture) -> Result<()> {
    need_python()?;
    command::run(&mut cargo(["build", "--workspace"]))?;
    let target = target()?;
    let mut command = Command::new(target.join("debug/torture"));
    for (name, value) in [
        ("--seed", torture.seed),
        ("--runs", torture.runs),
        ("--purchases", torture.purchases),
        ("--faults", torture.faults),
        ("--pace", torture.pace),
        ("--minutes", torture.minutes),
    ] {
        command.args([name, &value.to_string()]);
    }
    let flags = [("--one-mongod", torture.one_mongod), ("--schedule", torture.schedule)];
    command.args(flags.iter().filter(|(_, given)| *given).map(|(flag, _)| flag));
    command.arg("--folder").arg(target.join("torture"));
    show(&command);
    Err(anyhow!(command.exec()).context("cannot run the torture"))
}
