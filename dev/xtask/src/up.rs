//! `cargo xtask up`.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Result, anyhow};
use clap::Args;

use crate::command::{self, cargo, need_python, show, target};

#[derive(Args)]
pub(crate) struct Up {
    /// Fill the market with accounts and listings
    #[arg(long)]
    demo: bool,
    /// The port to open in the browser
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build and run with optimisation
    #[arg(long)]
    release: bool,
}

/// Becomes `fleet up`: the terminal's and any other signal reach it directly, and nobody stays in between.
pub(crate) fn run(up: &Up) -> Result<()> {
    need_python()?;
    let profile = if up.release { "release" } else { "debug" };
    let fleet = target()?.join(profile).join("fleet");
    if !fleet.is_file() {
        let minutes = if up.release { "ten to twenty" } else { "five to ten" };
        eprintln!("building the services and the tools; the first time takes {minutes} minutes");
    }
    let mut build = cargo(["build", "--workspace"]);
    if up.release {
        build.arg("--release");
    }
    command::run(&mut build)?;

    let mut command = Command::new(fleet);
    command.args(["up", "--port", &up.port.to_string()]);
    if up.demo {
        command.arg("--demo");
    }
    show(&command);
    Err(anyhow!(command.exec()).context("cannot run the fleet"))
}
