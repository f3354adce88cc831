//! `fleet up`: the whole system on this machine.

#![expect(clippy::print_stdout, reason = "the addresses are what the user asked for")]

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use fleet::config::Given;
use fleet::process::Crash;
use fleet::servers::{Limits, Mongod, Nats, Sync};
use fleet::{Builder, Fleet, Mongods, Progress, Service, demo, workspace};

use crate::signals;

#[derive(Args)]
pub(crate) struct Up {
    /// Fill the market with accounts and listings
    #[arg(long)]
    demo: bool,
    /// The port of the ingress
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The directory of the services' programs [default: that of this program]
    #[arg(long)]
    programs: Option<PathBuf>,
    /// Where data and logs are kept [default: .local/state]
    #[arg(long)]
    state: Option<PathBuf>,
}

/// How the fleet came to its end.
enum End {
    Asked,
    Crashed(Crash),
}

pub(crate) async fn run(up: Up) -> Result<()> {
    let mut stop = std::pin::pin!(signals::stop());
    let fleet = tokio::select! {
        // Listened for before anything starts.
        biased;
        asked = &mut stop => return asked,
        fleet = builder(&up)?.start() => fleet?,
    };
    let serve = async {
        if up.demo {
            let step = Progress::Lines.begin("demo");
            let filled =
                demo::fill(&fleet.url(), fleet.mail_folder()).await.context("cannot fill the market")?;
            step.done_with(&format!("{} accounts, {} new listings", filled.accounts, filled.listings));
        }
        print(&fleet, up.demo)?;
        std::future::pending::<Result<()>>().await
    };
    let end = tokio::select! {
        failed = serve => failed.map(|()| End::Asked),
        asked = stop => asked.map(|()| End::Asked),
        crash = fleet.first_crash() => Ok(End::Crashed(crash)),
    };
    let stopped = stop_or_kill(fleet).await;
    match end? {
        End::Asked => stopped,
        End::Crashed(crash) => bail!("{crash}"),
    }
}

fn builder(up: &Up) -> Result<Builder> {
    let mut builder = Fleet::builder()
        .state(up.state.clone().unwrap_or_else(|| workspace::local().join("state")))
        .port(up.port)
        .mongods(Mongods::PerService)
        .sync(Sync::Always)
        .given(Given::from_environment())
        .with_client()
        .progress(Progress::Lines);
    if let Some(dir) = &up.programs {
        builder = builder.programs(dir);
    }
    if variable("INGRESS_LIMITS").as_deref() != Some("off") {
        builder = builder.limits(Limits::GENEROUS);
    }
    if let Some(filter) = variable("RUST_LOG") {
        builder = builder.log_filter(filter);
    }
    // What OpenTelemetry reads, such as where traces are sent.
    for (name, value) in std::env::vars().filter(|(name, _)| name.starts_with("OTEL_")) {
        builder = builder.env(&name, &value);
    }
    if let Some(seconds) = variable("ORDER_WINDOW_SECONDS") {
        let seconds = seconds.parse().context("ORDER_WINDOW_SECONDS is no number of seconds")?;
        builder = builder.order_window(Duration::from_secs(seconds));
    }
    let tries = variable("TRIES_PER_MINUTE").map(|tries| tries.parse());
    builder = builder.tries_per_minute(tries.transpose().context("TRIES_PER_MINUTE is no number")?);
    Ok(builder.admin_email(variable("ADMIN_EMAIL").unwrap_or_else(|| demo::ADMIN.to_owned())))
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A second Ctrl-C does not wait. It counts after a moment only, because some parents pass on the signal that the
/// terminal has sent already.
async fn stop_or_kill(fleet: Fleet) -> Result<()> {
    let step = Progress::Lines.begin("stopping");
    let again = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        signals::stop().await
    };
    tokio::select! {
        stopped = fleet.stop() => {
            step.done();
            stopped.context("not everything stopped well")
        }
        again = again => again.and_then(|()| bail!("everything was killed")),
    }
}

fn print(fleet: &Fleet, demo: bool) -> Result<()> {
    println!("\n  {} is ready; Ctrl-C stops it.\n", fleet.url());
    for service in Service::ALL {
        for server in fleet.replicas(service) {
            line(server.name(), &server.url());
        }
    }
    if let Some(client) = fleet.client() {
        line("client", &client.url());
    }
    if let Ok(double) = fleet.stripe_double() {
        line("stripe-double", &double.url());
    }
    for service in Service::ALL {
        // A given address may hold a password.
        let data = fleet.mongod(service).map_or(service.mongodb_variable(), Mongod::uri);
        line(&format!("{service} data"), data);
    }
    line("nats", fleet.nats().map_or("NATS_URL", Nats::url));
    line("keys, passwords", &fleet.secrets().dir().display().to_string());
    line("mail", &fleet.mail_folder().display().to_string());
    line("logs", &fleet.logs().display().to_string());
    if demo {
        line(
            "accounts",
            &format!("{}, {} and the sellers; password {}", demo::BUYER, demo::ADMIN, demo::PASSWORD),
        );
    }
    std::io::stdout().flush().context("cannot write to standard output")
}

fn line(name: &str, value: &str) {
    println!("    {name:<18} {value}");
}
