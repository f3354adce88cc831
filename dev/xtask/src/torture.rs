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
    /// How: `cargo xtask torture --help` tells
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Becomes `torture`, of a build with crash points, which a release has not.
pub(crate) fn run(torture: &Torture) -> Result<()> {
    need_python()?;
    command::run(&mut cargo(["build", "--workspace"]))?;
    let mut command = Command::new(target()?.join("debug/torture"));
    command.args(&torture.arguments);
    show(&command);
    Err(anyhow!(command.exec()).context("cannot run the torture"))
}
