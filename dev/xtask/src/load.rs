//! `cargo xtask load`.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Result, anyhow};
use clap::Args;

use crate::command::{self, cargo, need_python, show, target};

#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Load {
    /// Build and measure with optimisation: the figures are meant of that
    #[arg(long)]
    release: bool,
    /// What to do, and how: `cargo xtask load help` tells
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    arguments: Vec<OsString>,
}

/// Becomes `loadtest`, which starts a fleet of the programs beside it.
pub(crate) fn run(load: &Load) -> Result<()> {
    need_python()?;
    let mut build = cargo(["build", "--workspace", "--bins"]);
    if load.release {
        build.arg("--release");
    }
    command::run(&mut build)?;
    let profile = if load.release { "release" } else { "debug" };
    let mut command = Command::new(target()?.join(profile).join("loadtest"));
    command.args(&load.arguments);
    show(&command);
    Err(anyhow!(command.exec()).context("cannot run the load generator"))
}
