//! The part of Kubernetes' objects that containers on one machine can be made of. A field that is not here is refused:
//! what cannot be handed on must not look as if it had been. What is understood and means nothing here says why.

pub(super) mod container;
pub(super) mod pod;
pub(super) mod routing;
pub(super) mod volume;

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::references::set::called;
use pod::PodTemplate;
use volume::Claim;

/// The object as what it is said to be.
pub(super) fn read<T: DeserializeOwned>(object: &Value) -> Result<T> {
    serde_path_to_error::deserialize(object).map_err(|error| {
        let (path, why) = (error.path().to_string(), error.inner().to_string());
        // The list of what would be understood is long.
        let why = why.split(", expected one of").next().unwrap_or_default();
        anyhow!("{}: {path} cannot be handed on to a container: {why}", called(object))
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Metadata {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) namespace: String,
    #[serde(default)]
    pub(super) labels: BTreeMap<String, String>,
    /// For tools, but for those of an Ingress.
    #[serde(default)]
    pub(super) annotations: BTreeMap<String, String>,
}

/// Any object around its specification.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Object<S> {
    #[expect(dead_code, reason = "the kind was looked at before")]
    api_version: IgnoredAny,
    #[expect(dead_code, reason = "it chose this type")]
    kind: IgnoredAny,
    pub(super) metadata: Metadata,
    pub(super) spec: S,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Deployment {
    pub(super) replicas: Option<u32>,
    pub(super) template: PodTemplate,
    #[expect(dead_code, reason = "the pods are those of the template")]
    selector: IgnoredAny,
    #[expect(dead_code, reason = "nothing is rolled out over something older")]
    strategy: Option<IgnoredAny>,
    #[expect(dead_code, reason = "there is no older revision")]
    revision_history_limit: Option<IgnoredAny>,
    #[expect(dead_code, reason = "the probes' own patience ends the waiting")]
    progress_deadline_seconds: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct StatefulSet {
    pub(super) replicas: Option<u32>,
    pub(super) service_name: String,
    pub(super) template: PodTemplate,
    #[serde(default)]
    pub(super) volume_claim_templates: Vec<Claim>,
    #[expect(dead_code, reason = "the pods are those of the template")]
    selector: IgnoredAny,
    #[expect(dead_code, reason = "there is no older revision")]
    revision_history_limit: Option<IgnoredAny>,
    #[expect(dead_code, reason = "all start together")]
    pod_management_policy: Option<IgnoredAny>,
    #[expect(dead_code, reason = "volumes go with the run")]
    persistent_volume_claim_retention_policy: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Job {
    pub(super) backoff_limit: Option<u32>,
    pub(super) active_deadline_seconds: Option<u64>,
    pub(super) template: PodTemplate,
    #[expect(dead_code, reason = "it goes with the run")]
    ttl_seconds_after_finished: Option<IgnoredAny>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_that_is_not_understood_is_refused_by_its_path() {
        let container = json!({ "name": "app", "image": "ticketing/auth", "stdin": true });
        let deployment = json!({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "auth" },
            "spec": { "selector": {}, "template": { "metadata": {}, "spec": { "containers": [container] } } },
        });
        let told = read::<Object<Deployment>>(&deployment).unwrap_err().to_string();
        assert_eq!(
            told,
            "Deployment/auth: spec.template.spec.containers[0].stdin cannot be handed on to a container: unknown field `stdin`"
        );
    }
}
