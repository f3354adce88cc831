//! What was rendered, as a cluster would hold it: pods, what they take from, the names that lead to them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};

use super::manifest::pod::{PodSpec, PodTemplate, RestartPolicy};
use super::manifest::routing::{Ingress, Service};
use super::manifest::volume::{Claim, Data};
use super::manifest::{self, Deployment, Job, Metadata, Object, StatefulSet};
use crate::references::Set;
use crate::references::set::{called, decoded, text};

/// Objects that are for a cluster's own machinery, of which one machine with containers has nothing: nobody is
/// forbidden to speak to anybody, and nobody scales.
const NOT_RUN: [&str; 5] =
    ["HorizontalPodAutoscaler", "Namespace", "NetworkPolicy", "PodDisruptionBudget", "ServiceAccount"];

#[derive(Default)]
pub(super) struct Cluster {
    pub(super) pods: Vec<Pod>,
    pub(super) services: Vec<Object<Service>>,
    pub(super) ingress: Option<Object<Ingress>>,
    secrets: BTreeMap<String, Contents>,
    config_maps: BTreeMap<String, Contents>,
    /// How many of each kind are not run.
    pub(super) not_run: BTreeMap<&'static str, usize>,
}

/// The keys of a Secret or a ConfigMap.
pub(super) type Contents = BTreeMap<String, Vec<u8>>;

/// One pod: a workload with three replicas has three.
#[derive(Debug)]
pub(super) struct Pod {
    pub(super) name: String,
    pub(super) namespace: String,
    pub(super) labels: BTreeMap<String, String>,
    /// Shared by the replicas.
    pub(super) spec: Rc<PodSpec>,
    /// Its disks, by the name of the claim.
    pub(super) claims: Vec<String>,
    /// Where a member has a name of its own.
    pub(super) governing_service: Option<String>,
    pub(super) task: Option<Task>,
}

/// A pod that ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    pub(super) retries: u32,
    pub(super) deadline_seconds: u64,
}

impl Cluster {
    pub(super) fn of(set: &Set) -> Result<Self> {
        let mut cluster = Self::default();
        for object in set.objects() {
            match text(object, "/kind") {
                "Deployment" => {
                    let Object { metadata, spec, .. } = manifest::read::<Object<Deployment>>(object)?;
                    cluster.replicas(&metadata, spec.replicas, spec.template, &[], None);
                }
                "StatefulSet" => {
                    let Object { metadata, spec, .. } = manifest::read::<Object<StatefulSet>>(object)?;
                    let (claims, service) = (spec.volume_claim_templates, Some(spec.service_name));
                    cluster.replicas(&metadata, spec.replicas, spec.template, &claims, service);
                }
                "Job" => {
                    let Object { metadata, spec, .. } = manifest::read::<Object<Job>>(object)?;
                    let task = Task {
                        retries: spec.backoff_limit.unwrap_or(6),
                        deadline_seconds: spec.active_deadline_seconds.unwrap_or(600),
                    };
                    cluster.replicas(&metadata, None, spec.template, &[], None);
                    if let Some(pod) = cluster.pods.last_mut() {
                        pod.task = Some(task);
                    }
                }
                "Service" => cluster.services.push(manifest::read(object)?),
                "Ingress" => {
                    if cluster.ingress.replace(manifest::read(object)?).is_some() {
                        bail!("{}: a second Ingress cannot be handed on", called(object));
                    }
                }
                "Secret" => {
                    let (name, contents) = contents(manifest::read(object)?)?;
                    cluster.secrets.insert(name, contents);
                }
                "ConfigMap" => {
                    let (name, contents) = contents_of_config(manifest::read(object)?)?;
                    cluster.config_maps.insert(name, contents);
                }
                kind => match NOT_RUN.into_iter().find(|known| *known == kind) {
                    Some(known) => *cluster.not_run.entry(known).or_default() += 1,
                    None => bail!("{}: no container can be made of it", called(object)),
                },
            }
        }
        cluster.must_be_runnable()?;
        Ok(cluster)
    }

