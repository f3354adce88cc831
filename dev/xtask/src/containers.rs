//! `cargo xtask containers`: the whole system as containers on this machine, by the settings of the rendered manifests,
//! bought in, killed piece by piece, and looked at from outside.

mod cluster;
mod environment;
mod files;
mod fleet;
mod http;
mod images;
mod ingress;
mod manifest;
mod mounts;
mod plan;
mod podman;
mod probe;
mod processes;
mod purchase;
mod quantity;
mod removal;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::command::root;
use crate::manifests;
use crate::references::Set;
use cluster::{Cluster, Contents};
use fleet::Fleet;
use images::Image;
use ingress::Addresses;
use plan::Plan;
use podman::Podman;
use purchase::Market;
use table::Row;

/// What is run.
pub(crate) const OVERLAY: &str = "overlays/ci";
/// NGINX, which the manifests leave to the cluster's ingress controller.
const EDGE: &str = include_str!("containers/edge.yaml");
const EDGE_POD: &str = "nginx-0";
const EDGE_PORT: u16 = 8080;

#[derive(Args)]
pub(crate) struct Containers {
    /// Make base images on this machine, for one that reaches no image registry
    #[arg(long)]
    stand_ins: bool,
    /// Take the images that are there
    #[arg(long)]
    no_build: bool,
    /// How the services are compiled
    #[arg(long, value_enum, default_value_t = Profile::Release)]
    profile: Profile,
    /// Leave it running at the end
    #[arg(long)]
    keep: bool,
    /// Only remove what an earlier run has left
    #[arg(long)]
    remove: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Profile {
    Release,
    Dev,
}

pub(crate) fn run(containers: &Containers) -> Result<()> {
    let podman = Podman::find()?;
    if containers.remove {
        return removal::remove(&podman);
    }
    let mut cluster = cluster_of(&manifests::rendered(OVERLAY)?)?;
    for (kind, count) in &cluster.not_run {
        eprintln!("not run without a cluster: {count} {kind}");
    }
    let images = build(&podman, &cluster, containers)?;

    removal::remove(&podman)?;
    // From here on whatever ends this program leaves nothing behind.
    let remover = if containers.keep { None } else { Some(removal::Remover::stand_by()?) };
    let tried = try_out(&podman, &mut cluster, &images, containers);
    if let Some(remover) = remover {
        remover.remove()?;
    } else {
        eprintln!("it still runs; `cargo xtask containers --remove` ends it");
    }
    tried?;
    let too_large: Vec<_> = images.values().filter_map(Image::excess).collect();
    if !too_large.is_empty() && containers.profile == Profile::Release {
        bail!("{}", too_large.join("\n"));
    }
    Ok(())
}

/// Where Secrets lie for a moment before they are in a volume.
fn scratch() -> PathBuf {
    root().join(".local/containers")
}

/// Whether what was rendered could be run, without running it: whoever changes a manifest is told then, and not by the next run.
pub(crate) fn check(rendered: &str) -> Result<()> {
    let mut cluster = cluster_of(rendered)?;
    let nowhere = cluster.pods.iter().map(|pod| (pod.name.clone(), IpAddr::from([127, 0, 0, 1])));
    let addresses: Addresses = nowhere.collect();
    add_edge(&mut cluster, &addresses)?;
    for pod in &cluster.pods {
        cluster.names_of(pod)?;
        Plan::of(&cluster, pod)?;
    }
    Ok(())
}

fn cluster_of(rendered: &str) -> Result<Cluster> {
    Cluster::of(&Set::parse(&format!("{rendered}\n---\n{EDGE}"), BTreeMap::new())?)
}

/// NGINX's configuration, which names the pods' addresses.
fn add_edge(cluster: &mut Cluster, addresses: &Addresses) -> Result<()> {
    let conf = ingress::nginx_conf(cluster, addresses)?;
    cluster.add_config_map("nginx-config", Contents::from([("nginx.conf".to_owned(), conf.into_bytes())]));
    Ok(())
}

fn build(podman: &Podman, cluster: &Cluster, containers: &Containers) -> Result<BTreeMap<String, Image>> {
    if containers.stand_ins {
        images::build_stand_ins()?;
    }
    let all = cluster.pods.iter().flat_map(|pod| pod.spec.init_containers.iter().chain(&pod.spec.containers));
    let names: BTreeSet<&str> = all.map(|container| container.image.as_str()).collect();
    if !containers.no_build {
        let profile = if containers.profile == Profile::Dev { "dev" } else { "release" };
        images::build(podman, &names, profile)?;
    }
    names.into_iter().map(|name| Ok((name.to_owned(), Image::look_up(podman, name)?))).collect()
}

fn try_out(
    podman: &Podman,
    cluster: &mut Cluster,
    images: &BTreeMap<String, Image>,
    containers: &Containers,
) -> Result<()> {
    let names: Vec<String> = cluster.pods.iter().map(|pod| pod.name.clone()).collect();
    let addresses: Addresses = names.iter().cloned().zip(podman.create_network(names.len())?).collect();
    add_edge(cluster, &addresses)?;

    let scratch = scratch();
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&scratch)
        .context("cannot make .local/containers")?;
    eprintln!("starting {} containers", cluster.pods.len());
    let fleet = Fleet::start(podman, cluster, &addresses, &scratch)?;
    fleet.wait()?;

    let edge = *addresses.get(EDGE_POD).context("there is no NGINX")?;
    let edge = SocketAddr::new(edge, EDGE_PORT);
    let rules = cluster.ingress.iter().flat_map(|ingress| &ingress.spec.rules);
    let host = rules.map(|rule| rule.host.clone()).next().context("the Ingress has no host")?;
    let mut market = Market::open(edge, &host)?;
    market.buy().context("cannot buy a ticket")?;
    eprintln!("a ticket was bought at http://{edge} as {host}");

    let mut rows = Vec::new();
    for member in fleet.servers() {
        let name = &member.plan.name;
        let found = fleet.look_at(member)?;
        let took = fleet.kill(member)?;
        market.buy().with_context(|| format!("cannot buy a ticket after {name} was killed"))?;
        // The process that came after it is no other.
        fleet.look_at(member)?;
        eprintln!(
            "{name} was killed, was ready again after {:.1} s, and a ticket was bought",
            took.as_secs_f32()
        );
        let image = images.get(&member.plan.image).context("an image that nobody looked at")?;
        rows.push(Row::of(member, image, &found, took));
    }
    if !containers.keep {
        fleet.stop()?;
        eprintln!("all were stopped, each within its time of grace");
    }
    table::print(&rows);
    Ok(())
}
