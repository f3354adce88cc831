//! What a fleet keeps between two starts: data, ports, keys and passwords; and where it logs.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use common::auth::SigningKey;

use crate::ports;
use crate::scratch::Scratch;
use crate::secrets::{Secrets, keep};

/// A fleet's directory. Only one fleet can have it open.
#[derive(Debug)]
pub struct State {
    dir: PathBuf,
    ports: BTreeMap<String, u16>,
    secrets: Secrets,
    _lock: Option<File>,
    /// Goes with the fleet, unlike a directory that was named.
    _scratch: Option<Scratch>,
}

impl State {
    /// One that is gone after the run.
    pub fn temporary() -> Result<Self> {
        let scratch = Scratch::create()?;
        let dir = scratch.path().to_path_buf();
        Self::new(dir, None, Some(scratch))
    }

    /// The one in `dir`, made if it is missing.
    pub fn open(dir: &Path) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let lock = File::create(dir.join("lock")).context("cannot make a lock file")?;
        if lock.try_lock().is_err() {
            bail!("another fleet already runs on {}; stop that one first", dir.display());
        }
        Self::new(dir.to_path_buf(), Some(lock), None)
    }

    fn new(dir: PathBuf, lock: Option<File>, scratch: Option<Scratch>) -> Result<Self> {
        let logs = dir.join("logs");
        fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
        for old in fs::read_dir(&logs).into_iter().flatten().flatten() {
            fs::remove_file(old.path()).context("cannot remove an old log")?;
        }
        let ports = match fs::read(dir.join("ports.json")) {
            Ok(text) => serde_json::from_slice(&text).context("cannot read ports.json")?,
            Err(_) => BTreeMap::new(),
        };
        let secrets = Secrets::open(dir.join("secrets"))?;
        Ok(Self { dir, ports, secrets, _lock: lock, _scratch: scratch })
    }

    pub fn dir(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub fn logs(&self) -> PathBuf {
        self.dir.join("logs")
    }

    pub fn log(&self, name: &str) -> PathBuf {
        self.logs().join(format!("{name}.log"))
    }

    /// The port of a server, the same as last time as long as nobody else has taken it.
    pub fn port(&mut self, name: &str) -> Result<u16> {
        match self.ports.get(name) {
            Some(port) if ports::is_free(*port) => Ok(*port),
            _ => self.assign(name),
        }
    }

    /// The port of a server whose data are tied to it.
    pub fn fixed_port(&mut self, name: &str) -> Result<u16> {
        match self.ports.get(name) {
            Some(port) if ports::is_free(*port) => Ok(*port),
            Some(port) => {
                let dir = self.dir.display();
                bail!(
                    "port {port}, which {name}'s data in {dir} are tied to, is used by another program; end that one or remove the directory"
                )
            }
            None => self.assign(name),
        }
    }

    fn assign(&mut self, name: &str) -> Result<u16> {
        let port = loop {
            let port = ports::free()?;
            if !self.ports.values().any(|taken| *taken == port) {
                break port;
            }
        };
        self.ports.insert(name.to_owned(), port);
        let text = serde_json::to_vec_pretty(&self.ports)?;
        fs::write(self.dir.join("ports.json"), text).context("cannot write ports.json")?;
        Ok(port)
    }

    /// The key that signs sessions: made once, so that a restart signs nobody out.
    pub fn signing_key(&self) -> Result<SigningKey> {
        let path = self.dir.join("session-signing-key.pem");
        let pem = keep(&path, || Ok(SigningKey::generate()?.to_pem().into()))?;
        pem.expose().parse().with_context(|| format!("cannot read {}", path.display()))
    }

    /// Those of our own servers.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_and_key_stay_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let mut first = State::open(dir.path()).unwrap();
        let (port, key) = (first.port("orders").unwrap(), first.signing_key().unwrap().jwks());
        drop(first);
        let mut second = State::open(dir.path()).unwrap();
        assert_eq!(second.port("orders").unwrap(), port);
        assert_ne!(second.port("tickets").unwrap(), port);
        assert_eq!(second.signing_key().unwrap().jwks(), key);
    }

    #[test]
    fn two_fleets_cannot_share_a_directory() {
        let dir = tempfile::tempdir().unwrap();
        let _first = State::open(dir.path()).unwrap();
        assert!(State::open(dir.path()).unwrap_err().to_string().contains("already runs"));
    }

    #[test]
    fn a_port_that_was_taken_is_replaced_unless_data_are_tied_to_it() {
        let dir = tempfile::tempdir().unwrap();
        let mut state = State::open(dir.path()).unwrap();
        let port = state.port("orders").unwrap();
        let _taken = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
        assert!(state.fixed_port("orders").is_err());
        assert_ne!(state.port("orders").unwrap(), port);
    }
}
