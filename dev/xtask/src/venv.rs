//! Python virtual environments in `.local/checks`, with the pinned wheels of a requirements file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::command::{need_python, output, root};

/// One requirements file of `infra/checks`.
pub(crate) struct Requirements {
    /// The file's name without `.txt`, and the environment's.
    pub(crate) name: &'static str,
    pub(crate) pip: &'static [&'static str],
    /// For who waits.
    pub(crate) what: &'static str,
}

/// An environment that has what its requirements name.
pub(crate) struct Venv {
    dir: PathBuf,
}

impl Venv {
    /// Made once, and again whenever the requirements change. Who needs it at the same moment waits.
    pub(crate) fn ensure(requirements: &Requirements) -> Result<Self> {
        let file = root().join("infra/checks").join(requirements.name).with_extension("txt");
        let wanted = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let local = root().join(".local/checks");
        fs::create_dir_all(&local).context("cannot make .local/checks")?;
        let venv = Self { dir: local.join(requirements.name) };
        let stamp = venv.dir.join("installed-requirements.txt");
        let is_made = || fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
        if is_made() {
            return Ok(venv);
        }
        let lock = File::create(venv.dir.with_extension("lock")).context("cannot make a lock file")?;
        lock.lock().context("cannot lock the virtual environment")?;
        if is_made() {
            return Ok(venv);
        }
        need_python()?;
        eprintln!("installing {} into .local/checks/{}, once", requirements.what, requirements.name);
        if venv.dir.exists() {
            fs::remove_dir_all(&venv.dir).context("cannot remove the old virtual environment")?;
        }
        output(Command::new("python3").args(["-m", "venv"]).arg(&venv.dir))?;
        let mut pip = venv.program("python");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        output(pip.args(requirements.pip).arg("--requirement").arg(&file))?;
        // Written last: a half-made environment is made again.
        fs::write(&stamp, wanted).context("cannot write the stamp of the virtual environment")?;
        Ok(venv)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// A program of the environment, which finds the others on its PATH.
    pub(crate) fn program(&self, name: &str) -> Command {
        let bin = self.dir.join("bin");
        let mut command = Command::new(bin.join(name));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path)));
        command.envs(path.map(|path| ("PATH", path))).current_dir(root());
        command
    }
}
