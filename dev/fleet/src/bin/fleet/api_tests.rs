//! `fleet api-tests`: a command, such as schemathesis, against the services behind their ingress.

use std::ffi::OsString;
use std::process::ExitStatus;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use fleet::servers::TestServers;
use fleet::{Fleet, Progress, workspace};

use crate::guest::Guest;
use crate::signals;

const ADMIN: &str = "admin@demo.example";

#[derive(Args)]
#[command(after_help = "\
The command's environment names the fleet in BASE_URL, in ADMIN_EMAIL the address with which an admin signs up and which \
he has to prove, and in MAIL_FOLDER where the letters are, a file each.")]
pub(crate) struct ApiTests {
    /// The command and its arguments, after `--`
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// The command's end; an error if there was none of its own.
pub(crate) async fn run(tests: ApiTests) -> Result<ExitStatus> {
    let mut stop = std::pin::pin!(signals::stop());
    let (_servers, fleet) = tokio::select! {
        // Listened for before anything starts.
        biased;
        asked = &mut stop => return asked.and_then(|()| bail!("stopped")),
        ready = start() => ready?,
    };
    let variables = [
        ("BASE_URL", fleet.url()),
        ("ADMIN_EMAIL", ADMIN.to_owned()),
        ("MAIL_FOLDER", fleet.mail_folder().display().to_string()),
    ];
    let mut guest = Guest::start(&tests.command, &workspace::root(), &variables)?;
    let ended = tokio::select! {
        status = guest.ended() => status,
        crash = fleet.first_crash() => Err(anyhow::anyhow!("{crash}")),
        asked = stop => asked.and_then(|()| bail!("stopped")),
    };
    guest.end().await?;
    let stopped = fleet.stop().await;
    let status = ended?;
    stopped.context("not everything stopped well")?;
    Ok(status)
}

async fn start() -> Result<(TestServers, Fleet)> {
    let step = Progress::Lines.begin("fleet");
    let servers = TestServers::start().await?;
    let fleet = Fleet::builder().on(&servers, "api").admin_email(ADMIN).start().await?;
    step.done_with(&fleet.url());
    Ok((servers, fleet))
}
