//! `cargo xtask lint` and `cargo xtask check`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::command::{cargo, root, run};
use crate::manifests;

/// Pinned, because a new version may know new lints.
const CARGO_DENY: &str = "0.20.2";

/// Format, clippy and documentation, each without a warning.
pub(crate) fn lint() -> Result<()> {
    run(&mut cargo(["fmt", "--check"]))?;
    run(&mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run(cargo(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

#[derive(Args)]
pub(crate) struct Check {
    /// Leave out what needs the internet: the security advisories
    #[arg(long)]
    offline: bool,
}

/// What [`lint`] checks, the manifests, and `deny.toml`.
pub(crate) fn check(check: &Check) -> Result<()> {
    lint()?;
    manifests::run()?;
    deny(check)
}

/// `deny.toml`.
pub(crate) fn deny(check: &Check) -> Result<()> {
    let cargo_deny = install_cargo_deny()?;
    let deny = |what: &[&str]| run(Command::new(&cargo_deny).arg("check").args(what).current_dir(root()));
    deny(&["bans", "licenses", "sources"])?;
    if check.offline { Ok(()) } else { deny(&["advisories"]) }
}

fn install_cargo_deny() -> Result<PathBuf> {
    let tools = root().join(".local/tools");
    let program = tools.join("bin/cargo-deny");
    let version = Command::new(&program).arg("--version").output();
    let installed =
        version.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim_end().ends_with(CARGO_DENY));
    if !installed {
        eprintln!("building cargo-deny {CARGO_DENY} into .local/tools, once; this takes several minutes");
        let mut install = cargo(["install", "cargo-deny", "--version", CARGO_DENY, "--locked", "--root"]);
        run(install.arg(tools))?;
    }
    Ok(program)
}
