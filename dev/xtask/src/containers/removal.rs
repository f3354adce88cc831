//! Taking all of it away again, whatever happens to this program.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::podman::Podman;

/// Removes what any run has left.
pub(super) fn remove(podman: &Podman) -> Result<()> {
    podman.remove_all()?;
    let scratch = super::scratch();
    if scratch.exists() {
        fs::remove_dir_all(&scratch).context("cannot remove .local/containers")?;
    }
    Ok(())
}

/// A process that waits for this one's end, be it Ctrl-C or a kill, and removes everything then.
pub(super) struct Remover(Child);

impl Remover {
    pub(super) fn stand_by() -> Result<Self> {
        let exe = std::env::current_exe().context("cannot tell which program this is")?;
        // Reads until nobody can write any more; Ctrl-C does not reach it in a group of its own. A podman that this
        // program had begun when it died may yet make something: hence the second time.
        let mut shell = Command::new("sh");
        shell
            .args(["-c", r#"cat; "$0" containers --remove; sleep 1; exec "$0" containers --remove"#])
            .arg(exe);
        let child = shell.stdin(Stdio::piped()).stdout(Stdio::null()).process_group(0).spawn();
        child.map(Self).context("cannot run sh")
    }

    /// Now, and waits until it is done.
    pub(super) fn remove(mut self) -> Result<()> {
        drop(self.0.stdin.take());
        if !self.0.wait()?.success() {
            bail!("not everything was removed; `cargo xtask containers --remove` tries again");
        }
        Ok(())
    }
}
