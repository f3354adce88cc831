//! Where things are in this checkout.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// The workspace's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The git-ignored directory for everything that a machine makes for itself.
pub fn local() -> PathBuf {
    root().join(".local")
}

/// The directory of the built programs: that of the running one, so that a debug build starts debug services.
pub fn programs() -> Result<PathBuf> {
    let exe = std::env::current_exe().context("cannot tell which program this is")?;
    let dir = exe.parent().context("this program is in no directory")?;
    // Test binaries are one level deeper, in `deps`.
    let dir = if dir.ends_with("deps") { dir.parent().unwrap_or(dir) } else { dir };
    Ok(dir.to_path_buf())
}

/// The path of a program of this workspace, which must have been built.
pub fn program(dir: &Path, name: &str) -> Result<PathBuf> {
    let path = dir.join(name);
    if !path.is_file() {
        bail!("{} is not built; run `cargo build --workspace`", path.display());
    }
    Ok(path)
}
