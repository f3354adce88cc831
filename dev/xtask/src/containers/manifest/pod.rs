//! A pod.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Metadata;
use super::container::Container;
use super::volume::Volume;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PodTemplate {
    pub(crate) metadata: Metadata,
    pub(crate) spec: PodSpec,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct PodSpec {
    pub(crate) containers: Vec<Container>,
    #[serde(default)]
    pub(crate) init_containers: Vec<Container>,
    #[serde(default)]
    pub(crate) volumes: Vec<Volume>,
    #[serde(default)]
    pub(crate) security_context: PodSecurity,
    #[serde(default)]
    pub(crate) restart_policy: RestartPolicy,
    pub(crate) termination_grace_period_seconds: Option<u32>,
    /// Kubernetes gives a token unless told not to; here is nobody who would take it.
    #[serde(default = "yes")]
    pub(crate) automount_service_account_token: bool,
    /// Kubernetes gives each pod variables with every Service's address unless told not to.
    #[serde(default = "yes")]
    pub(crate) enable_service_links: bool,
    #[expect(dead_code, reason = "nobody here asks for it")]
    service_account_name: Option<IgnoredAny>,
    #[expect(dead_code, reason = "there is one machine")]
    topology_spread_constraints: Option<IgnoredAny>,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
pub(crate) enum RestartPolicy {
    #[default]
    Always,
    OnFailure,
    Never,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct PodSecurity {
    pub(crate) run_as_non_root: Option<bool>,
    pub(crate) run_as_user: Option<u32>,
    pub(crate) run_as_group: Option<u32>,
    pub(crate) fs_group: Option<u32>,
    pub(crate) seccomp_profile: Option<SeccompProfile>,
    #[expect(dead_code, reason = "every volume is new")]
    fs_group_change_policy: Option<IgnoredAny>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, tag = "type")]
pub(crate) enum SeccompProfile {
    /// The runtime's own list of system calls.
    RuntimeDefault,
}
