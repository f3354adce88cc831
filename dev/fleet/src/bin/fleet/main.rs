//! `fleet up`, `fleet servers`, `fleet build-client`, `fleet browser-tests` and `fleet api-tests`; `cargo xtask` is the usual way to them.

mod api_tests;
mod browser_tests;
mod build_client;
mod guest;
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
    /// Brings the browser client's packages and build up to date.
    BuildClient,
    /// Runs a command against the whole system with the browser client, and ends as it does.
    BrowserTests(browser_tests::BrowserTests),
    /// Runs a command against the services, without the browser client, and ends as it does.
    ApiTests(api_tests::ApiTests),
}

#[tokio::main]
async fn main() -> ExitCode {
    let ended = match Cli::parse().command {
        Command::Up(up) => up::run(up).await.map(|()| true),
        Command::Servers => servers::run().await.map(|()| true),
        Command::BuildClient => build_client::run().await.map(|()| true),
        Command::BrowserTests(tests) => browser_tests::run(tests).await.map(|status| status.success()),
        Command::ApiTests(tests) => api_tests::run(tests).await.map(|status| status.success()),
    };
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
