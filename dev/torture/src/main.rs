//! `torture`: one run after another, each with its own seed.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use fleet::Mongods;
use torture::{Plan, Size};

#[derive(Parser)]
#[command(bin_name = "cargo xtask torture", about = "Breaks a fleet under load, and counts what was lost")]
struct Arguments {
    /// What the faults follow from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many runs, with this seed and the next ones
    #[arg(long, default_value_t = 1)]
    runs: u64,
    /// A run goes on until there were so many purchases
    #[arg(long, default_value_t = 200)]
    purchases: u64,
    /// And so many faults
    #[arg(long, default_value_t = 30)]
    faults: u64,
    /// Wait so many times as long between two faults
    #[arg(long, default_value_t = 1)]
    pace: u32,
    /// But no longer than this
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// One mongod for all services, instead of one each
    #[arg(long)]
    one_mongod: bool,
    /// Only print what would go wrong
    #[arg(long)]
    schedule: bool,
    /// Where each run's history and report go, in a folder of the seed's name [default: target/torture]
    #[arg(long)]
    folder: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let mut violations = 0;
    for seed in arguments.seed..arguments.seed.saturating_add(arguments.runs) {
        if arguments.schedule {
            let faults = usize::try_from(arguments.faults).unwrap_or(usize::MAX);
            torture::schedule::Schedule::new(seed, 2).take(faults).for_each(|planned| eprintln!("{planned}"));
            continue;
        }
        let report = torture::run(&plan(&arguments, seed)?, |planned| eprintln!("{planned}")).await?;
        eprintln!("\n{report}\n");
        violations += report.violations.len();
    }
    Ok(if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn plan(arguments: &Arguments, seed: u64) -> Result<Plan> {
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => fleet::workspace::programs()?.with_file_name("torture"),
    };
    let folder = folder.join(format!("seed-{seed}"));
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(Plan {
        seed,
        purchases: arguments.purchases,
        faults: arguments.faults,
        pace: arguments.pace,
        longest: Duration::from_secs(arguments.minutes.saturating_mul(60)),
        mongods: if arguments.one_mongod { Mongods::Shared } else { Mongods::PerService },
        size: Size { buyers: 24, sellers: 6 },
        folder: Some(folder),
    })
}
