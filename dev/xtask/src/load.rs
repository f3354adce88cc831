//! `cargo xtask load`.

use std::ffi::OsString;

use anyhow::Result;
use clap::Args;

use crate::command::{build_and_become, need_python};

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
    let profile = if load.release { "release" } else { "dev" };
    build_and_become("loadtest", profile, &load.arguments)
}
