//! `cargo xtask lint` and `cargo xtask check`.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::command::{cargo, root, run};
use crate::manifests;
use crate::tools::Tool;

const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// Format, clippy and documentation, each without a warning.
pub(crate) fn lint() -> Result<()> {
    run(&mut cargo(["fmt", "--check"]))?;
    run(&mut cargo(["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"]))?;
    run(&mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run(cargo(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

#[derive(Args)]
pub(crate) struct Check {
    /// Leave out what needs the internet: the security advisories
    #[arg(long)]
    offline: bool,
}

/// What [`lint`] checks, the lock file of the fuzz targets, the manifests, and `deny.toml`.
pub(crate) fn check(check: &Check) -> Result<()> {
    lint()?;
    // The fuzz targets are a workspace of their own, which knows our dependencies only by its lock file.
    run(&mut cargo(["update", "--workspace", "--locked", "--manifest-path", "fuzz/Cargo.toml"]))?;
    manifests::run()?;
    deny(check)
}

/// `deny.toml`.
pub(crate) fn deny(check: &Check) -> Result<()> {
    let cargo_deny = CARGO_DENY.install()?;
    let deny = |what: &[&str]| run(Command::new(&cargo_deny).arg("check").args(what).current_dir(root()));
    deny(&["bans", "licenses", "sources"])?;
    if check.offline { Ok(()) } else { deny(&["advisories"]) }
}
