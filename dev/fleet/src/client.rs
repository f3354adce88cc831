//! The browser client: installed and built when its sources have changed, then run as the server that its image runs.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::process::{Child, Crashes, Launch};
use crate::progress::Progress;
use crate::server::{Ready, Server};
use crate::workspace;

/// Written by tools, not sources.
const MADE: [&str; 6] =
    ["node_modules", ".next", "next-env.d.ts", "tsconfig.tsbuildinfo", "test-results", "playwright-report"];
/// Of the root only: sources of which the build uses nothing.
const TESTS: [&str; 4] = ["e2e", "tests", "playwright.config.ts", "vitest.config.ts"];

/// The Next.js project.
#[derive(Clone, Debug)]
pub struct Client {
    dir: PathBuf,
}

impl Client {
    /// The workspace's, if there is one.
    pub fn in_workspace() -> Option<Self> {
        let dir = workspace::root().join("client");
        dir.join("package.json").is_file().then_some(Self { dir })
    }

    /// Brings packages and build up to date; does nothing when they are.
    pub async fn build(&self, logs: &Path, progress: Progress) -> Result<()> {
        let lock = fs::read_to_string(self.dir.join("package-lock.json"))
            .context("client has no package-lock.json")?;
        let installed = Stamp(self.dir.join("node_modules/.fleet-installed"));
        if !installed.says(&lock) {
            let step = progress.begin_long("npm ci", "the client's packages, about a minute");
            self.npm(&["ci", "--no-audit", "--no-fund"], &logs.join("npm-ci.log")).await?;
            installed.write(&lock)?;
            step.done();
        }
        let sources = fingerprint(&self.dir)?;
        let built = Stamp(self.dir.join(".next/fleet-built"));
        if !built.says(&sources) {
            let step = progress.begin_long("next build", "the client, one to two minutes");
            self.npm(&["run", "build"], &logs.join("next-build.log")).await?;
            self.complete_standalone(logs).await?;
            built.write(&sources)?;
            step.done();
        }
        Ok(())
    }

    /// Starts the standalone server, whose own requests go to the `services` that are named (`ORDERS_URL`) and otherwise
    /// to the ingress.
    pub async fn start(
        &self,
        port: u16,
        ingress: u16,
        services: Vec<(String, String)>,
        log: &Path,
        crashes: &Crashes,
    ) -> Result<Server> {
        let mut launch = Launch::new("client", "node", log).args(["server.js"]).env([
            ("NODE_ENV".to_owned(), "production".to_owned()),
            ("HOSTNAME".to_owned(), "127.0.0.1".to_owned()),
            ("PORT".to_owned(), port.to_string()),
            ("API_INTERNAL_URL".to_owned(), format!("http://127.0.0.1:{ingress}")),
        ]);
        launch.env.extend(services);
        launch.dir = Some(self.dir.join(".next/standalone"));
        launch.crashes = crashes.clone();
        Server::start(launch, port, Ready::Port(port)).await
    }

    /// Next leaves it to whoever deploys to put the static files beside the server.
    async fn complete_standalone(&self, logs: &Path) -> Result<()> {
        let standalone = self.dir.join(".next/standalone");
        let copy = |from: PathBuf, to: PathBuf| {
            let launch = Launch::new("cp", "cp", logs.join("next-build.log"));
            run(launch.args(["-R"]).args([from, to]))
        };
        copy(self.dir.join(".next/static"), standalone.join(".next/")).await?;
        let public = self.dir.join("public");
        if public.is_dir() { copy(public, standalone).await } else { Ok(()) }
    }

    async fn npm(&self, args: &[&str], log: &Path) -> Result<()> {
        let mut launch = Launch::new(format!("npm {}", args.join(" ")), "npm", log).args(args);
        launch.env.push(("NEXT_TELEMETRY_DISABLED".to_owned(), "1".to_owned()));
        launch.dir = Some(self.dir.clone());
        run(launch).await.context("the client cannot be built; Node.js 20 or later with npm is needed")
    }
}

/// A file that says for which input something was made last.
struct Stamp(PathBuf);

impl Stamp {
    fn says(&self, input: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|stamped| stamped == input)
    }

    fn write(&self, input: &str) -> Result<()> {
        fs::write(&self.0, input).with_context(|| format!("cannot write {}", self.0.display()))
    }
}

/// Runs a command to its end, with all processes that it starts.
async fn run(launch: Launch) -> Result<()> {
    let name = launch.name.clone();
    let child = Child::spawn(&launch)?;
    let status = child.wait_for_exit().await?;
    if !status.success() {
        bail!(
            "{name} failed ({status}); its last lines in {}:\n{}",
            launch.log.display(),
            child.last_log_lines()
        );
    }
    Ok(())
}

/// Path, size and time of every source of the build. Not their content: this runs at each start.
fn fingerprint(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    let mut dirs = vec![root.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))? {
            let entry = entry?;
            let is = |name: &&str| entry.file_name() == **name;
            if MADE.iter().any(is) || (dir == root && TESTS.iter().any(is)) {
                continue;
            }
            let meta = entry.metadata()?;
            if meta.is_dir() {
                dirs.push(entry.path());
            } else {
                files.push((entry.path(), meta.len(), meta.modified()?));
            }
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_source_changes_the_fingerprint_and_tests_and_what_tools_make_do_not() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("app")).unwrap();
        fs::write(dir.path().join("app/page.tsx"), "one").unwrap();
        let before = fingerprint(dir.path()).unwrap();
        fs::create_dir(dir.path().join(".next")).unwrap();
        fs::write(dir.path().join(".next/BUILD_ID"), "1").unwrap();
        fs::create_dir(dir.path().join("e2e")).unwrap();
        fs::write(dir.path().join("e2e/buy.spec.ts"), "1").unwrap();
        assert_eq!(fingerprint(dir.path()).unwrap(), before);
        fs::write(dir.path().join("app/page.tsx"), "two and more").unwrap();
        assert_ne!(fingerprint(dir.path()).unwrap(), before);
    }
}
