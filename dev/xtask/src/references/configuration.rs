//! What a pod takes from other objects: its ServiceAccount, volumes, and the sources of its environment.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Faults;
use super::pods::Pod;
use super::set::{Set, is_true, list, namespace_of, text};

pub(super) fn check(set: &Set, faults: &mut Faults) {
    for object in set.objects() {
        let Some(pod) = Pod::of(object) else { continue };
        let Some(spec) = pod.spec else { continue };
        service_account(set, &pod, spec, faults);
        let claims = list(object, "/spec/volumeClaimTemplates");
        volumes(set, &pod, spec, claims, faults);
        for container in pod.containers() {
            environment(set, &pod, container, faults);
            probes(&pod, container, faults);
        }
    }
    for database in set.of_kind("MongoDBCommunity") {
        for user in list(database, "/spec/users") {
            let source = Source { kind: "Secret", name: text(user, "/passwordSecretRef/name") };
            let key = match text(user, "/passwordSecretRef/key") {
                "" => "password",
                key => key,
            };
            let owner = super::set::called(database);
            source.must_have(set, &owner, namespace_of(database), [key], faults);
        }
    }
    for binding in ["RoleBinding", "ClusterRoleBinding"].into_iter().flat_map(|kind| set.of_kind(kind)) {
        role_binding(set, binding, faults);
    }
}

fn service_account(set: &Set, pod: &Pod<'_>, spec: &Value, faults: &mut Faults) {
    let name = text(spec, "/serviceAccountName");
    if !name.is_empty() && name != "default" && set.find("ServiceAccount", pod.namespace, name).is_none() {
        faults.add(&pod.owner, format!("there is no ServiceAccount {name}"));
    }
}

fn role_binding(set: &Set, binding: &Value, faults: &mut Faults) {
    let owner = super::set::called(binding);
    for subject in list(binding, "/subjects").iter().filter(|one| text(one, "/kind") == "ServiceAccount") {
        let name = text(subject, "/name");
        let namespace = match text(subject, "/namespace") {
            "" => namespace_of(binding),
            namespace => namespace,
        };
        if set.find("ServiceAccount", namespace, name).is_none() {
            faults.add(&owner, format!("there is no ServiceAccount {name}"));
        }
    }
    let (kind, name) = (text(binding, "/roleRef/kind"), text(binding, "/roleRef/name"));
    let namespace = if kind == "Role" { namespace_of(binding) } else { "" };
    if set.find(kind, namespace, name).is_none() {
        faults.add(&owner, format!("there is no {kind} {name}"));
    }
}

/// A Secret or a ConfigMap that somebody names.
struct Source<'a> {
    kind: &'static str,
    name: &'a str,
}

impl Source<'_> {
    fn must_have<'k>(
        &self,
        set: &Set,
        owner: &str,
        namespace: &str,
        keys: impl IntoIterator<Item = &'k str>,
        faults: &mut Faults,
    ) {
        let Self { kind, name } = self;
        let Some(known) = set.keys(kind, namespace, name) else {
            return faults.add(owner, format!("there is no {kind} {name}"));
        };
        for key in keys.into_iter().filter(|key| !known.contains(*key)) {
            faults.add(owner, format!("{kind} {name} has no key {key}"));
        }
    }
}

fn volumes(set: &Set, pod: &Pod<'_>, spec: &Value, claims: &[Value], faults: &mut Faults) {
    let volumes = list(spec, "/volumes");
    for volume in volumes {
        let projected = list(volume, "/projected/sources").iter();
        for source in [volume].into_iter().chain(projected) {
            // A volume says `secretName`, a source of a projected one says `name`.
            for (kind, part, name) in [
                ("Secret", "/secret", "/secretName"),
                ("Secret", "/secret", "/name"),
                ("ConfigMap", "/configMap", "/name"),
            ] {
                let Some(part) = source.pointer(part).filter(|part| !is_true(part, "/optional")) else {
                    continue;
                };
                let name = text(part, name);
                if !name.is_empty() {
                    let keys = list(part, "/items").iter().map(|item| text(item, "/key"));
                    Source { kind, name }.must_have(set, &pod.owner, pod.namespace, keys, faults);
                }
            }
        }
        let claim = text(volume, "/persistentVolumeClaim/claimName");
        if !claim.is_empty() && set.find("PersistentVolumeClaim", pod.namespace, claim).is_none() {
            faults.add(&pod.owner, format!("there is no PersistentVolumeClaim {claim}"));
        }
    }
    let own = volumes.iter().map(|volume| text(volume, "/name"));
    let known: BTreeSet<_> = own.chain(claims.iter().map(|claim| text(claim, "/metadata/name"))).collect();
    let mut mounted = BTreeSet::new();
    for container in pod.containers() {
        for mount in list(container, "/volumeMounts") {
            let name = text(mount, "/name");
            mounted.insert(name);
            if !known.contains(name) {
                let container = text(container, "/name");
                faults.add(&pod.owner, format!("container {container} mounts {name}, which is no volume"));
            }
        }
    }
    for unused in known.difference(&mounted) {
        faults.add(&pod.owner, format!("no container mounts the volume {unused}"));
    }
}

fn environment(set: &Set, pod: &Pod<'_>, container: &Value, faults: &mut Faults) {
    let mut names = BTreeSet::new();
    for variable in list(container, "/env") {
        let name = text(variable, "/name");
        if !names.insert(name) {
            faults.add(&pod.owner, format!("{name} is given twice"));
        }
        for (kind, part) in
            [("Secret", "/valueFrom/secretKeyRef"), ("ConfigMap", "/valueFrom/configMapKeyRef")]
        {
            let Some(part) = variable.pointer(part).filter(|part| !is_true(part, "/optional")) else {
                continue;
            };
            let source = Source { kind, name: text(part, "/name") };
            source.must_have(set, &pod.owner, pod.namespace, [text(part, "/key")], faults);
        }
    }
    for from in list(container, "/envFrom") {
        for (kind, part) in [("Secret", "/secretRef"), ("ConfigMap", "/configMapRef")] {
            let Some(part) = from.pointer(part).filter(|part| !is_true(part, "/optional")) else { continue };
            Source { kind, name: text(part, "/name") }.must_have(set, &pod.owner, pod.namespace, [], faults);
        }
    }
}

/// Probes and hooks ask a port that the container declares.
fn probes(pod: &Pod<'_>, container: &Value, faults: &mut Faults) {
    for part in [
        "/startupProbe/httpGet/port",
        "/startupProbe/tcpSocket/port",
        "/livenessProbe/httpGet/port",
        "/livenessProbe/tcpSocket/port",
        "/readinessProbe/httpGet/port",
        "/readinessProbe/tcpSocket/port",
        "/lifecycle/preStop/httpGet/port",
    ] {
        let Some(port) = container.pointer(part) else { continue };
        if !pod.listens_on(port) {
            let what = part.split('/').nth(1).unwrap_or_default();
            faults.add(&pod.owner, format!("{what} asks port {}, which is not declared", shown(port)));
        }
    }
}

/// A port as one writes it.
pub(super) fn shown(port: &Value) -> String {
    port.as_str().map_or_else(|| port.to_string(), str::to_owned)
}
