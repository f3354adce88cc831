//! The environment, read here and nowhere else.

use std::time::Duration;

use common::auth::{PublicKeys, SessionCookie};
use common::config::{ConfigError, Env, ServiceConfig};

/// What orders needs to run.
#[derive(Clone, Debug)]
pub struct Config {
    pub service: ServiceConfig,
    /// `SESSION_JWKS`, the public keys of sessions.
    pub session_keys: PublicKeys,
    pub cookie: SessionCookie,
    /// `ORDER_WINDOW_SECONDS`, how long a buyer has to pay: 900 by default, 1 to 86,400.
    pub window: Duration,
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(Env::from_process())
    }

    fn read(mut env: Env) -> Result<Self, ConfigError> {
        let service = ServiceConfig::from_env(&mut env, crate::app::NAME);
        let session_keys = env.required("SESSION_JWKS");
        let cookie = SessionCookie::from_env(&mut env);
        let seconds = env.or("ORDER_WINDOW_SECONDS", 900);
        if !(1..=86_400).contains(&seconds) {
            env.problem("ORDER_WINDOW_SECONDS must be from 1 to 86400");
        }
        let window = Duration::from_secs(seconds);
        env.finish(service.zip(session_keys).map(|(service, session_keys)| Self {
            service,
            session_keys,
            cookie,
            window,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_of_the_environment_is_told_at_once() {
        let variables = [("ORDER_WINDOW_SECONDS", "0"), ("SESSION_JWKS", "{}")];
        let env = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let told = Config::read(env).unwrap_err().to_string();
        for name in ["ORDER_WINDOW_SECONDS", "SESSION_JWKS", "MONGODB_URI", "NATS_URL"] {
            assert!(told.contains(name), "{told}");
        }
    }
}
