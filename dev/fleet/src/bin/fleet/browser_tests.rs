//! `fleet browser-tests`: a command, such as Playwright, against the whole system with the browser client.

mod remote;

use std::ffi::OsString;
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use fleet::servers::TestServers;
use fleet::{Builder, Crash, Fleet, Progress, workspace};

use crate::guest::Guest;
use crate::{build_client, signals};
use remote::Remote;

/// How long the hasty fleet holds an order: enough to open its page, and no more.
const HASTE: Duration = Duration::from_secs(15);

/// Whose account is an admin's, once its address is verified.
const ADMIN: &str = "admin@browser.example";

#[derive(Args)]
#[command(after_help = "\
The command runs in client/. Its environment names the fleet in BASE_URL, another one that holds orders for 15 seconds \
in HASTY_URL, and in REMOTE_URL what stops and starts services: POST /services/orders/stop and …/start. Mail of the \
first fleet is in MAIL_FOLDER, a file each. The account of ADMIN_EMAIL is an admin's.")]
pub(crate) struct BrowserTests {
    /// The command and its arguments, after `--`
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// The command's end; an error if there was none of its own.
pub(crate) async fn run(tests: BrowserTests) -> Result<ExitStatus> {
    let mut stop = std::pin::pin!(signals::stop());
    let ready = tokio::select! {
        // Listened for before anything starts.
        biased;
        asked = &mut stop => return asked.and_then(|()| bail!("stopped")),
        ready = start() => ready?,
    };
    let (_servers, fleet, hasty, mut remote) = ready;
    let variables = [
        ("BASE_URL", fleet.url()),
        ("HASTY_URL", hasty.url()),
        ("REMOTE_URL", remote.url()),
        ("MAIL_FOLDER", fleet.mail_folder().display().to_string()),
        ("ADMIN_EMAIL", ADMIN.to_owned()),
    ];
    let mut guest = Guest::start(&tests.command, &workspace::root().join("client"), &variables)?;
    let ended = tokio::select! {
        status = guest.ended() => status,
        failed = remote.obey(&fleet) => failed.and_then(|()| bail!("the remote control ended")),
        crash = first_crash(&fleet, &hasty) => Err(anyhow::anyhow!("{crash}")),
        asked = stop => asked.and_then(|()| bail!("stopped")),
    };
    guest.end().await?;
    let (stopped, also) = tokio::join!(fleet.stop(), hasty.stop());
    let status = ended?;
    stopped.and(also).context("not everything stopped well")?;
    Ok(status)
}

/// Two fleets on servers and on a build of the client that they share.
async fn start() -> Result<(TestServers, Fleet, Fleet, Remote)> {
    build_client::run().await?;
    let step = Progress::Lines.begin("servers");
    let servers = TestServers::start().await?;
    step.done_with("one mongod, nats with JetStream");
    let step = Progress::Lines.begin("fleets");
    let (fleet, hasty) = tokio::try_join!(
        builder(&servers, "browser").start(),
        builder(&servers, "hasty").order_window(HASTE).start(),
    )?;
    step.done_with(&format!("{} and {}", fleet.url(), hasty.url()));
    Ok((servers, fleet, hasty, Remote::start().await?))
}

fn builder(servers: &TestServers, prefix: &str) -> Builder {
    Fleet::builder().on(servers, prefix).admin_email(ADMIN).with_client_as_built()
}

async fn first_crash(fleet: &Fleet, hasty: &Fleet) -> Crash {
    tokio::select! {
        crash = fleet.first_crash() => crash,
        crash = hasty.first_crash() => crash,
    }
}
