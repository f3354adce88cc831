//! The thread that starts every child.
//!
//! Linux can send a signal to a child when its parent dies, but the parent is the thread that forked: a child started
//! from a worker of a test's runtime would die with that runtime. So one thread, which lives as long as the process,
//! starts them all. The signal is asked for by `setpriv`, which then becomes the program and keeps its pid.

use std::fs::OpenOptions;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{self, Receiver, Sender};

use anyhow::{Context as _, Result, anyhow};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{Launch, Orphan};

/// What a child may see of our own environment: where programs, the home and temporary files are, how to reach the
/// internet, and how to tell of problems. All else is the fleet's to decide.
const INHERITED: &[&str] = &[
    "PATH",
    "HOME",
    "TMPDIR",
    "LANG",
    "RUST_BACKTRACE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "HTTPS_PROXY",
    "https_proxy",
    "NO_PROXY",
    "no_proxy",
    "NODE_EXTRA_CA_CERTS",
];
const INHERITED_PREFIXES: &[&str] = &["OTEL_", "npm_config_", "NPM_CONFIG_"];

/// Enough for a few thousand connections, on systems whose default is 256 or 1,024.
const OPEN_FILES: u64 = 65_536;

type Request = (Launch, Sender<Result<Child>>);

pub(super) fn spawn(launch: &Launch) -> Result<Child> {
    static SPAWNER: LazyLock<Option<Sender<Request>>> = LazyLock::new(start);
    let spawner = SPAWNER.as_ref().context("cannot start the thread that starts processes")?;
    let (answer, answered) = mpsc::channel();
    spawner
        .send((launch.clone(), answer))
        .map_err(|_| anyhow!("the thread that starts processes has ended"))?;
    answered.recv().context("the thread that starts processes has ended")?
}

fn start() -> Option<Sender<Request>> {
    let (send, receive) = mpsc::channel();
    std::thread::Builder::new().name("spawner".into()).spawn(move || serve(&receive)).ok()?;
    Some(send)
}

fn serve(requests: &Receiver<Request>) {
    raise_open_files();
    let guarded = can_guard();
    for (launch, answer) in requests {
        // Nobody waits for the answer any more only when the whole process ends.
        let _ = answer.send(start_child(&launch, guarded));
    }
}

fn start_child(launch: &Launch, guarded: bool) -> Result<Child> {
    let log = OpenOptions::new().create(true).append(true).open(&launch.log);
    let log = log.with_context(|| format!("cannot write {}", launch.log.display()))?;
    let mut command = if guarded {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", orphan_signal(launch.orphan), "--"]).arg(&launch.program);
        command
    } else {
        Command::new(&launch.program)
    };
    command.args(&launch.args);
    command.env_clear().envs(std::env::vars().filter(|(name, _)| is_inherited(name)));
    command.envs(launch.env.iter().map(|(name, value)| (name, value)));
    if let Some(dir) = &launch.dir {
        command.current_dir(dir);
    }
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    command.process_group(0);
    command.spawn().with_context(|| format!("cannot run {}", launch.program.display()))
}

fn is_inherited(name: &str) -> bool {
    INHERITED.contains(&name) || INHERITED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn orphan_signal(orphan: Orphan) -> &'static str {
    match orphan {
        Orphan::Kill => "KILL",
        Orphan::Terminate => "TERM",
    }
}

/// Whether this system's `setpriv` can set the signal; elsewhere only dropping the handle ends a child.
fn can_guard() -> bool {
    let mut probe = Command::new("setpriv");
    probe.args(["--pdeathsig", "KILL", "--", "true"]);
    probe.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success())
}

fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let target = limit.maximum.map_or(OPEN_FILES, |maximum| maximum.min(OPEN_FILES));
    if limit.current.is_some_and(|current| current < target) {
        // A refusal leaves the limit as it was, which is enough for a few clients.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(target), maximum: limit.maximum });
    }
}
