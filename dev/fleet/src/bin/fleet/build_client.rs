//! `fleet build-client`: what `fleet up` does for the browser client before it starts anything of it.

use std::fs;

use anyhow::{Context as _, Result};
use fleet::client::Client;
use fleet::{Progress, workspace};

pub(crate) async fn run() -> Result<()> {
    let logs = workspace::local().join("logs");
    fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let client = Client::in_workspace().context("there is no client/package.json")?;
    client.build(&logs, Progress::Lines).await
}
