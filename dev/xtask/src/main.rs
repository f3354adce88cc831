//! The workspace's own commands: `cargo xtask up`, `test`, `lint`, `check`.

mod check;
mod client;
mod command;
mod tally;
mod test;
mod up;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Runs and checks the ticket marketplace")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds everything and runs the whole system on this machine, until Ctrl-C
    Up(up::Up),
    /// Runs every test on real servers
    Test(test::Test),
    /// Format, clippy and documentation
    Lint,
    /// What `lint` checks, and the dependencies: licences, advisories, sources
    Check(check::Check),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Up(up) => up::run(&up).map(|()| true),
        Command::Test(test) => test::run(&test),
        Command::Lint => check::lint().map(|()| true),
        Command::Check(check) => check::check(&check).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
