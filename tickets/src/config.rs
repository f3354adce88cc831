//! The environment, read here and nowhere else.

use common::auth::{PublicKeys, SessionCookie};
use common::config::{ConfigError, Env, ServiceConfig};

/// What tickets needs to run.
#[derive(Clone, Debug)]
pub struct Config {
    pub service: ServiceConfig,
    /// `SESSION_JWKS`, the public keys of sessions.
    pub session_keys: PublicKeys,
    pub cookie: SessionCookie,
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(Env::from_process())
    }

    fn read(mut env: Env) -> Result<Self, ConfigError> {
        let service = ServiceConfig::from_env(&mut env, crate::app::NAME);
        let session_keys = env.required("SESSION_JWKS");
        let cookie = SessionCookie::from_env(&mut env);
        env.finish(service.zip(session_keys).map(|(service, session_keys)| Self {
            service,
            session_keys,
            cookie,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_of_the_environment_is_told_at_once() {
        let variables = [("SESSION_JWKS", "{}"), ("COOKIE_SECURE", "perhaps"), ("PORT", "many")];
        let env = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let told = Config::read(env).unwrap_err().to_string();
        for name in ["SESSION_JWKS", "COOKIE_SECURE", "PORT", "MONGODB_URI", "NATS_URL"] {
            assert!(told.contains(name), "{told}");
        }
    }
}
