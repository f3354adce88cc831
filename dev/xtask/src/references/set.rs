//! The objects that an overlay renders, and what stands behind their names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize as _;
use serde_json::Value;

use super::pods::Pod;

/// The keys of a Secret or a ConfigMap.
pub(crate) type Keys = BTreeSet<String>;

/// Everything of one overlay.
pub(crate) struct Set {
    objects: Vec<Value>,
    /// Secrets that somebody else puts into the cluster.
    external: BTreeMap<String, Keys>,
}

impl Set {
    pub(crate) fn parse(yaml: &str, external: BTreeMap<String, Keys>) -> Result<Self> {
        let mut objects = Vec::new();
        for document in yaml_serde::Deserializer::from_str(yaml) {
            let object = Value::deserialize(document).context("cannot read what was rendered")?;
            if !object.is_null() {
                objects.push(object);
            }
        }
        Ok(Self { objects, external })
    }

    pub(crate) fn objects(&self) -> impl Iterator<Item = &Value> {
        self.objects.iter()
    }

    pub(crate) fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.objects.iter().filter(move |object| text(object, "/kind") == kind)
    }

    pub(crate) fn find(&self, kind: &str, namespace: &str, name: &str) -> Option<&Value> {
        self.of_kind(kind)
            .find(|object| text(object, "/metadata/name") == name && namespace_of(object) == namespace)
    }

    /// The pods that the set's workloads and operators make.
    pub(crate) fn pods(&self) -> Vec<Pod<'_>> {
        self.objects.iter().filter_map(Pod::of).collect()
    }

    /// The keys of a Secret or a ConfigMap; `None` when nobody makes it.
    pub(crate) fn keys(&self, kind: &str, namespace: &str, name: &str) -> Option<Keys> {
        if let Some(object) = self.find(kind, namespace, name) {
            let parts = ["/data", "/stringData", "/binaryData"];
            return Some(parts.iter().flat_map(|part| names(object, part)).collect());
        }
        if kind != "Secret" {
            return None;
        }
        self.external.get(name).cloned().or_else(|| self.keys_by_operator(namespace, name))
    }

    /// Secrets that the operators of MongoDB and cert-manager write when they see the set.
    fn keys_by_operator(&self, namespace: &str, name: &str) -> Option<Keys> {
        let of = |keys: &[&str]| Some(keys.iter().map(|key| (*key).to_owned()).collect());
        let here = |kind| self.of_kind(kind).filter(|object| namespace_of(object) == namespace);
        let mut users = here("MongoDBCommunity").flat_map(|database| list(database, "/spec/users"));
        if users.any(|user| text(user, "/connectionStringSecretName") == name) {
            return of(&[
                "username",
                "password",
                "connectionString.standard",
                "connectionString.standardSrv",
            ]);
        }
        if here("Certificate").any(|certificate| text(certificate, "/spec/secretName") == name) {
            return of(&["tls.crt", "tls.key", "ca.crt"]);
        }
        None
    }
}

/// `Deployment/auth`.
pub(crate) fn called(object: &Value) -> String {
    format!("{}/{}", text(object, "/kind"), text(object, "/metadata/name"))
}

pub(crate) fn namespace_of(object: &Value) -> &str {
    text(object, "/metadata/namespace")
}

/// The text at a JSON pointer, empty when there is none.
pub(crate) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// What a Secret's value holds; kustomize writes long ones in several lines.
pub(crate) fn decoded(value: &str) -> Option<Vec<u8>> {
    let one_line: String = value.split_whitespace().collect();
    STANDARD.decode(one_line).ok()
}

/// The list at a JSON pointer, empty when there is none.
pub(crate) fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The names in the map at a JSON pointer.
pub(crate) fn names(value: &Value, pointer: &str) -> Vec<String> {
    let map = value.pointer(pointer).and_then(Value::as_object);
    map.map(|map| map.keys().cloned().collect()).unwrap_or_default()
}

pub(crate) fn is_true(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer).and_then(Value::as_bool).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_several_lines_is_one_value() {
        assert_eq!(decoded("bW9uZ29k\nYjovL2E=\n").unwrap(), b"mongodb://a");
        assert_eq!(decoded("bW9uZ29k-"), None);
    }
}
