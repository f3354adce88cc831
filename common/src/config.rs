//! Configuration from the environment, read once at the start. Every problem is found before any is told.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};

use crate::bus::UserKey;

/// What is wrong with the environment, a line for each variable.
#[derive(Debug, thiserror::Error)]
#[error("the configuration has {} problem(s): {}", .0.len(), .0.join("; "))]
pub struct ConfigError(Vec<String>);

/// Reads variables and remembers what was wrong with them.
pub struct Env {
    variables: HashMap<String, String>,
    problems: Vec<String>,
}

impl Env {
    /// The variables of this process.
    pub fn from_process() -> Self {
        Self::from_iter(std::env::vars())
    }

    /// A variable that must be given; `None` notes the problem for [`finish`](Self::finish).
    pub fn required<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let problems = self.problems.len();
        let value = self.optional(name);
        if value.is_none() && self.problems.len() == problems {
            self.problems.push(format!("{name} is not set"));
        }
        value
    }

    /// A variable that has a default.
    pub fn or<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, default: T) -> T {
        self.optional(name).unwrap_or(default)
    }

    /// A variable that may be left out; an empty one counts as left out.
    pub fn optional<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let text = self.variables.get(name).filter(|text| !text.is_empty())?;
        match text.parse() {
            Ok(value) => Some(value),
            // The value is not repeated: it may be a secret.
            Err(why) => {
                self.problems.push(format!("{name} cannot be read: {why}"));
                None
            }
        }
    }

    /// What stands in the file that a variable names, without the space around it; for what is a secret and
    /// changes while the environment does not.
    pub fn file<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let path: PathBuf = self.optional(name)?;
        let read = std::fs::read_to_string(&path).map_err(|why| why.to_string());
        match read.and_then(|text| text.trim().parse().map_err(|why: T::Err| why.to_string())) {
            Ok(value) => Some(value),
            Err(why) => {
                self.problems.push(format!("{name}: {}: {why}", path.display()));
                None
            }
        }
    }

    /// Notes a problem that lies between variables.
    pub fn problem(&mut self, what: impl Into<String>) {
        self.problems.push(what.into());
    }

    /// The configuration, unless a required variable was missing or any could not be read.
    pub fn finish<C>(self, config: Option<C>) -> Result<C, ConfigError> {
        match config {
            Some(config) if self.problems.is_empty() => Ok(config),
            _ => Err(ConfigError(self.problems)),
        }
    }
}

impl FromIterator<(String, String)> for Env {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        Self { variables: variables.into_iter().collect(), problems: Vec::new() }
    }
}

/// What every service needs to run.
#[derive(Clone, Debug)]
pub struct ServiceConfig {
    /// `HOST`, the address to listen on; all of them by default.
    pub host: std::net::IpAddr,
    /// `PORT`, 3000 by default; 0 takes a free one.
    pub port: u16,
    /// `MONGODB_URI`.
    pub mongodb_uri: Secret,
    /// `MONGODB_DATABASE`, the service's own name by default.
    pub mongodb_database: String,
    pub bus: BusConfig,
}

impl ServiceConfig {
    pub fn from_env(env: &mut Env, service: &str) -> Option<Self> {
        let host = env.or("HOST", std::net::Ipv4Addr::UNSPECIFIED.into());
        let port = env.or("PORT", 3000);
        let mongodb_uri = env.required("MONGODB_URI");
        let mongodb_database = env.or("MONGODB_DATABASE", service.to_owned());
        let bus = BusConfig::from_env(env);
        Some(Self { host, port, mongodb_uri: mongodb_uri?, mongodb_database, bus: bus? })
    }
}

/// What it takes to reach the bus.
#[derive(Clone, Debug)]
pub struct BusConfig {
    /// `NATS_URL`.
    pub url: Secret,
    /// The user's key, whose seed is in the file that `NATS_NKEY_SEED_FILE` names; none for a server that asks
    /// for none.
    pub key: Option<UserKey>,
    /// `BUS_PREFIX`, put before every stream and subject, so that several fleets can share a server.
    pub prefix: String,
}

impl BusConfig {
    pub fn from_env(env: &mut Env) -> Option<Self> {
        let url = env.required("NATS_URL");
        let key = env.file("NATS_NKEY_SEED_FILE");
        let prefix = Self::prefix(env);
        Some(Self { url: url?, key, prefix })
    }

    /// `BUS_PREFIX` alone.
    pub fn prefix(env: &mut Env) -> String {
        let prefix = env.or("BUS_PREFIX", String::new());
        if !prefix.chars().all(|c| c.is_ascii_alphanumeric()) {
            env.problem("BUS_PREFIX may hold only letters and digits");
        }
        prefix
    }

    /// The bus of a server that lets everybody in.
    pub fn open(url: &str, prefix: &str) -> Self {
        Self { url: Secret::from(url.to_owned()), key: None, prefix: prefix.to_owned() }
    }
}

/// A value that must not reach a log: `Debug` hides it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// The system gave no random numbers.
#[derive(Debug, thiserror::Error)]
#[error("the system has no random numbers")]
pub struct NoRandomNumbers;

impl Secret {
    /// A new one: that many of the system's random bytes, in hexadecimal digits, which need no escape in a URI.
    pub fn generate(bytes: usize) -> Result<Self, NoRandomNumbers> {
        let mut random = vec![0; bytes];
        SystemRandom::new().fill(&mut random).map_err(|_| NoRandomNumbers)?;
        Ok(Self(hex::encode(random)))
    }

    /// The value itself, for the one call that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(variables: &[(&str, &str)]) -> Env {
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let mut env = env(&[("PORT", "many")]);
        let config = ServiceConfig::from_env(&mut env, "orders");
        let told = env.finish(config).unwrap_err().to_string();
        for name in ["PORT", "MONGODB_URI", "NATS_URL"] {
            assert!(told.contains(name), "{told}");
        }
    }

    #[test]
    fn an_empty_variable_is_not_set() {
        let mut env = env(&[("MONGODB_URI", ""), ("NATS_URL", "nats://localhost")]);
        let config = ServiceConfig::from_env(&mut env, "orders");
        assert!(env.finish(config).unwrap_err().to_string().contains("MONGODB_URI is not set"));
    }

    #[test]
    fn the_seed_is_read_from_its_file_and_a_problem_names_the_file_and_no_secret() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seed");
        let read = |path: &std::path::Path| {
            let path = path.to_str().unwrap();
            let mut env = env(&[("NATS_URL", "nats://localhost"), ("NATS_NKEY_SEED_FILE", path)]);
            let config = BusConfig::from_env(&mut env);
            env.finish(config)
        };
        let key = UserKey::generate().unwrap();
        std::fs::write(&path, format!("{}\n", key.seed().expose())).unwrap();
        assert_eq!(read(&path).unwrap().key, Some(key));

        std::fs::write(&path, "hunter2").unwrap();
        let told = read(&path).unwrap_err().to_string();
        assert!(told.contains("NATS_NKEY_SEED_FILE") && told.contains("no seed"), "{told}");
        assert!(!told.contains("hunter2"));
        let told = read(&dir.path().join("nothing")).unwrap_err().to_string();
        assert!(told.contains("nothing: No such file"), "{told}");
    }

    #[test]
    fn a_new_secret_is_as_long_as_asked_and_no_other() {
        let secret = Secret::generate(24).unwrap();
        assert_eq!(secret.expose().len(), 48);
        assert!(secret.expose().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(Secret::generate(24).unwrap(), secret);
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert!(!format!("{:?}", Secret::from("hunter2".to_owned())).contains("hunter2"));
    }
}
