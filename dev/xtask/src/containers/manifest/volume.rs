//! Volumes of a pod, and what they are filled from.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Metadata;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Volume {
    pub(crate) name: String,
    pub(crate) secret: Option<SecretVolume>,
    pub(crate) config_map: Option<NamedVolume>,
    pub(crate) projected: Option<Projected>,
    pub(crate) empty_dir: Option<EmptyDir>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct SecretVolume {
    pub(crate) secret_name: String,
    pub(crate) default_mode: Option<u32>,
    #[serde(default)]
    pub(crate) items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct NamedVolume {
    pub(crate) name: String,
    pub(crate) default_mode: Option<u32>,
    #[serde(default)]
    pub(crate) items: Vec<Item>,
}

/// A key under another name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) mode: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Projected {
    pub(crate) sources: Vec<Source>,
    pub(crate) default_mode: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Source {
    ConfigMap(NamedSource),
    Secret(NamedSource),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedSource {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct EmptyDir {
    pub(crate) size_limit: Option<String>,
}

/// A disk of its own for each pod of a StatefulSet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Claim {
    pub(crate) metadata: Metadata,
    #[expect(dead_code, reason = "the machine's own disk, whatever was asked for")]
    spec: IgnoredAny,
    #[expect(dead_code, reason = "kustomize repeats it")]
    api_version: Option<IgnoredAny>,
    #[expect(dead_code, reason = "kustomize repeats it")]
    kind: Option<IgnoredAny>,
}

/// A ConfigMap or a Secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Data {
    pub(crate) metadata: Metadata,
    #[serde(default)]
    pub(crate) data: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) string_data: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) binary_data: BTreeMap<String, String>,
    #[expect(dead_code, reason = "it chose this type")]
    kind: IgnoredAny,
    #[expect(dead_code, reason = "the kind was looked at before")]
    api_version: IgnoredAny,
    #[expect(dead_code, reason = "it tells what the keys are, not what becomes of them")]
    r#type: Option<IgnoredAny>,
    #[expect(dead_code, reason = "nothing changes during a run")]
    immutable: Option<IgnoredAny>,
}
