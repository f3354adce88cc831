//! The operator's program.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use common::config::Env;
use ops::backup::{self, Backup, Restore};
use ops::check::{self, Check};
use ops::installation::{Databases, Streams};
use ops::report::Form;
use ops::retell;
use ops::{attempts, dead_letters, nats_auth, provision, secrets, session_keys};
use payments::config::StripeConfig;

/// The check was made, and found something.
const VIOLATIONS: u8 = 3;

#[derive(Parser)]
#[command(about = "Prepares an installation of the ticket marketplace, and looks after it", after_help = ENVIRONMENT)]
struct Cli {
    /// Tells results as JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

const ENVIRONMENT: &str = "\
dead-letters, retell, attempts, check, backup and restore read where the installation is:
  MONGODB_URI_AUTH, …_TICKETS, …_ORDERS, …_PAYMENTS, …_EXPIRATION, and MONGODB_DATABASE_AUTH and so on
  where a database has another name than its service;
  NATS_URL, NATS_NKEY_SEED_FILE (the seed of the user `repair`), BUS_PREFIX;
  STRIPE_SECRET_KEY and STRIPE_API_URL, for check alone.
They end with 0 when done, with 1 when they could not be done, and check with 3 when something is wrong.";

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
    /// Lists, shows, replays and drops the messages that services have given up on.
    DeadLetters {
        #[command(subcommand)]
        command: dead_letters::Command,
    },
    /// Publishes the present state of aggregates again: for a replica that was lost, or a whole new consumer.
    Retell(retell::Choice),
    /// Lists attempts to pay that do not come to an end, and has payments finish them.
    Attempts {
        #[command(subcommand)]
        command: attempts::Command,
    },
    /// Checks over all databases, the dead letters and Stripe what must be true, and tells what is not.
    Check(check::Options),
    /// Copies the five databases, as of one second.
    Backup(Backup),
    /// Makes the databases and streams of a stopped installation what a backup has, and tells every state again.
    Restore(Restore),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok((told, code)) => {
            // Whoever closed the pipe does not want to hear it.
            let _ = std::io::stdout().write_all(told.as_bytes());
            code
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is to be printed, and what to end with.
async fn run(Cli { json, command }: Cli) -> anyhow::Result<(String, ExitCode)> {
    let form = if json { Form::Json } else { Form::Text };
    let told = match command {
        Command::Provision => provision::run().await.map(|()| String::new())?,
        Command::Secrets { folder } => secrets::make(&folder)?,
        Command::SessionKeys { step } => session_keys::take(step)?,
        Command::NatsAuth { folder } => nats_auth::again(&folder)?,
        Command::DeadLetters { command } => dead_letters::run(command, &streams().await?, form).await?,
        Command::Retell(choice) => {
            form.of(&retell::run(choice, &databases().await?, &streams().await?).await?)?
        }
        Command::Attempts { command } => form.of(&attempts::run(command, &databases().await?).await?)?,
        Command::Check(options) => return check(&options, form).await,
        Command::Backup(wanted) => form.of(&backup::backup(wanted, &databases().await?).await?)?,
        Command::Restore(wanted) => {
            form.of(&backup::restore(wanted, &databases().await?, &streams().await?).await?)?
        }
    };
    Ok((told, ExitCode::SUCCESS))
}

async fn check(options: &check::Options, form: Form) -> anyhow::Result<(String, ExitCode)> {
    let (databases, streams) = (databases().await?, streams().await?);
    let stripe = StripeConfig::of_account(Env::from_process())?;
    let checked = Check::new(&databases, &streams, stripe, options)?.until_right(options).await?;
    let code = if checked.violations().is_empty() { ExitCode::SUCCESS } else { VIOLATIONS.into() };
    Ok((form.of(&checked)?, code))
}

async fn databases() -> anyhow::Result<Databases> {
    Databases::open(Env::from_process()).await
}

async fn streams() -> anyhow::Result<Streams> {
    Streams::open(Env::from_process()).await
}
