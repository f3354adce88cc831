//! `stripe-double`: see the crate's documentation and README.

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use stripe_double::{Double, Options, WebhookTarget, refuse_live_keys};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// A double of Stripe's API for development and tests.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The address to bind.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The port to bind; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Where to send events.
    #[arg(long, env = "STRIPE_DOUBLE_WEBHOOK_URL", requires = "webhook_secret")]
    webhook_url: Option<String>,
    /// What to sign them with, `whsec_…`.
    #[arg(long, env = "STRIPE_DOUBLE_WEBHOOK_SECRET", hide_env_values = true)]
    webhook_secret: Option<String>,
    /// The pause after the first failed delivery of an event; it doubles with each, up to 30 seconds.
    #[arg(long, default_value_t = 500)]
    webhook_retry_base_ms: u64,
    /// After so many failed deliveries an event is given up.
    #[arg(long, default_value_t = 100)]
    webhook_max_attempts: u32,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    // Before the arguments are read: an error in them would repeat a key.
    if let Err(refusal) = refuse_live_keys(std::env::vars_os(), std::env::args_os().skip(1)) {
        writeln!(std::io::stderr(), "stripe-double: {refusal}")?;
        return Ok(ExitCode::from(2));
    }
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;

    let double = Double::start(arguments.into()).await?;
    writeln!(std::io::stdout(), "stripe-double listening on {}", double.url())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    double.stop().await;
    Ok(ExitCode::SUCCESS)
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        let target = arguments.webhook_url.zip(arguments.webhook_secret);
        Self {
            address: SocketAddr::new(arguments.host, arguments.port),
            webhooks: target.map(|(url, secret)| WebhookTarget { url, secret }).into_iter().collect(),
            webhook_retry_base: Duration::from_millis(arguments.webhook_retry_base_ms),
            webhook_max_attempts: arguments.webhook_max_attempts,
        }
    }
}
