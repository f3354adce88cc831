//! The overlays, rendered in a copy of `infra` under `.local`, so that stand-in secrets never lie beside real ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::command::{output, root};
use crate::references::variables::Programs;
use crate::references::{self, Keys, Set, external};

/// Made by `ops secrets`, ignored by git.
const SECRETS: &str = "secrets";

/// A kustomization that somebody deploys, or a combination that is only tested.
pub(super) struct Overlay {
    /// `overlays/dev`
    pub(super) name: String,
    folder: PathBuf,
    /// Where its objects are, once it was checked.
    pub(super) rendered: PathBuf,
}

/// Waits until nobody else checks in this folder; the lock goes with the process.
pub(super) fn lock() -> Result<File> {
    fs::create_dir_all(root().join(".local")).context("cannot make .local")?;
    let lock = File::create(root().join(".local/manifests.lock")).context("cannot make a lock file")?;
    lock.lock().context("cannot lock .local/manifests")?;
    Ok(lock)
}

/// Copies `infra`, gives the copy secrets from `make_secrets`, and lists its overlays.
pub(super) fn copy(make_secrets: impl Fn(&Path) -> Result<()>) -> Result<Vec<Overlay>> {
    let local = root().join(".local/manifests");
    if local.exists() {
        fs::remove_dir_all(&local).context("cannot remove what was rendered before")?;
    }
    let rendered = local.join("rendered");
    fs::create_dir_all(&rendered).context("cannot make .local/manifests")?;
    let secrets = local.join(SECRETS);
    make_secrets(&secrets)?;
    copy_folder(&root().join("infra"), &local.join("infra"), &secrets)?;

    let mut overlays = Vec::new();
    for kind in ["overlays", "tests"] {
        let parent = local.join("infra/k8s").join(kind);
        for entry in fs::read_dir(&parent).with_context(|| format!("cannot read infra/k8s/{kind}"))? {
            let folder = entry?.path();
            if folder.join("kustomization.yaml").is_file() {
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                let rendered = rendered.join(format!("{kind}-{name}.yaml"));
                overlays.push(Overlay { name: format!("{kind}/{name}"), folder, rendered });
            }
        }
    }
    if overlays.is_empty() {
        bail!("there is no overlay in infra/k8s");
    }
    overlays.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(overlays)
}

/// One file with each of the objects that were rendered: most are in several overlays.
pub(super) fn distinct(overlays: &[Overlay]) -> Result<PathBuf> {
    let mut objects = BTreeSet::new();
    for overlay in overlays {
        let yaml = fs::read_to_string(&overlay.rendered).context("cannot read what was rendered")?;
        objects.extend(yaml.split("\n---\n").map(|object| object.trim_end().to_owned()));
    }
    let file = root().join(".local/manifests/distinct.yaml");
    let all: Vec<_> = objects.into_iter().collect();
    fs::write(&file, all.join("\n---\n") + "\n").context("cannot write the objects")?;
    Ok(file)
}

/// Without any secrets that lie in it; a kustomization that names some gets the stand-ins.
fn copy_folder(from: &Path, to: &Path, secrets: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if !path.is_dir() {
            fs::copy(&path, &copy).with_context(|| format!("cannot copy {}", path.display()))?;
        } else if entry.file_name() != SECRETS {
            copy_folder(&path, &copy, secrets)?;
        }
    }
    let kustomization = fs::read_to_string(to.join("kustomization.yaml")).unwrap_or_default();
    if kustomization.contains("secrets/") {
        copy_folder(secrets, &to.join(SECRETS), secrets)?;
    }
    Ok(())
}

impl Overlay {
    pub(super) fn render(&self, kubectl: &Path) -> Result<String> {
        output(Command::new(kubectl).arg("kustomize").arg(&self.folder))
    }

    /// Renders it and looks for names that nobody bears.
    pub(super) fn check(&self, kubectl: &Path, programs: &Programs) -> Result<()> {
        let yaml = self.render(kubectl)?;
        fs::write(&self.rendered, &yaml).context("cannot write what was rendered")?;
        let outside: BTreeMap<String, Keys> = external::expected_by(&self.folder)?;
        let own = external::expected_here(&self.folder)?;
        let faults = references::check(&Set::parse(&yaml, outside)?, programs, &own);
        let lines = faults.lines();
        if lines.is_empty() { Ok(()) } else { bail!("{}", lines.join("\n")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_stand_ins_in_the_place_of_secrets() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to, stand_ins) =
            (dir.path().join("from"), dir.path().join("to"), dir.path().join("stand-ins"));
        for folder in ["dev/secrets", "base"] {
            fs::create_dir_all(from.join(folder)).unwrap();
        }
        fs::create_dir(&stand_ins).unwrap();
        fs::write(stand_ins.join("key"), "false").unwrap();
        fs::write(from.join("dev/secrets/key"), "real").unwrap();
        fs::write(from.join("dev/kustomization.yaml"), "files: [secrets/key]").unwrap();
        fs::write(from.join("base/kustomization.yaml"), "resources: []").unwrap();

        copy_folder(&from, &to, &stand_ins).unwrap();
        assert_eq!(fs::read_to_string(to.join("dev/secrets/key")).unwrap(), "false");
        assert!(!to.join("base/secrets").exists());
    }
}
