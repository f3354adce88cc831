//! YAML files of the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::command::{output, root};

/// Those that git knows or would add.
pub(super) fn tracked() -> Result<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "--", "*.yaml", "*.yml"]);
    let listed = output(git.current_dir(root()))?;
    Ok(listed.lines().map(|line| root().join(line)).filter(|file| file.is_file()).collect())
}

pub(super) fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml"))
        .collect();
    files.sort();
    Ok(files)
}
