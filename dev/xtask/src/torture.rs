//! `cargo xtask torture`.

use std::ffi::OsString;

use anyhow::Result;
use clap::Args;

use crate::command::{build_and_become, need_python};

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
    let profile = if torture.release { "crashable" } else { "dev" };
    build_and_become("torture", profile, &torture.arguments)
}
