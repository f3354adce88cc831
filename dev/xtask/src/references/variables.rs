//! Environment variables: what each program's source reads, and what its containers are given.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Faults;
use super::pods::Pod;
use super::set::{Set, is_true, list, text};

pub(crate) mod source;

/// The variables that a program reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Variables {
    pub(crate) required: BTreeSet<String>,
    pub(crate) optional: BTreeSet<String>,
}

impl Variables {
    fn knows(&self, name: &str) -> bool {
        self.required.contains(name) || self.optional.contains(name)
    }
}

/// The variables of each program, by the last part of its image's name.
pub(crate) type Programs = BTreeMap<String, Variables>;

pub(super) fn check(set: &Set, programs: &Programs, faults: &mut Faults) {
    for pod in set.pods() {
        for container in pod.containers() {
            let Some(program) = programs.get(program_of(text(container, "/image"))) else { continue };
            let given = Given::of(set, pod.namespace, container);
            for name in program.required.iter().filter(|name| !given.has(name)) {
                faults.add(&pod.owner, format!("{name} is required and not given"));
            }
            for name in given.directly.iter().filter(|name| !program.knows(name)) {
                faults.add(&pod.owner, format!("{name} is given and not read"));
            }
            // What is shared may be for some only, but it must be for one at least.
            for name in given.shared.iter().filter(|name| !programs.values().any(|any| any.knows(name))) {
                faults.add(&pod.owner, format!("{name} is given and no program reads it"));
            }
            let files = given.files.iter().filter(|(name, _)| program.knows(name));
            for (name, path) in files.filter(|(_, path)| !is_mounted(set, &pod, container, path)) {
                faults.add(&pod.owner, format!("{name} names {path}, which no volume holds"));
            }
            for name in given.mentioned.iter().filter(|name| !given.has(name)) {
                faults.add(&pod.owner, format!("$({name}) is no variable of the container"));
            }
        }
    }
}

/// `ghcr.io/owner/ticketing/auth@sha256:…` as `auth`.
fn program_of(image: &str) -> &str {
    let name = image.split('@').next().unwrap_or_default();
    let last = name.rsplit('/').next().unwrap_or_default();
    last.split(':').next().unwrap_or_default()
}

/// The variables of a container.
struct Given {
    /// One by one.
    directly: BTreeSet<String>,
    /// With all keys of a ConfigMap or a Secret.
    shared: BTreeSet<String>,
    /// `$(NAME)` in values and arguments.
    mentioned: BTreeSet<String>,
    /// Paths by the names of variables.
    files: Vec<(String, String)>,
}

impl Given {
    fn of(set: &Set, namespace: &str, container: &Value) -> Self {
        let variables = list(container, "/env");
        let directly = variables.iter().filter(|variable| {
            // Kubernetes leaves a variable out whose optional source is missing.
            let source = ["/valueFrom/secretKeyRef", "/valueFrom/configMapKeyRef"];
            !source.iter().filter_map(|part| variable.pointer(part)).any(|part| is_true(part, "/optional"))
        });
        let directly = directly.map(|variable| text(variable, "/name").to_owned()).collect();
        let mut shared = BTreeSet::new();
        let direct = variables.iter().map(|variable| (text(variable, "/name"), text(variable, "/value")));
        let mut files: Vec<_> =
            direct.map(|(name, value)| (name.to_owned(), value.to_owned())).filter(is_file).collect();
        for from in list(container, "/envFrom") {
            for (kind, part) in [("Secret", "/secretRef/name"), ("ConfigMap", "/configMapRef/name")] {
                let Some(name) = from.pointer(part).and_then(Value::as_str) else { continue };
                let keys = set.keys(kind, namespace, name).into_iter().flatten();
                shared.extend(keys.map(|key| format!("{}{key}", text(from, "/prefix"))));
                if let Some(object) = set.find(kind, namespace, name) {
                    files.extend(pairs(object.get("data")).filter(is_file));
                }
            }
        }
        let values = variables.iter().map(|variable| text(variable, "/value"));
        let words = list(container, "/command").iter().chain(list(container, "/args"));
        let mentioned = values.chain(words.filter_map(Value::as_str)).flat_map(mentions).collect();
        Self { directly, shared, mentioned, files }
    }

    fn has(&self, name: &str) -> bool {
        self.directly.contains(name) || self.shared.contains(name)
    }
}

fn pairs(map: Option<&Value>) -> impl Iterator<Item = (String, String)> {
    let map = map.and_then(Value::as_object).into_iter().flatten();
    map.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
}

fn is_file((name, path): &(String, String)) -> bool {
    name.ends_with("_FILE") && path.starts_with('/')
}

/// Whether a file of that path is in a volume that the container mounts.
fn is_mounted(set: &Set, pod: &Pod<'_>, container: &Value, path: &str) -> bool {
    list(container, "/volumeMounts").iter().any(|mount| {
        let Some(inside) = path.strip_prefix(text(mount, "/mountPath")) else { return false };
        if inside.is_empty() {
            return true;
        }
        let Some(inside) = inside.strip_prefix('/') else { return false };
        let volumes = pod.spec.map(|spec| list(spec, "/volumes")).unwrap_or_default();
        let volume = volumes.iter().find(|volume| text(volume, "/name") == text(mount, "/name"));
        volume.is_none_or(|volume| holds(set, pod.namespace, volume, inside))
    })
}

/// Whether the volume has the file, where its content is known.
fn holds(set: &Set, namespace: &str, volume: &Value, file: &str) -> bool {
    for (kind, part, name) in [("Secret", "/secret", "/secretName"), ("ConfigMap", "/configMap", "/name")] {
        let Some(source) = volume.pointer(part) else { continue };
        let items = list(source, "/items");
        let keys = set.keys(kind, namespace, text(source, name)).unwrap_or_default();
        return items.iter().any(|item| text(item, "/path") == file)
            || items.is_empty() && keys.contains(file);
    }
    true
}

/// The names in `$(NAME)`; `$$(NAME)` is literal.
fn mentions(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, _) in value.match_indices("$(") {
        let before = value.get(..start).unwrap_or_default();
        let rest = value.get(start + 2..).unwrap_or_default();
        let Some((name, _)) = rest.split_once(')') else { continue };
        let is_name = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        if is_name && !name.is_empty() && !before.ends_with('$') {
            found.push(name.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_names_its_program() {
        for image in ["ticketing/auth", "auth:dev", "localhost:5000/ticketing/auth:v1@sha256:00"] {
            assert_eq!(program_of(image), "auth", "{image}");
        }
    }

    #[test]
    fn mentions_of_variables_are_found() {
        assert_eq!(mentions("http://$(HOST):$(PORT)/$$(not)/$(lower)"), ["HOST", "PORT"]);
    }
}
