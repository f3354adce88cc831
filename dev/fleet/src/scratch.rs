//! Directories for data that nobody needs after the run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use tempfile::TempDir;

const PREFIX: &str = "ticketing-fleet-";
/// Enough for the journals of five mongods and a long test run; less, as in most containers, and the disk is used.
const MEMORY_NEEDED: u64 = 4 << 30;

/// A directory that is removed when dropped; in memory where the system allows, because a test run is mostly fsyncs.
#[derive(Debug)]
pub struct Scratch {
    dir: TempDir,
    /// Held while the directory is in use.
    _lock: File,
}

impl Scratch {
    /// Makes one, and removes those of processes that were killed.
    pub fn create() -> Result<Self> {
        let parent = parent();
        sweep(&parent);
        let dir = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&parent);
        let dir = dir.with_context(|| format!("cannot make a directory in {}", parent.display()))?;
        let lock = File::create(lock_file(dir.path())).context("cannot make a lock file")?;
        lock.lock().context("cannot lock a new directory")?;
        Ok(Self { dir, _lock: lock })
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }
}

fn lock_file(dir: &Path) -> PathBuf {
    dir.join("in-use.lock")
}

fn parent() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let free = rustix::fs::statvfs(memory).map_or(0, |stat| stat.f_bavail.saturating_mul(stat.f_frsize));
    if free >= MEMORY_NEEDED { memory.to_path_buf() } else { std::env::temp_dir() }
}

/// A directory without a lock file may just be in the making, so it is left alone.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        if let Ok(lock) = File::open(lock_file(&entry.path()))
            && lock.try_lock().is_ok()
        {
            // What cannot be removed is another user's.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_in_use_survives_the_next_ones_sweep_and_goes_with_its_owner() {
        let first = Scratch::create().unwrap();
        let second = Scratch::create().unwrap();
        assert!(first.path().is_dir());
        let path = first.path().to_path_buf();
        drop(first);
        assert!(!path.exists());
        assert!(second.path().is_dir());
    }

    #[test]
    fn what_a_killed_process_left_is_removed() {
        let left = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent()).unwrap().keep();
        File::create(lock_file(&left)).unwrap();
        let _next = Scratch::create().unwrap();
        assert!(!left.exists());
    }
}
