//! The images: ours are built, and those of services are small.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::podman::Podman;
use crate::command::{root, run};
use crate::references::set::text;

/// What begins the name of an image that is built from this repository.
const OURS: &str = "ticketing/";
const SERVICES: [&str; 5] = ["auth", "tickets", "orders", "payments", "expiration"];
/// Of a service's image, as in the workflow ci.
const LIMIT: u64 = 35 << 20;

#[derive(Clone, Debug)]
pub(super) struct Image {
    pub(super) name: String,
    pub(super) bytes: u64,
    /// Made on this machine in the place of the real one.
    pub(super) is_stand_in: bool,
}

/// Base images for a machine that reaches no registry.
pub(super) fn build_stand_ins() -> Result<()> {
    run(Command::new(root().join("infra/docker/stand-ins/build")).current_dir(root()))
}

/// Builds those of the names that are ours.
pub(super) fn build(podman: &Podman, names: &BTreeSet<&str>, profile: &str) -> Result<()> {
    let profile = format!("PROFILE={profile}");
    for name in names {
        match name.strip_prefix(OURS) {
            None => {}
            Some("client") => podman.build(&["--target=runtime", "--tag", name, "client"])?,
            Some(service) => podman.build(&[
                "--file=infra/docker/Dockerfile",
                "--ignorefile=infra/docker/Dockerfile.dockerignore",
                "--build-arg",
                &format!("SERVICE={service}"),
                "--build-arg",
                &profile,
                "--tag",
                name,
                ".",
            ])?,
        }
    }
    Ok(())
}

impl Image {
    pub(super) fn look_up(podman: &Podman, name: &str) -> Result<Self> {
        let found = podman.inspect("image", name)?;
        let bytes =
            found.get("Size").and_then(Value::as_u64).with_context(|| format!("{name} has no size"))?;
        let is_stand_in = !text(&found, "/Labels/ticketing.stand-in").is_empty();
        Ok(Self { name: name.to_owned(), bytes, is_stand_in })
    }

    /// Its layers are unpacked here, so this is more than a registry sends.
    pub(super) fn megabytes(&self) -> String {
        format!("{:.1} MB", bytes_as_megabytes(self.bytes))
    }

    /// Why it is too large, if it is.
    pub(super) fn excess(&self) -> Option<String> {
        let is_service = self.name.strip_prefix(OURS).is_some_and(|name| SERVICES.contains(&name));
        (is_service && self.bytes >= LIMIT).then(|| {
            let limit = bytes_as_megabytes(LIMIT);
            format!("the image {} has {}; a service's stays under {limit:.1} MB", self.name, self.megabytes())
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "it is for reading")]
pub(super) fn bytes_as_megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_services_image_can_be_too_large() {
        let image = |name: &str, bytes| Image { name: name.to_owned(), bytes, is_stand_in: false };
        assert!(image("ticketing/payments", LIMIT).excess().is_some());
        assert_eq!(image("ticketing/payments", LIMIT - 1).excess(), None);
        assert_eq!(image("ticketing/client", 2 * LIMIT).excess(), None);
    }
}
