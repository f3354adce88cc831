//! `cargo xtask api-check`: schemathesis against every service's document, as nobody, as a user and as an admin.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::command::{cargo, root, run as run_command, target};
use crate::venv::{Requirements, Venv};

const SCHEMATHESIS: Requirements =
    Requirements { name: "schemathesis", pip: &["--only-binary", ":all:"], what: "schemathesis" };

#[derive(Args)]
pub(crate) struct ApiCheck {
    /// At most so many made-up requests of each operation in each phase, for each caller
    #[arg(long, default_value_t = 2_000)]
    cases: u32,
    /// The same seed makes up the same requests
    #[arg(long, default_value_t = 20_260_101)]
    seed: u64,
    /// Only this service; may be given again
    #[arg(long)]
    service: Vec<String>,
}

/// Everything is built first.
pub(crate) fn run(check: &ApiCheck) -> Result<()> {
    run_command(&mut cargo(["build", "--workspace"]))?;
    let mut arguments =
        vec!["--cases".to_owned(), check.cases.to_string(), "--seed".to_owned(), check.seed.to_string()];
    arguments.extend(check.service.iter().flat_map(|service| ["--service".to_owned(), service.clone()]));
    run_command(&mut command(&arguments)?)
}

fn command(arguments: &[String]) -> Result<Command> {
    let venv = Venv::ensure(&SCHEMATHESIS)?;
    let mut command = Command::new(target()?.join("debug/fleet"));
    command.args(["api-tests", "--"]).arg(venv.dir().join("bin/python"));
    command.arg(root().join("infra/checks/schemathesis/run.py")).args(arguments);
    Ok(command)
}
