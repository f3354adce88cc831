//! Volumes of files: what a Secret or a ConfigMap holds, with the modes that the manifest says.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::podman::Podman;

#[derive(Debug)]
pub(super) struct FileVolume {
    /// Podman's name for it.
    pub(super) name: String,
    /// Who may read them besides root.
    pub(super) group: u32,
    pub(super) files: Vec<File>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) mode: u32,
    pub(super) bytes: Vec<u8>,
}

impl FileVolume {
    /// Makes it. Files are root's and the group's, as the kubelet leaves them.
    pub(super) fn create(&self, podman: &Podman, scratch: &Path) -> Result<()> {
        podman.create_volume(&self.name, &[])?;
        let folder = scratch.join(&self.name);
        fs::create_dir_all(&folder).context("cannot make a folder")?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
        for file in &self.files {
            let path = folder.join(&file.path);
            fs::write(&path, &file.bytes).context("cannot write a file of a volume")?;
            fs::set_permissions(&path, fs::Permissions::from_mode(file.mode))?;
        }
        let mut tar = Command::new("tar");
        tar.args([
            "--create",
            "--numeric-owner",
            "--owner=0",
            &format!("--group={}", self.group),
            "--directory",
        ]);
        let mut tar = tar.arg(&folder).arg(".").stdout(Stdio::piped()).spawn().context("cannot run tar")?;
        let archive = tar.stdout.take().context("tar says nothing")?;
        let imported = podman.command(["volume", "import", &self.name, "-"]).stdin(archive).output();
        let imported = imported.context("cannot run podman")?;
        if !tar.wait()?.success() || !imported.status.success() {
            bail!("cannot fill {}: {}", self.name, String::from_utf8_lossy(&imported.stderr).trim());
        }
        fs::remove_dir_all(&folder).context("cannot remove a folder of secrets")
    }
}
