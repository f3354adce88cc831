//! Commands that are shown before they run.

use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The directory of build profiles, in which this program is itself.
pub(crate) fn target() -> Result<PathBuf> {
    let exe = std::env::current_exe().context("cannot tell which program this is")?;
    Ok(exe.ancestors().nth(2).context("this program is in no target directory")?.to_path_buf())
}

/// The cargo that runs this program, at the workspace's root.
pub(crate) fn cargo<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// `$ cargo build --workspace`, on standard error.
pub(crate) fn show(command: &Command) {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    let args: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    eprintln!("$ {program} {}", args.join(" "));
}

/// Runs a command to its end, with our own output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    show(command);
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot run {program}"))?;
    if !status.success() {
        let program = Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let what = command.get_args().next().unwrap_or_default().to_string_lossy();
        bail!("{program} {what} failed ({status})");
    }
    Ok(())
}

/// Builds all programs with a profile, which has a directory of its own, and becomes one of them.
pub(crate) fn build_and_become(program: &str, profile: &str, arguments: &[OsString]) -> Result<()> {
    run(&mut cargo(["build", "--workspace", "--bins", "--profile", profile]))?;
    let directory = if profile == "dev" { "debug" } else { profile };
    let mut command = Command::new(target()?.join(directory).join(program));
    command.args(arguments);
    show(&command);
    Err(command.exec()).with_context(|| format!("cannot run {program}"))
}

/// What a command says on standard output; what else it says matters only when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let program =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {program}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let complained = String::from_utf8_lossy(&output.stderr);
        let all = [said.trim_end(), complained.trim_end()].join("\n");
        bail!("{program} failed ({}):\n{}", output.status, all.trim());
    }
    Ok(said)
}

/// The file of that name in a directory of PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Python makes the virtual environments of servers and checks.
pub(crate) fn need_python() -> Result<()> {
    let python = Command::new("python3").args(["-c", "import venv, ensurepip"]).output();
    if !python.is_ok_and(|output| output.status.success()) {
        bail!("Python 3 with its venv module is needed: install python3 and python3-venv");
    }
    Ok(())
}
