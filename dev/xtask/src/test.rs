//! `cargo xtask test`: the whole suite. The Rust tests run on a mongod and a nats-server that they share, then the
//! browser client's on a fleet of its own.

#![expect(
    clippy::print_stdout,
    reason = "the test runners' output and the sum of it are this command's purpose"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::client;
use crate::command::{cargo, need_python, run as run_command, show, target};
use crate::tally::Tally;

#[derive(Args)]
pub(crate) struct Test {
    /// Leave out the other part
    #[arg(long)]
    only: Option<Part>,
    /// For the Rust test harness, which then runs alone: a part of the names of the tests to run, or its flags
    #[arg(last = true, conflicts_with = "only")]
    harness: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The services and tools
    Rust,
    /// The browser client
    Client,
}

impl Test {
    fn includes(&self, part: Part) -> bool {
        let only = if self.harness.is_empty() { self.only } else { Some(Part::Rust) };
        only.is_none_or(|only| only == part)
    }
}

/// A program that runs tests and tells their numbers.
pub(crate) struct Runner {
    pub(crate) command: Command,
    pub(crate) count: fn(&str) -> Option<Tally>,
}

/// Whether there were tests and all of them passed. The sum is the last line in any case.
pub(crate) fn run(test: &Test) -> Result<bool> {
    let mut tally = Tally::default();
    let finished = run_all(test, &mut tally);
    if let Err(error) = &finished {
        eprintln!("error: {error:#}");
        // What could not run at all counts too, or the sum would look well.
        tally.failed += 1;
    }
    if tally.ignored > 0 {
        println!("{} ignored", tally.ignored);
    }
    println!("{tally}");
    Ok(tally.failed == 0 && tally.passed > 0)
}

fn run_all(test: &Test, tally: &mut Tally) -> Result<()> {
    need_python()?;
    // Every target at once: the programs that the end-to-end tests start, built with the features of the tests.
    run_command(&mut cargo(["build", "--workspace", "--all-targets"]))?;
    if test.includes(Part::Rust) {
        let servers = Servers::start()?;
        *tally += run_one(rust(test, &servers))?;
        servers.stop()?;
    }
    if test.includes(Part::Client) {
        client::prepare()?;
        for runner in client::runners()? {
            *tally += run_one(runner)?;
        }
    }
    Ok(())
}

fn rust(test: &Test, servers: &Servers) -> Runner {
    let mut rust = cargo(["test", "--workspace", "--no-fail-fast", "--"]);
    rust.args(&test.harness);
    rust.env("TEST_MONGODB_URI", &servers.mongodb_uri).env("TEST_NATS_URL", &servers.nats_url);
    Runner { command: rust, count: Tally::of_rust }
}

fn run_one(mut runner: Runner) -> Result<Tally> {
    show(&runner.command);
    let mut child =
        runner.command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot run tests")?;
    let mut output = BufReader::new(child.stdout.take().context("no output of the tests")?);
    let mut tally = Tally::default();
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line).context("cannot read the tests' output")? > 0 {
        std::io::stdout().write_all(&line).context("cannot write to standard output")?;
        if let Some(counted) = (runner.count)(String::from_utf8_lossy(&line).trim_end()) {
            tally += counted;
        }
        line.clear();
    }
    let status = child.wait().context("lost track of the tests")?;
    if !status.success() && tally.failed == 0 {
        // A test program that died counts as a failure, or the sum would look well.
        tally.failed = 1;
    }
    Ok(tally)
}

/// `fleet servers`, which ends when we close its standard input, or die.
struct Servers {
    child: Child,
    lifeline: ChildStdin,
    mongodb_uri: String,
    nats_url: String,
}

impl Servers {
    fn start() -> Result<Self> {
        let mut command = Command::new(target()?.join("debug/fleet"));
        command.arg("servers").stdin(Stdio::piped()).stdout(Stdio::piped());
        show(&command);
        let mut child = command.spawn().context("cannot run the servers")?;
        let lifeline = child.stdin.take().context("no input of the servers")?;
        let lines = BufReader::new(child.stdout.take().context("no output of the servers")?).lines();
        let (mut mongodb_uri, mut nats_url) = (None, None);
        for line in lines {
            match line.context("cannot read the servers' output")?.split_once('=') {
                Some(("MONGODB_URI", uri)) => mongodb_uri = Some(uri.to_owned()),
                Some(("NATS_URL", url)) => nats_url = Some(url.to_owned()),
                _ => {}
            }
            if let (Some(mongodb_uri), Some(nats_url)) = (&mongodb_uri, &nats_url) {
                let (mongodb_uri, nats_url) = (mongodb_uri.clone(), nats_url.clone());
                return Ok(Self { child, lifeline, mongodb_uri, nats_url });
            }
        }
        bail!("the servers for the tests did not start");
    }

    fn stop(mut self) -> Result<()> {
        drop(self.lifeline);
        let status = self.child.wait().context("lost track of the servers")?;
        if !status.success() {
            bail!("the servers ended with {status}");
        }
        Ok(())
    }
}
