//! `fleet up` and `fleet servers`; `cargo xtask` is the usual way to both.

mod servers;
mod signals;
mod up;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Runs the ticket marketplace, or only its servers, on this machine")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The whole system, until Ctrl-C.
    Up(up::Up),
    /// One mongod and one nats-server for a test run, until standard input ends.
    Servers,
}

#[tokio::main]
async fn main() -> ExitCode {
    let ended = match Cli::parse().command {
        Command::Up(up) => up::run(up).await,
        Command::Servers => servers::run().await,
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