    fn replicas(
        &mut self,
        metadata: &Metadata,
        replicas: Option<u32>,
        template: PodTemplate,
        claims: &[Claim],
        governing_service: Option<String>,
    ) {
        let spec = Rc::new(template.spec);
        for ordinal in 0..replicas.unwrap_or(1) {
            self.pods.push(Pod {
                name: format!("{}-{ordinal}", metadata.name),
                namespace: metadata.namespace.clone(),
                labels: template.metadata.labels.clone(),
                spec: Rc::clone(&spec),
                claims: claims.iter().map(|claim| claim.metadata.name.clone()).collect(),
                governing_service: governing_service.clone(),
                task: None,
            });
        }
    }

    /// What is refused of a pod as a whole.
    fn must_be_runnable(&self) -> Result<()> {
        for pod in &self.pods {
            let refuse = |what: &str| -> Result<()> {
                bail!("pod {} cannot be handed on to containers: {what}", pod.name)
            };
            if pod.spec.containers.len() != 1 {
                return refuse("it has not exactly one container");
            }
            if pod.spec.automount_service_account_token {
                return refuse("it wants a ServiceAccount's token (automountServiceAccountToken: false)");
            }
            if pod.spec.enable_service_links {
                return refuse("it wants a variable for each Service (enableServiceLinks: false)");
            }
            if pod.task.is_some() == (pod.spec.restart_policy == RestartPolicy::Always) {
                return refuse("its restartPolicy is not one of its kind");
            }
        }
        Ok(())
    }

    pub(super) fn secret(&self, name: &str) -> Result<&Contents> {
        self.secrets.get(name).with_context(|| format!("there is no Secret {name}"))
    }

    pub(super) fn config_map(&self, name: &str) -> Result<&Contents> {
        self.config_maps.get(name).with_context(|| format!("there is no ConfigMap {name}"))
    }

    pub(super) fn add_config_map(&mut self, name: &str, contents: Contents) {
        self.config_maps.insert(name.to_owned(), contents);
    }

    /// The pods that a Service chooses.
    pub(super) fn behind(&self, service: &Object<Service>) -> impl Iterator<Item = &Pod> {
        self.pods.iter().filter(|pod| is_chosen(pod, service))
    }

    /// All names that lead to a pod, short ones and those with the namespace. Between a name and its pod there is no
    /// proxy here, so a Service's port must be its pod's own.
    pub(super) fn names_of(&self, pod: &Pod) -> Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for service in self.services.iter().filter(|service| is_chosen(pod, service)) {
            for port in &service.spec.ports {
                let target = super::probe::port(pod, port.target_port.as_ref(), port.port)?;
                if target != port.port {
                    let (name, port) = (&service.metadata.name, port.port);
                    bail!("Service/{name}: port {port} leads to {target}, and there is no proxy between");
                }
            }
            names.extend(spellings(&service.metadata.name, &pod.namespace));
        }
        if let Some(service) = &pod.governing_service {
            names.extend(spellings(&format!("{}.{service}", pod.name), &pod.namespace));
        }
        Ok(names)
    }
}

fn is_chosen(pod: &Pod, service: &Object<Service>) -> bool {
    let selector = &service.spec.selector;
    !selector.is_empty() && selector.iter().all(|(key, value)| pod.labels.get(key) == Some(value))
}

fn spellings(name: &str, namespace: &str) -> [String; 4] {
    [
        name.to_owned(),
        format!("{name}.{namespace}"),
        format!("{name}.{namespace}.svc"),
        format!("{name}.{namespace}.svc.cluster.local"),
    ]
}

fn contents(secret: Data) -> Result<(String, Contents)> {
    let mut contents = Contents::new();
    for (key, value) in secret.data.into_iter().chain(secret.binary_data) {
        let bytes = decoded(&value).with_context(|| format!("{key} is not base64"))?;
        contents.insert(key, bytes);
    }
    contents.extend(secret.string_data.into_iter().map(|(key, value)| (key, value.into_bytes())));
    Ok((secret.metadata.name, contents))
}

fn contents_of_config(mut config: Data) -> Result<(String, Contents)> {
    config.string_data = std::mem::take(&mut config.data);
    contents(config)
}
