//! `cargo xtask cluster`: a kind cluster on this machine with the whole system in it.

use std::process::Command;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::command::{cargo, on_path, output, root, run as run_command};

const NAME: &str = "ticketing";
const CONTEXT: &str = "kind-ticketing";
/// F5's NGINX Ingress Controller 5.5.4.
const CHART: &str = "oci://ghcr.io/nginx/charts/nginx-ingress";
const CHART_VERSION: &str = "2.6.4";
const ADDRESS: &str = "http://ticketing.localhost";
/// What it takes, and where it comes from.
const PROGRAMS: [(&str, &str); 5] = [
    ("docker", "https://docs.docker.com/engine/install"),
    ("kind", "https://kind.sigs.k8s.io"),
    ("kubectl", "https://kubernetes.io/docs/tasks/tools"),
    ("helm", "https://helm.sh"),
    ("skaffold", "https://skaffold.dev"),
];

#[derive(Args)]
pub(crate) struct Cluster {
    /// What to deploy
    #[arg(long, value_enum, default_value_t = Profile::Dev)]
    profile: Profile,
}

#[derive(Clone, Copy, ValueEnum)]
enum Profile {
    /// To work with
    Dev,
    /// With network policies and several replicas, as it is tested
    Ci,
}

/// Creates what is missing; run again, it brings the cluster up to date.
pub(crate) fn run(cluster: &Cluster) -> Result<()> {
    need_programs()?;
    let clusters = output(Command::new("kind").args(["get", "clusters"]))?;
    if !clusters.lines().any(|name| name == NAME) {
        let mut create = Command::new("kind");
        create.args(["create", "cluster", "--name", NAME, "--config", "infra/kind.yaml", "--wait", "2m"]);
        run_command(create.current_dir(root()))?;
    }
    install_ingress()?;
    let (overlay, profile) = match cluster.profile {
        Profile::Dev => ("infra/k8s/overlays/dev/secrets", None),
        Profile::Ci => ("infra/k8s/overlays/ci/secrets", Some("ci")),
    };
    if !root().join(overlay).exists() {
        run_command(&mut cargo(["run", "--package", "ops", "--", "secrets", overlay]))?;
    }
    let mut skaffold = Command::new("skaffold");
    skaffold.args(["run", "--kube-context", CONTEXT]);
    run_command(
        skaffold.args(profile.map(|profile| ["--profile", profile]).iter().flatten()).current_dir(root()),
    )?;
    eprintln!("the market is open: {ADDRESS}");
    Ok(())
}

fn need_programs() -> Result<()> {
    let missing = PROGRAMS.iter().filter(|(program, _)| on_path(program).is_none());
    let missing: Vec<_> = missing.map(|(program, from)| format!("{program} is missing: {from}")).collect();
    if !missing.is_empty() {
        bail!("a cluster needs more programs\n{}", missing.join("\n"));
    }
    Ok(())
}

/// On the node whose ports are this machine's.
fn install_ingress() -> Result<()> {
    let mut helm = Command::new("helm");
    helm.args(["upgrade", "--install", "nginx-ingress", CHART, "--version", CHART_VERSION]);
    helm.args(["--kube-context", CONTEXT, "--namespace", "nginx-ingress", "--create-namespace"]);
    for setting in ["kind=daemonset", "hostPort.enable=true", "service.type=NodePort"] {
        helm.args(["--set", &format!("controller.{setting}")]);
    }
    helm.args(["--set-string", "controller.nodeSelector.ticketing/edge=true", "--wait", "--timeout", "5m"]);
    run_command(&mut helm)
}
