//! podman, with whatever a machine needs besides: `PODMAN_ARGS`, `PODMAN_RUN_ARGS` and `PODMAN_BUILD_ARGS`.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::plan::Plan;
use crate::command::{is_root, on_path, output, root, run};
use crate::references::set::{list, text};

/// On everything that a run makes, so that all of it can be found again.
const LABEL: &str = "ticketing.containers=1";
pub(super) const NETWORK: &str = "ticketing";

pub(super) struct Podman {
    global: Vec<String>,
    run: Vec<String>,
    build: Vec<String>,
}

impl Podman {
    pub(super) fn find() -> Result<Self> {
        if on_path("podman").is_none() {
            bail!("containers need podman 4.3 or later: https://podman.io");
        }
        if !is_root() {
            bail!("run it as root: the containers' addresses and processes are looked at from outside");
        }
        let words = |name| -> Vec<String> {
            let value = std::env::var(name).unwrap_or_default();
            value.split_whitespace().map(str::to_owned).collect()
        };
        Ok(Self {
            global: words("PODMAN_ARGS"),
            run: words("PODMAN_RUN_ARGS"),
            build: words("PODMAN_BUILD_ARGS"),
        })
    }

    pub(super) fn command<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new("podman");
        command.args(&self.global).args(args).current_dir(root());
        command
    }

    /// With our own output, which is long.
    pub(super) fn build(&self, args: &[&str]) -> Result<()> {
        let mut build = self.command(["build"]);
        run(build.args(&self.build).args(args))
    }

    pub(super) fn inspect(&self, kind: &str, name: &str) -> Result<Value> {
        let said = output(&mut self.command([kind, "inspect", name]))?;
        let found: Value = serde_json::from_str(&said).context("podman inspect says no JSON")?;
        found.get(0).cloned().with_context(|| format!("there is no {kind} {name}"))
    }

    pub(super) fn create_volume(&self, name: &str, options: &[String]) -> Result<()> {
        let mut create = self.command(["volume", "create", "--label", LABEL]);
        output(create.args(options).arg(name)).map(drop)
    }

    /// A network of ours, and an address of it for each of so many containers.
    pub(super) fn create_network(&self, count: usize) -> Result<Vec<IpAddr>> {
        output(&mut self.command(["network", "create", "--label", LABEL, NETWORK]))?;
        let network = self.inspect("network", NETWORK)?;
        let subnet =
            list(&network, "/subnets").first().map(|subnet| text(subnet, "/subnet")).unwrap_or_default();
        let first = subnet.split('/').next().unwrap_or_default();
        let first: Ipv4Addr = first.parse().with_context(|| format!("{subnet} is no network"))?;
        // The first is the gateway's.
        let addresses = (10..).take(count).map(|at| IpAddr::V4(Ipv4Addr::from(u32::from(first) + at)));
        Ok(addresses.collect())
    }

    /// A pod keeps its address when its container starts anew, and so does this.
    pub(super) fn create(&self, plan: &Plan, address: IpAddr, names: &BTreeSet<String>) -> Result<()> {
        let mut create = self.command(["create", "--label", LABEL, "--network", NETWORK]);
        create.args(&self.run).arg(format!("--name={}", plan.container())).arg(format!("--ip={address}"));
        create.args(names.iter().map(|name| format!("--network-alias={name}")));
        create.args(&plan.flags).arg(&plan.image).args(&plan.words).envs(plan.hidden.iter().cloned());
        output(&mut create).map(drop).with_context(|| format!("cannot make {}", plan.container()))
    }

    pub(super) fn start(&self, container: &str) -> Result<()> {
        output(&mut self.command(["start", container])).map(drop)
    }

    /// Runs a container to its end.
    pub(super) fn run_to_end(&self, container: &str) -> Result<()> {
        output(&mut self.command(["start", "--attach", container])).map(drop)
    }

    /// The last lines that it said.
    pub(super) fn last_words(&self, container: &str) -> String {
        let said = self.command(["logs", "--tail", "15", container]).output();
        said.map(|said| String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned())
            .unwrap_or_default()
    }

    /// Removes what any run has made.
    pub(super) fn remove_all(&self) -> Result<()> {
        let filter = format!("label={LABEL}");
        let of = |args: &[&str]| -> Result<Vec<String>> {
            let listed = output(&mut self.command(args.iter().copied().chain(["--filter", &filter])))?;
            Ok(listed.lines().map(str::to_owned).collect())
        };
        let containers = of(&["ps", "--all", "--quiet"])?;
        if !containers.is_empty() {
            let mut remove = self.command(["rm", "--force", "--time", "0", "--volumes"]);
            output(remove.args(containers))?;
        }
        let volumes = of(&["volume", "ls", "--quiet"])?;
        if !volumes.is_empty() {
            output(self.command(["volume", "rm", "--force"]).args(volumes))?;
        }
        for network in of(&["network", "ls", "--quiet"])? {
            output(&mut self.command(["network", "rm", "--force", &network]))?;
        }
        Ok(())
    }
}
