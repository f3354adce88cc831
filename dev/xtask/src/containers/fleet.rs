//! The containers while they run.

use std::net::IpAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::cluster::Cluster;
use super::ingress::Addresses;
use super::manifest::container::PreStop;
use super::plan::Plan;
use super::podman::Podman;
use super::processes::{self, Expected, Group};
use crate::command::output;
use crate::references::set::text;

const PAUSE: Duration = Duration::from_millis(100);

pub(super) struct Fleet<'a> {
    podman: &'a Podman,
    members: Vec<Member>,
}

pub(super) struct Member {
    pub(super) plan: Plan,
    address: IpAddr,
}

/// What a member's processes were found to be.
pub(super) struct Found {
    pub(super) processes: usize,
    pub(super) memory: u64,
}

impl<'a> Fleet<'a> {
    /// Makes all of it, and starts all at once, as a cluster does: who needs another waits for it.
    pub(super) fn start(
        podman: &'a Podman,
        cluster: &Cluster,
        addresses: &Addresses,
        scratch: &Path,
    ) -> Result<Self> {
        let mut members = Vec::new();
        for pod in &cluster.pods {
            let plan = Plan::of(cluster, pod)?;
            let address =
                *addresses.get(&pod.name).with_context(|| format!("{} has no address", pod.name))?;
            let names = cluster.names_of(pod)?;
            for one in plan.init.iter().chain([&plan]) {
                for disk in &one.disks {
                    podman.create_volume(&disk.name, &disk.options)?;
                }
                for files in &one.files {
                    files.create(podman, scratch)?;
                }
            }
            for init in &plan.init {
                podman.create(init, address, &names)?;
                podman.run_to_end(&init.container())?;
            }
            podman.create(&plan, address, &names)?;
            members.push(Member { plan, address });
        }
        for member in &members {
            podman.start(&member.plan.container())?;
        }
        Ok(Self { podman, members })
    }

    /// Those that stay.
    pub(super) fn servers(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.plan.task.is_none())
    }

    /// Waits until what ends has ended well, and what stays is ready. All are asked beside each other, because they wait
    /// for each other, and a probe may be what makes its container ready.
    pub(super) fn wait(&self) -> Result<()> {
        beside(&self.members, |member| {
            let name = member.plan.container();
            let done = match member.plan.task {
                None => member.plan.probes.wait(self.podman, &name, member.address),
                Some(task) => self.end_of(&name, Duration::from_secs(task.deadline_seconds)),
            };
            done.with_context(|| format!("{name} said last:\n{}", self.podman.last_words(&name)))
        })
    }

    /// Stops first what stands on others and then those, each in the time that it has.
    pub(super) fn stop(&self) -> Result<()> {
        for is_stateful in [false, true] {
            let members = self.servers().filter(|member| member.plan.is_stateful == is_stateful);
            beside(members, |member| self.stop_one(member))?;
        }
        Ok(())
    }

    fn end_of(&self, container: &str, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        loop {
            let state = self.podman.inspect("container", container)?;
            let code = state.pointer("/State/ExitCode").and_then(Value::as_i64);
            if text(&state, "/State/Status") == "exited" && code == Some(0) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("{container} has not ended well within {} s", patience.as_secs());
            }
            thread::sleep(PAUSE);
        }
    }

    /// Looks at a member's processes.
    pub(super) fn look_at(&self, member: &Member) -> Result<Found> {
        let group = Group::of(self.pid(member)?)?;
        let expected = Expected { user: member.plan.user, memory_limit: member.plan.memory_limit };
        let processes = processes::check(&group, &expected).with_context(|| member.plan.container())?;
        Ok(Found { processes, memory: group.memory_used()? })
    }

    fn pid(&self, member: &Member) -> Result<u64> {
        let state = self.podman.inspect("container", &member.plan.container())?;
        let pid = state.pointer("/State/Pid").and_then(Value::as_u64).filter(|pid| *pid > 0);
        pid.with_context(|| format!("{} does not run", member.plan.container()))
    }

    /// Kills it as a crash would, and waits until it is ready again: restarting is podman's business, by the policy of the
    /// manifest. How long that took.
    pub(super) fn kill(&self, member: &Member) -> Result<Duration> {
        let name = member.plan.container();
        let pid = self.pid(member)?;
        let killed = Instant::now();
        output(Command::new("kill").args(["-KILL", &pid.to_string()]))?;
        let ready = member.plan.probes.wait(self.podman, &name, member.address);
        ready.with_context(|| format!("{name} said last:\n{}", self.podman.last_words(&name)))?;
        let took = killed.elapsed();
        if self.pid(member)? == pid {
            bail!("{name} has survived its death");
        }
        Ok(took)
    }

    /// Stops it as a cluster would: what it does before, then SIGTERM, then its time of grace.
    fn stop_one(&self, member: &Member) -> Result<()> {
        let name = member.plan.container();
        match &member.plan.pre_stop {
            None => {}
            Some(PreStop::Sleep(sleep)) => thread::sleep(Duration::from_secs(sleep.seconds)),
            Some(PreStop::Exec(exec)) => {
                let mut command = self.podman.command(["exec", &name]);
                output(command.args(&exec.command).stdin(Stdio::null()))
                    .with_context(|| format!("{name}: before its stop"))?;
            }
        }
        output(&mut self.podman.command(["stop", "--time", &member.plan.grace_seconds.to_string(), &name]))?;
        let state = self.podman.inspect("container", &name)?;
        let code = state.pointer("/State/ExitCode").and_then(Value::as_i64);
        if code == Some(137) {
            bail!("{name} had to be killed after {} s", member.plan.grace_seconds);
        }
        Ok(())
    }
}

/// Does it for all at the same time. The first failure is told.
fn beside<'m>(
    members: impl IntoIterator<Item = &'m Member>,
    what: impl Fn(&Member) -> Result<()> + Sync,
) -> Result<()> {
    thread::scope(|scope| {
        let what = &what;
        let all: Vec<_> = members.into_iter().map(|member| scope.spawn(move || what(member))).collect();
        let done: Vec<_> =
            all.into_iter().map(|one| one.join().unwrap_or_else(|_| bail!("a thread died"))).collect();
        done.into_iter().collect()
    })
}
