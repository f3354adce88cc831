//! Waiting until a process that was started can be used.

use std::net::Ipv4Addr;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::loopback;
use crate::process::Child;

const POLL: Duration = Duration::from_millis(20);
const PROBE: Duration = Duration::from_secs(2);

/// The sign that a process is ready.
#[derive(Clone, Debug)]
pub enum Ready {
    /// It accepts connections on this loopback port.
    Port(u16),
    /// It answers this address with success.
    Http(String),
}

/// Waits for the sign; fails at once, with the last log lines, when the process ends instead.
pub(crate) async fn wait(child: &Child, ready: &Ready, deadline: Duration) -> Result<()> {
    let end = Instant::now() + deadline;
    let http = loopback::client()?;
    while !is_ready(&http, ready).await {
        if !child.is_running() {
            bail!("{} ended while it started; its last log lines:\n{}", child.name(), child.last_log_lines());
        }
        if Instant::now() > end {
            let (name, seconds) = (child.name(), deadline.as_secs());
            bail!("{name} is not ready after {seconds} s; its last log lines:\n{}", child.last_log_lines());
        }
        sleep(POLL).await;
    }
    Ok(())
}

async fn is_ready(http: &reqwest::Client, ready: &Ready) -> bool {
    match ready {
        Ready::Port(port) => {
            matches!(timeout(PROBE, TcpStream::connect((Ipv4Addr::LOCALHOST, *port))).await, Ok(Ok(_)))
        }
        Ready::Http(url) => {
            let answer = timeout(PROBE, http.get(url).send()).await;
            matches!(answer, Ok(Ok(response)) if response.status().is_success())
        }
    }
}
