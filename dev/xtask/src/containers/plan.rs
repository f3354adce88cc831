//! A container of a pod as the arguments of `podman create`.

use anyhow::{Context as _, Result, bail};

use super::cluster::{Cluster, Pod, Task};
use super::environment::{self, Environment};
use super::files::FileVolume;
use super::manifest::container::{Container, PreStop, PullPolicy};
use super::manifest::pod::RestartPolicy;
use super::mounts::{self, Disk, Mounts};
use super::probe::Probes;
use super::quantity;

/// Everything that podman needs to know.
#[derive(Debug)]
pub(super) struct Plan {
    /// The pod's name.
    pub(super) name: String,
    pub(super) image: String,
    /// Before the image's name.
    pub(super) flags: Vec<String>,
    /// After the image's name.
    pub(super) words: Vec<String>,
    /// Variables whose values must not be seen in a list of processes.
    pub(super) hidden: Vec<(String, String)>,
    pub(super) files: Vec<FileVolume>,
    pub(super) disks: Vec<Disk>,
    /// Run one after the other before the container is.
    pub(super) init: Vec<Plan>,
    pub(super) probes: Probes,
    pub(super) task: Option<Task>,
    pub(super) is_stateful: bool,
    pub(super) pre_stop: Option<PreStop>,
    pub(super) grace_seconds: u32,
    pub(super) user: u32,
    pub(super) memory_limit: Option<u64>,
}

impl Plan {
    pub(super) fn of(cluster: &Cluster, pod: &Pod) -> Result<Self> {
        let [container] = pod.spec.containers.as_slice() else { bail!("{} has not one container", pod.name) };
        let mut plan = one(cluster, pod, container, pod.name.clone())?;
        for init in &pod.spec.init_containers {
            plan.init.push(one(cluster, pod, init, format!("{}-{}", pod.name, init.name))?);
        }
        let all = || pod.spec.init_containers.iter().chain(&pod.spec.containers);
        for empty in mounts::empty_dirs(pod) {
            let users =
                all().filter(|container| container.volume_mounts.iter().any(|mount| mount.name == empty));
            if users.count() > 1 {
                bail!("pod {}: the emptyDir {empty} would not be the same for both containers", pod.name);
            }
        }
        let restart = match (pod.spec.restart_policy, pod.task) {
            (RestartPolicy::Always, _) => "always".to_owned(),
            (RestartPolicy::OnFailure, Some(task)) => format!("on-failure:{}", task.retries),
            (RestartPolicy::OnFailure, None) => "on-failure".to_owned(),
            (RestartPolicy::Never, _) => "no".to_owned(),
        };
        plan.flags.push(format!("--restart={restart}"));
        Ok(plan)
    }

    /// The name by which podman knows it.
    pub(super) fn container(&self) -> String {
        format!("ticketing-{}", self.name)
    }
}

fn one(cluster: &Cluster, pod: &Pod, container: &Container, name: String) -> Result<Plan> {
    let of = || format!("pod {}, container {}", pod.name, container.name);
    let user = user(pod, container).with_context(of)?;
    let environment = Environment::of(cluster, pod, container).with_context(of)?;
    let Mounts { flags: mounts, files, disks } = mounts::of(cluster, pod, container).with_context(of)?;
    let memory_limit = container.resources.limits.memory.as_deref().map(quantity::bytes).transpose()?;

    let mut flags = vec![format!("--hostname={}", pod.name)];
    flags.extend(security(pod, container, user).with_context(of)?);
    flags.extend(resources(container).with_context(of)?);
    flags.extend(environment.flags());
    flags.extend(mounts);
    flags.push(match container.image_pull_policy {
        PullPolicy::Always => "--pull=always".to_owned(),
        PullPolicy::IfNotPresent => "--pull=missing".to_owned(),
        PullPolicy::Never => "--pull=never".to_owned(),
    });
    let grace_seconds = pod.spec.termination_grace_period_seconds.unwrap_or(30);
    flags.push(format!("--stop-timeout={grace_seconds}"));
    let words = |words: &[String]| -> Vec<String> {
        words.iter().map(|word| environment::expand(word, environment.variables())).collect()
    };
    if !container.command.is_empty() {
        // The image's own words go with its entry point.
        flags.push(format!("--entrypoint={}", serde_json::to_string(&words(&container.command))?));
    }
    Ok(Plan {
        image: container.image.clone(),
        words: words(&container.args),
        hidden: environment.hidden(),
        flags,
        files,
        disks,
        init: Vec::new(),
        probes: Probes::of(pod, container).with_context(of)?,
        task: pod.task,
        is_stateful: pod.governing_service.is_some(),
        pre_stop: container.lifecycle.pre_stop.clone(),
        grace_seconds,
        user,
        memory_limit,
        name,
    })
}

/// Whose processes they are. An image's own user is not looked at: the manifest must say it.
fn user(pod: &Pod, container: &Container) -> Result<u32> {
    let (own, all) = (&container.security_context, &pod.spec.security_context);
    let user = own.run_as_user.or(all.run_as_user).context("it does not say runAsUser")?;
    if own.run_as_non_root.or(all.run_as_non_root) == Some(true) && user == 0 {
        bail!("it says runAsNonRoot and runAsUser: 0");
    }
    Ok(user)
}

fn security(pod: &Pod, container: &Container, user: u32) -> Result<Vec<String>> {
    let (own, all) = (&container.security_context, &pod.spec.security_context);
    if own.privileged {
        bail!("a privileged container is not handed on");
    }
    if own.seccomp_profile.or(all.seccomp_profile).is_none() {
        bail!("it does not say seccompProfile: podman would use one that the cluster does not");
    }
    let group = own.run_as_group.or(all.run_as_group).unwrap_or(0);
    let mut flags = vec![format!("--user={user}:{group}")];
    flags.extend(all.fs_group.map(|group| format!("--group-add={group}")));
    if own.allow_privilege_escalation == Some(false) {
        flags.push("--security-opt=no-new-privileges".to_owned());
    }
    if own.read_only_root_filesystem {
        // Without the writable folders that podman would add.
        flags.extend(["--read-only".to_owned(), "--read-only-tmpfs=false".to_owned()]);
    }
    flags.extend(own.capabilities.drop.iter().map(|capability| format!("--cap-drop={capability}")));
    flags.extend(own.capabilities.add.iter().map(|capability| format!("--cap-add={capability}")));
    Ok(flags)
}

fn resources(container: &Container) -> Result<Vec<String>> {
    let (limits, requests) = (&container.resources.limits, &container.resources.requests);
    let mut flags = Vec::new();
    if let Some(memory) = &limits.memory {
        let bytes = quantity::bytes(memory)?;
        // No more with the help of a disk.
        flags.extend([format!("--memory={bytes}"), format!("--memory-swap={bytes}")]);
    }
    if let Some(cpu) = &limits.cpu {
        let thousandths = quantity::thousandths(cpu)?;
        flags.push(format!("--cpus={}.{:03}", thousandths / 1000, thousandths % 1000));
    }
    if let Some(cpu) = &requests.cpu {
        // A share when it is short, as the kubelet reckons it.
        flags.push(format!("--cpu-shares={}", (quantity::thousandths(cpu)? * 1024 / 1000).max(2)));
    }
    if let Some(memory) = &requests.memory {
        quantity::bytes(memory)?;
    }
    Ok(flags)
}
