//! What each service takes: memory idle and at full load, time to start, size of its program.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use fleet::{Server, Service};
use tokio::time::{Instant, sleep};

use crate::drive::capacity;
use crate::http::Ask;
use crate::market::{Site, process};
use crate::record::Records;
use crate::report::Report;
use crate::usage::megabytes;
use crate::verdict::{Verdict, Wanted};
use crate::visits::{Scenario, Visits};

const STARTS: usize = 5;
const PROBE: Duration = Duration::from_millis(1);
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a service that has just started is left alone before its memory counts as idle.
const REST: Duration = Duration::from_secs(3);
/// What hashing one password takes, one for each core at once.
const ARGON2_BLOCK_MB: f64 = 19.0 * 1.048_576;
/// More than any machine of a developer buys in the time.
const VISITORS: u64 = 100_000;

/// Memory idle and at full load, start to ready, size of the programs.
#[derive(Args, Clone, Debug)]
pub struct Footprint {
    /// How long the full load lasts
    #[arg(long, default_value_t = 20)]
    pub seconds: u64,
    /// How many visitors at once never rest
    #[arg(long, default_value_t = 32)]
    pub visitors: usize,
}

impl Footprint {
    pub async fn run(&self, site: &Site) -> Result<Report> {
        let mut figures = Vec::new();
        for service in Service::ALL {
            let server = site.service(service)?;
            let took = median_start(site, server).await?;
            figures.push(Verdict::new(
                format!("{service}: start to ready"),
                "ms",
                took,
                Wanted::AtMost(100.0),
            ));
        }
        sleep(REST).await;
        for service in Service::ALL {
            let idle = megabytes(process(site.service(service)?).await?.usage()?.resident_kib);
            figures.push(Verdict::new(format!("{service}: memory, idle"), "MB", idle, Wanted::AtMost(20.0)));
        }
        let visits = Visits::prepare(site, Scenario::Soak, VISITORS).await?;
        let visit = move |n, due| Arc::clone(&visits).visit(n, due);
        let sustained = capacity(self.visitors, Duration::from_secs(self.seconds), visit).await?;
        for service in Service::ALL {
            let peak = megabytes(process(site.service(service)?).await?.usage()?.peak_kib);
            figures.push(Verdict::new(
                format!("{service}: memory, at its most under full load"),
                "MB",
                peak,
                Wanted::AtMost(40.0 + argon2_mb(service)),
            ));
        }
        for service in Service::ALL {
            let size = size_mb(site.service(service)?)?;
            figures.push(Verdict::new(format!("{service}: program"), "MB", size, Wanted::AtMost(20.0)));
        }
        let mut report = Report::new("Footprint", Records::default());
        let visitors = self.visitors;
        report
            .notes
            .push(format!("full load: {visitors} visitors who never rest, {sustained} visits a second"));
        report.figures = figures;
        Ok(report)
    }
}

fn argon2_mb(service: Service) -> f64 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if service == Service::Auth { ARGON2_BLOCK_MB * cores as f64 } else { 0.0 }
}

/// Milliseconds from the start of the process until it says that it is ready.
async fn median_start(site: &Site, server: &Server) -> Result<f64> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        server.stop().await?;
        let begun = Instant::now();
        server.start_again_unready().await?;
        loop {
            let ask = Ask::get(format!("{}/readyz", server.url()));
            if site.market.http.send(ask, None).await.is_ok_and(|answer| answer.status == 200) {
                break;
            }
            anyhow::ensure!(begun.elapsed() < PATIENCE, "{} does not become ready", server.name());
            sleep(PROBE).await;
        }
        starts.push(begun.elapsed());
    }
    starts.sort_unstable();
    let median = starts.get(STARTS / 2).context("it was never started")?;
    Ok(median.as_secs_f64() * 1000.0)
}

fn size_mb(server: &Server) -> Result<f64> {
    let program = fleet::workspace::programs()?.join(server.name());
    let size = std::fs::metadata(&program).with_context(|| format!("no {}", program.display()))?.len();
    Ok(size as f64 / 1e6)
}
