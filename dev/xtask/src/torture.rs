//! `cargo xtask torture`.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Result, anyhow};
use clap::Args;

use crate::command::{self, cargo, need_python, show, target};

#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Torture {
    /// Build with optimisation, and with crash points all the same: more purchases an hour
    #[arg(long)]
    release: bool,
    /// How: `cargo xtask torture --help` tells
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Becomes `torture`, of a build with crash points, which a release has not.
pub(crate) fn run(torture: &Torture) -> Result<()> {
    need_python()?;
    let mut build = cargo(["build", "--workspace", "--bins"]);
    if torture.release {
        build.args(["--profile", "crashable"]);
    }
    command::run(&mut build)?;
    let profile = if torture.release { "crashable" } else { "debug" };
    let mut command = Command::new(target()?.join(profile).join("torture"));
    command.args(&torture.arguments);
    show(&command);
    Err(anyhow!(command.exec()).context("cannot run the torture"))
}
