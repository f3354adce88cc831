//! The workspace's own commands: `cargo xtask up`, `test`, `load`, `torture`, `api-check`, `fuzz`, `cluster`,
//! `containers`, `lint`, `manifests`, `deny`, `check`.

mod api_check;
mod check;
mod client;
mod cluster;
mod command;
mod containers;
mod fuzz;
mod load;
mod manifests;
mod references;
mod tally;
mod test;
mod tools;
mod torture;
mod up;
mod venv;

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
    /// Loads the system and measures it
    Load(load::Load),
    /// Breaks a fleet under load by a seeded schedule, and counts what was lost
    Torture(torture::Torture),
    /// Tries every operation of every service with requests that schemathesis makes up from their documents
    ApiCheck(api_check::ApiCheck),
    /// Gives what a fuzzer makes up to everything that reads what comes from outside
    Fuzz(fuzz::Fuzz),
    /// Runs the whole system in a kind cluster on this machine
    Cluster(cluster::Cluster),
    /// Runs the whole system as containers by the manifests, without a cluster, and tries it out
    Containers(containers::Containers),
    /// Format, clippy and documentation
    Lint,
    /// What a cluster, an image builder and GitHub would be given, checked without any of them
    Manifests,
    /// The dependencies: licences, advisories, sources
    Deny(check::Check),
    /// What `lint`, `manifests` and `deny` check
    Check(check::Check),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Up(up) => up::run(&up).map(|()| true),
        Command::Test(test) => test::run(&test),
        Command::Load(load) => load::run(&load).map(|()| true),
        Command::Torture(torture) => torture::run(&torture).map(|()| true),
        Command::ApiCheck(check) => api_check::run(&check).map(|()| true),
        Command::Fuzz(fuzz) => fuzz::run(&fuzz),
        Command::Cluster(cluster) => cluster::run(&cluster).map(|()| true),
        Command::Containers(containers) => containers::run(&containers).map(|()| true),
        Command::Lint => check::lint().map(|()| true),
        Command::Manifests => manifests::run().map(|()| true),
        Command::Deny(check) => check::deny(&check).map(|()| true),
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
