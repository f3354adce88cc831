//! What the tests of the browser client need, and the programs that run them.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::command::{is_root, on_path, root, run, target};
use crate::tally::Tally;
use crate::test::Runner;

/// What Next.js needs.
const NODE: (u32, u32) = (20, 9);
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Node.js, a browser, the packages of the lock file and the built client.
pub(crate) fn prepare() -> Result<()> {
    need_node()?;
    need_browser()?;
    run(Command::new(target()?.join("debug/fleet")).arg("build-client"))
}

/// In the order of what they cost. A check that finds something counts as one failed test.
pub(crate) fn runners() -> Result<Vec<Runner>> {
    let check = |args: &[&str]| Runner { command: npm(args), count: |_| None };
    let mut browser = Command::new(target()?.join("debug/fleet"));
    browser.args(["browser-tests", "--", "npm", "run", "--silent", "e2e"]);
    Ok(vec![
        check(&["run", "--silent", "api-types", "--", "--check"]),
        check(&["run", "--silent", "types"]),
        check(&["run", "--silent", "lint"]),
        Runner { command: npm(&["run", "--silent", "test"]), count: Tally::of_vitest },
        Runner { command: browser, count: Tally::of_browser_tests },
    ])
}

fn npm(args: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.args(args).current_dir(root().join("client"));
    // What is counted must be plain text.
    npm.env("NO_COLOR", "1").env("NEXT_TELEMETRY_DISABLED", "1");
    npm
}

fn need_node() -> Result<()> {
    let told = Command::new("node").arg("--version").output().ok();
    let text =
        told.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    let (major, minor) = NODE;
    if version(&text).is_none_or(|version| version < NODE) || !is_on_path("npm") {
        bail!("the client needs Node.js {major}.{minor} or later with npm: https://nodejs.org");
    }
    Ok(())
}

/// `v20.20.2` as (20, 20).
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A Chromium; Debian's is installed where that takes no password.
fn need_browser() -> Result<()> {
    if env::var_os("CHROMIUM").is_some_and(|path| Path::new(&path).is_file())
        || BROWSERS.into_iter().any(is_on_path)
    {
        return Ok(());
    }
    if !is_root() || !is_on_path("apt-get") {
        bail!("the browser tests need Chromium: apt-get install chromium, or name one in CHROMIUM");
    }
    let apt_get =
        |args: &[&str]| run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"));
    apt_get(&["update", "-qq"])?;
    apt_get(&["install", "-qq", "--no-install-recommends", "chromium"]).context("cannot install Chromium")
}

fn is_on_path(program: &str) -> bool {
    on_path(program).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_by_number() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert!(version("v18.20.4").is_some_and(|old| old < NODE));
        assert!(version("v20.9.0").is_some_and(|least| least >= NODE));
        assert_eq!(version(""), None);
    }
}
