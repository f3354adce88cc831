//! What whoever runs the ticket marketplace does now and then: make the bus's streams and consumers, and the secrets of an
//! installation, and change the key that signs sessions.

mod nats_auth;
mod provision;
mod secrets;
mod session_keys;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Prepares an installation of the ticket marketplace")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes the streams and consumers, or brings them up to date. Waits up to two minutes for NATS. Reads NATS_URL,
    /// NATS_NKEY_SEED_FILE, BUS_PREFIX, and STREAM_REPLICAS (1 or 3; 1 unless it says otherwise).
    Provision,
    /// Makes every key and password of an installation, once: what is there is not overwritten.
    Secrets {
        /// Where to; made if it is missing.
        folder: PathBuf,
    },
    /// Changes the key that signs sessions, without signing anybody out.
    SessionKeys {
        #[command(subcommand)]
        step: session_keys::Step,
    },
    /// Prints nats-auth.conf anew for the seeds in a folder of `secrets`: for a version that has other events.
    NatsAuth {
        /// Where the seeds are.
        folder: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse().command).await {
        Ok(told) => {
            // Whoever closed the pipe does not want to hear it.
            let _ = std::io::stdout().write_all(told.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is to be printed.
async fn run(command: Command) -> anyhow::Result<String> {
    match command {
        Command::Provision => provision::run().await.map(|()| String::new()),
        Command::Secrets { folder } => secrets::make(&folder),
        Command::SessionKeys { step } => session_keys::take(step),
        Command::NatsAuth { folder } => nats_auth::again(&folder),
    }
}
