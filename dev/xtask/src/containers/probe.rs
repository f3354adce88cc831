//! The probes of a manifest, asked from outside as the kubelet asks.

use std::net::{IpAddr, SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::cluster::Pod;
use super::http;
use super::manifest::container::{self, Container, PortRef};
use super::podman::Podman;

/// Kubernetes asks each second or more rarely; a time that is to be measured needs more.
const PAUSE: Duration = Duration::from_millis(50);
/// For all that follows the start. Kubernetes asks for ever whether a container is ready.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Debug, Default)]
pub(super) struct Probes {
    startup: Option<Probe>,
    readiness: Option<Probe>,
    liveness: Option<Probe>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Probe {
    ask: Ask,
    timeout: Duration,
    /// How long it may fail at a start before the kubelet gives up.
    patience: Duration,
}

#[derive(Debug, PartialEq, Eq)]
enum Ask {
    Http { port: u16, path: String },
    Tcp { port: u16 },
    Exec(Vec<String>),
}

impl Probes {
    pub(super) fn of(pod: &Pod, container: &Container) -> Result<Self> {
        let probe =
            |probe: &Option<container::Probe>| probe.as_ref().map(|probe| Probe::of(pod, probe)).transpose();
        Ok(Self {
            startup: probe(&container.startup_probe)?,
            readiness: probe(&container.readiness_probe)?,
            liveness: probe(&container.liveness_probe)?,
        })
    }

    /// Waits until it has started and is ready, as long as the manifest allows, and sees that it counts as alive.
    pub(super) fn wait(&self, podman: &Podman, container: &str, address: IpAddr) -> Result<()> {
        for (what, probe) in
            [("startup", &self.startup), ("readiness", &self.readiness), ("liveness", &self.liveness)]
        {
            let Some(probe) = probe else { continue };
            let patience = if what == "startup" { probe.patience } else { PATIENCE };
            let deadline = Instant::now() + patience;
            while let Err(why) = probe.ask(podman, container, address) {
                if Instant::now() > deadline {
                    let seconds = patience.as_secs();
                    bail!("{container}: its {what} probe did not pass within {seconds} s: {why:#}");
                }
                thread::sleep(PAUSE);
            }
        }
        Ok(())
    }
}

impl Probe {
    fn of(pod: &Pod, probe: &container::Probe) -> Result<Self> {
        let ask = match (&probe.http_get, &probe.tcp_socket, &probe.exec) {
            (Some(get), None, None) => {
                Ask::Http { port: port(pod, Some(&get.port), 0)?, path: get.path.clone() }
            }
            (None, Some(socket), None) => Ask::Tcp { port: port(pod, Some(&socket.port), 0)? },
            (None, None, Some(exec)) => Ask::Exec(exec.command.clone()),
            _ => bail!("a probe asks in one way"),
        };
        let timeout = Duration::from_secs(probe.timeout_seconds);
        let patience = Duration::from_secs(probe.period_seconds * probe.failure_threshold);
        Ok(Self { ask, timeout, patience })
    }

    fn ask(&self, podman: &Podman, container: &str, address: IpAddr) -> Result<()> {
        match &self.ask {
            Ask::Http { port, path } => {
                let answer = http::get(SocketAddr::new(address, *port), path, self.timeout)?;
                if !(200..400).contains(&answer.status) {
                    bail!("{path} answered {}", answer.status);
                }
            }
            Ask::Tcp { port } => {
                TcpStream::connect_timeout(&SocketAddr::new(address, *port), self.timeout)?;
            }
            Ask::Exec(words) => {
                let exec = podman.command(["exec", container]);
                let mut limited = Command::new("timeout");
                limited.arg(self.timeout.as_secs().to_string()).arg(exec.get_program());
                let output = limited.args(exec.get_args()).args(words).stdin(Stdio::null()).output();
                let output = output.context("cannot run timeout")?;
                if !output.status.success() {
                    let said = [output.stdout, output.stderr].concat();
                    bail!("{}: {}", output.status, String::from_utf8_lossy(&said).trim());
                }
            }
        }
        Ok(())
    }
}

/// The number of a port that is named, or `otherwise` where nothing is said.
pub(super) fn port(pod: &Pod, port: Option<&PortRef>, otherwise: u16) -> Result<u16> {
    match port {
        None => Ok(otherwise),
        Some(PortRef::Number(number)) => Ok(*number),
        Some(PortRef::Name(name)) => {
            let mut ports = pod.spec.containers.iter().flat_map(|container| &container.ports);
            let port = ports.find(|port| port.name == *name);
            port.map(|port| port.container_port)
                .with_context(|| format!("pod {} has no port {name}", pod.name))
        }
    }
}
