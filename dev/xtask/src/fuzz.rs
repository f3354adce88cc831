//! `cargo xtask fuzz`: what comes from outside, made up by a fuzzer, against the targets of `fuzz/`.

use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::command::{root, run as run_command, show};
use crate::tools::Tool;

const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

#[derive(Args)]
pub(crate) struct Fuzz {
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Only this target; may be given again
    #[arg(long)]
    target: Vec<String>,
}

/// Whether nothing was found. The sum is the last line; a target with a finding leaves the others their turn.
pub(crate) fn run(fuzz: &Fuzz) -> Result<bool> {
    let known = targets()?;
    if let Some(unknown) = fuzz.target.iter().find(|target| !known.contains(target)) {
        bail!("there is no target {unknown}, but {}", known.join(", "));
    }
    let targets = if fuzz.target.is_empty() { &known } else { &fuzz.target };
    let cargo_fuzz = CARGO_FUZZ.install()?;
    run_command(&mut command(&cargo_fuzz, "build"))?;
    let mut sum = Sum::default();
    for target in targets {
        sum.targets += 1;
        match run_target(&cargo_fuzz, target, fuzz.seconds)? {
            Some(inputs) => sum.inputs += inputs,
            None => sum.found.push(target.clone()),
        }
    }
    eprintln!("{sum} in {} s each", fuzz.seconds);
    Ok(sum.found.is_empty())
}

#[derive(Default)]
struct Sum {
    targets: usize,
    inputs: u64,
    /// Targets with a finding, whose inputs are not counted.
    found: Vec<String>,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fuzzing: {} targets, {} inputs, ", self.targets, self.inputs)?;
        if self.found.is_empty() {
            write!(f, "nothing found")
        } else {
            write!(f, "something found by {}", self.found.join(", "))
        }
    }
}

/// How many inputs were tried; `None` when one of them was a finding, which libFuzzer has described by then.
fn run_target(cargo_fuzz: &Path, target: &str, seconds: u32) -> Result<Option<u64>> {
    // What is found to be new goes into the first folder, which git ignores.
    let [corpus, seeds] = ["corpus", "seeds"].map(|folder| folder_of(folder).join(target));
    fs::create_dir_all(&corpus).context("cannot make a folder for the corpus")?;
    let mut command = command(cargo_fuzz, "run");
    command.arg(target).args([corpus, seeds]).arg("--");
    command.arg(format!("-max_total_time={seconds}")).args(["-print_final_stats=1", "-timeout=10"]);
    show(&command);
    let mut fuzzer = command.stderr(Stdio::piped()).spawn().context("cannot run cargo-fuzz")?;
    let mut inputs = None;
    for line in BufReader::new(fuzzer.stderr.take().context("cargo-fuzz has no output")?).lines() {
        let line = line.context("cannot read what cargo-fuzz says")?;
        inputs = inputs.or(executed(&line));
        if !is_progress(&line) {
            eprintln!("{line}");
        }
    }
    let finished = fuzzer.wait().context("cannot wait for cargo-fuzz")?.success();
    if finished { inputs.map(Some).context("libFuzzer told no numbers") } else { Ok(None) }
}

/// From libFuzzer's line `stat::number_of_executed_units: 4711`.
fn executed(line: &str) -> Option<u64> {
    line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok()
}

/// A line like `#4711 NEW cov: 12 …`, of which there are thousands.
fn is_progress(line: &str) -> bool {
    line.starts_with('#') && line.contains("cov: ")
}

/// Without a sanitizer, which only a nightly compiler has: there is no unsafe code here to watch.
fn command(cargo_fuzz: &Path, what: &str) -> Command {
    let mut command = Command::new(cargo_fuzz);
    command.args(["fuzz", what, "--sanitizer", "none"]).current_dir(root()).env("RUSTC_BOOTSTRAP", "1");
    command
}

fn folder_of(kind: &str) -> PathBuf {
    root().join("fuzz").join(kind)
}

/// The targets that there are, in the order of their names.
fn targets() -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for file in fs::read_dir(folder_of("fuzz_targets")).context("cannot read the targets")? {
        let path = file.context("cannot read the targets")?.path();
        targets.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_inputs_is_read_and_progress_is_left_out() {
        assert_eq!(executed("stat::number_of_executed_units: 4711"), Some(4711));
        assert_eq!(executed("stat::peak_rss_mb: 47"), None);
        assert!(is_progress("#1024\tpulse  cov: 12 ft: 13 corp: 2/3b lim: 4 exec/s: 512 rss: 40Mb"));
        assert!(!is_progress("thread '<unnamed>' panicked at fuzz_targets/money.rs:26:5:"));
    }

    #[test]
    fn the_sum_says_what_was_found() {
        let mut sum = Sum { targets: 2, inputs: 12, found: vec![] };
        assert_eq!(sum.to_string(), "fuzzing: 2 targets, 12 inputs, nothing found");
        sum.found.push("money".to_owned());
        assert_eq!(sum.to_string(), "fuzzing: 2 targets, 12 inputs, something found by money");
    }

    #[test]
    fn every_target_is_one_of_the_package_and_has_seeds() {
        let manifest = fs::read_to_string(folder_of("Cargo.toml")).unwrap();
        let named = manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/"));
        let mut named: Vec<&str> = named.filter_map(|name| name.strip_suffix(".rs\"")).collect();
        named.sort_unstable();
        assert_eq!(targets().unwrap(), named);
        for target in named {
            let seeds = fs::read_dir(folder_of("seeds").join(target)).unwrap().count();
            assert!((1..=40).contains(&seeds), "{target}: {seeds}");
        }
    }
}
