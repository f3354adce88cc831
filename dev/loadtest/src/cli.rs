//! The commands.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::{Args, Parser, Subcommand};
use fleet::{Fleet, Progress};

use crate::drive::drive;
use crate::figures::{Footprint, Growth, Propagation, Ratios, Stampede, Timers};
use crate::floor::{self, Floor};
use crate::market::Site;
use crate::report::Report;
use crate::schedule::Schedule;
use crate::usage::Meter;
use crate::visits::{Scenario, Visits};

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask load",
    about = "Loads the market and measures it",
    after_help = "Each starts a fleet of its own for the run, of programs of the same build. A figure that is not reached ends it with status 1."
)]
pub struct Cli {
    /// Write the results to this file as JSON
    #[arg(long, global = true)]
    json: Option<PathBuf>,
    /// Draw the latencies into this file
    #[arg(long, global = true)]
    svg: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Visitors look at the list, then at one of its tickets
    Browse(Run),
    /// People with accounts sign in
    SignIn(Run),
    /// Sellers put tickets on sale
    Sell(Run),
    /// Buyers reserve a ticket, pay it, and wait until it is theirs
    Buy(Run),
    /// Of ten visitors one signs in, one sells, one buys, the others browse; for long
    Soak(Run),
    Stampede(Stampede),
    Ratios(Ratios),
    Growth(Growth),
    Propagation(Propagation),
    Timers(Timers),
    Footprint(Footprint),
    #[command(hide = true)]
    Floor(Floor),
}

/// Visitors who come at a steady rate.
#[derive(Args, Clone, Debug)]
pub struct Run {
    /// Visitors a second
    #[arg(long, default_value_t = 20)]
    pub rate: u32,
    /// How long they come
    #[arg(long, default_value_t = 30)]
    pub seconds: u64,
    /// A market that runs already, instead of a fleet of its own
    #[arg(long)]
    pub url: Option<String>,
}

impl Cli {
    /// Whether every figure was reached.
    pub async fn run(self) -> Result<bool> {
        let (site, report) = match self.command {
            Command::Floor(floor) => {
                floor::serve(&floor).await?;
                return Ok(true);
            }
            Command::Browse(run) => run.visits(Scenario::Browse).await?,
            Command::SignIn(run) => run.visits(Scenario::SignIn).await?,
            Command::Sell(run) => run.visits(Scenario::Sell).await?,
            Command::Buy(run) => run.visits(Scenario::Buy).await?,
            Command::Soak(run) => run.visits(Scenario::Soak).await?,
            figures => {
                let builder = Fleet::builder().progress(Progress::Lines);
                let builder = match &figures {
                    Command::Growth(growth) => builder.mongod_share(growth.mongod()),
                    Command::Stampede(stampede) => builder.mongod_share(stampede.mongod()),
                    _ => builder,
                };
                let site = Site::start(builder).await?;
                let report = match figures {
                    Command::Stampede(stampede) => stampede.run(&site).await?,
                    Command::Ratios(ratios) => ratios.run(&site).await?,
                    Command::Growth(growth) => growth.run(&site).await?,
                    Command::Propagation(propagation) => propagation.run(&site).await?,
                    Command::Timers(timers) => timers.run(&site).await?,
                    Command::Footprint(footprint) => footprint.run(&site).await?,
                    _ => bail!("no figures"),
                };
                (site, report)
            }
        };
        show(&report);
        if let Some(file) = &self.json {
            report.write_json(file)?;
        }
        if let Some(file) = &self.svg {
            report.write_svg(file)?;
        }
        site.stop().await?;
        Ok(report.is_reached())
    }
}

impl Run {
    async fn visits(&self, scenario: Scenario) -> Result<(Site, Report)> {
        let site = match &self.url {
            Some(url) => Site::at(url).await?,
            None => Site::start(Fleet::builder().progress(Progress::Lines)).await?,
        };
        let report = self.on(&site, scenario).await?;
        Ok((site, report))
    }

    /// The visits to a market that is there.
    pub async fn on(&self, site: &Site, scenario: Scenario) -> Result<Report> {
        let schedule = Schedule::steady(self.rate, Duration::from_secs(self.seconds));
        let visits = Visits::prepare(site, scenario, schedule.count()).await?;
        let meter = Meter::start(&site.processes().await?)?;
        let records = drive(schedule, move |n, due| Arc::clone(&visits).visit(n, due)).await?;
        let title = format!("{scenario:?}, {} visits a second for {} s", self.rate, self.seconds);
        let mut report = Report::new(title, records);
        report.processes = meter.spent()?;
        Ok(report)
    }
}

#[expect(clippy::print_stdout, reason = "the results are what the user asked for")]
fn show(report: &Report) {
    println!("\n{report}");
}
