//! `fleet servers`: what `cargo xtask test` runs beside the tests.

#![expect(clippy::print_stdout, reason = "the addresses on standard output are this command's whole purpose")]

use std::io::Read as _;

use anyhow::{Context as _, Result};
use fleet::servers::TestServers;
use tokio::sync::oneshot;

use crate::signals;

pub(crate) async fn run() -> Result<()> {
    let end = end_of_input()?;
    let servers = TestServers::start().await?;
    println!("MONGODB_URI={}", servers.mongodb_uri);
    println!("NATS_URL={}", servers.nats_url);
    tokio::select! {
        _ = end => {}
        stop = signals::stop() => stop?,
    }
    Ok(())
}

/// The other end of the pipe is the test run: it closes however that one ends. Read on a thread of its own, because
/// tokio's standard input would keep the runtime from ending.
fn end_of_input() -> Result<oneshot::Receiver<()>> {
    let (ended, end) = oneshot::channel();
    let wait = move || {
        let mut buffer = [0; 64];
        while matches!(std::io::stdin().read(&mut buffer), Ok(1..)) {}
        // Nobody listens any more when a signal came first.
        let _ = ended.send(());
    };
    std::thread::Builder::new().name("stdin".into()).spawn(wait).context("cannot start a thread")?;
    Ok(end)
}
