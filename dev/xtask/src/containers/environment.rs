//! The variables of a container.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

use super::cluster::{Cluster, Contents, Pod};
use super::manifest::container::{Container, KeyRef, ValueFrom};

#[derive(Debug, Default)]
pub(super) struct Environment {
    variables: BTreeMap<String, String>,
    /// Names of those that come from Secrets.
    secret: Vec<String>,
}

impl Environment {
    pub(super) fn of(cluster: &Cluster, pod: &Pod, container: &Container) -> Result<Self> {
        let mut environment = Self::default();
        for from in &container.env_from {
            if let Some(source) = &from.config_map_ref {
                environment.take_all(cluster.config_map(&source.name)?, &from.prefix, false)?;
            }
            if let Some(source) = &from.secret_ref {
                environment.take_all(cluster.secret(&source.name)?, &from.prefix, true)?;
            }
        }
        // One by one, because each may name those above it.
        for variable in &container.env {
            let name = variable.name.clone();
            let value = match &variable.value_from {
                None => expand(&variable.value, &environment.variables),
                Some(ValueFrom::Field(field)) => field_of(pod, &field.field_path)?,
                Some(ValueFrom::ConfigMap(key)) => value_of(cluster.config_map(&key.name)?, key)?,
                Some(ValueFrom::Secret(key)) => {
                    environment.secret.push(name.clone());
                    value_of(cluster.secret(&key.name)?, key)?
                }
            };
            environment.variables.insert(name, value);
        }
        Ok(environment)
    }

    fn take_all(&mut self, contents: &Contents, prefix: &str, is_secret: bool) -> Result<()> {
        for (key, value) in contents {
            let name = format!("{prefix}{key}");
            if is_secret {
                self.secret.push(name.clone());
            }
            self.variables.insert(name, text(key, value)?);
        }
        Ok(())
    }

    pub(super) fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// A secret's value is not among the arguments: podman takes it from its own environment.
    pub(super) fn flags(&self) -> Vec<String> {
        let flag = |(name, value): (&String, &String)| {
            if self.secret.contains(name) { format!("--env={name}") } else { format!("--env={name}={value}") }
        };
        self.variables.iter().map(flag).collect()
    }

    pub(super) fn hidden(&self) -> Vec<(String, String)> {
        let secret = self.variables.iter().filter(|(name, _)| self.secret.contains(name));
        secret.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

fn value_of(contents: &Contents, key: &KeyRef) -> Result<String> {
    let value = contents.get(&key.key).with_context(|| format!("{} has no key {}", key.name, key.key))?;
    text(&key.key, value)
}

fn text(key: &str, value: &[u8]) -> Result<String> {
    String::from_utf8(value.to_vec()).ok().with_context(|| format!("{key} is no text"))
}

/// What a pod knows of itself.
fn field_of(pod: &Pod, path: &str) -> Result<String> {
    if let Some(label) = path.strip_prefix("metadata.labels['").and_then(|rest| rest.strip_suffix("']")) {
        return pod.labels.get(label).cloned().with_context(|| format!("the pod has no label {label}"));
    }
    match path {
        "metadata.name" => Ok(pod.name.clone()),
        "metadata.namespace" => Ok(pod.namespace.clone()),
        _ => bail!("the field {path} is not handed on"),
    }
}

/// `$(NAME)` where there is such a variable; `$$` is one dollar sign.
pub(super) fn expand(text: &str, variables: &BTreeMap<String, String>) -> String {
    let (mut done, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('$') {
        done.push_str(before);
        let named = after.strip_prefix('(').and_then(|after| after.split_once(')'));
        if let Some((value, after)) = named.and_then(|(name, after)| Some((variables.get(name)?, after))) {
            done.push_str(value);
            rest = after;
        } else {
            done.push('$');
            rest = after.strip_prefix('$').unwrap_or(after);
        }
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_parentheses_is_its_value_if_it_has_one() {
        let variables = BTreeMap::from([("HOST".to_owned(), "nats".to_owned())]);
        assert_eq!(expand("nats://$(HOST):$(PORT)", &variables), "nats://nats:$(PORT)");
        assert_eq!(expand("$$(HOST) costs $5 $", &variables), "$(HOST) costs $5 $");
    }
}
