//! The environment, read here and nowhere else.

use common::auth::{SessionCookie, SigningKey};
use common::config::{ConfigError, Env, ServiceConfig};

use crate::domain::Email;
use crate::hasher::Limits;

/// What auth needs to run.
#[derive(Clone, Debug)]
pub struct Config {
    pub service: ServiceConfig,
    /// `SESSION_SIGNING_KEY`, an Ed25519 private key in PKCS#8 PEM.
    pub signing_key: SigningKey,
    pub cookie: SessionCookie,
    /// `ADMIN_EMAIL`: whose account is the admin's. Nobody proves yet that an address is theirs, so open
    /// the account before you name its address here: whoever has the account is admin.
    pub admin_email: Option<Email>,
    pub hashing: Limits,
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(Env::from_process())
    }

    fn read(mut env: Env) -> Result<Self, ConfigError> {
        let service = ServiceConfig::from_env(&mut env, crate::app::NAME);
        let signing_key = env.required("SESSION_SIGNING_KEY");
        let cookie = SessionCookie::from_env(&mut env);
        let admin_email = env.optional("ADMIN_EMAIL");
        let config = service.zip(signing_key).map(|(service, signing_key)| Self {
            service,
            signing_key,
            cookie,
            admin_email,
            hashing: Limits::default(),
        });
        env.finish(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        )
    }

    #[test]
    fn a_complete_environment_is_read() {
        let pem = SigningKey::generate().unwrap().to_pem();
        let config = read(&[
            ("MONGODB_URI", "mongodb://localhost"),
            ("NATS_URL", "nats://localhost"),
            ("SESSION_SIGNING_KEY", &pem),
            ("ADMIN_EMAIL", "Root@Example.com"),
        ])
        .unwrap();
        assert_eq!(config.signing_key.to_pem(), pem);
        assert_eq!(config.cookie, SessionCookie::new(true));
        assert_eq!(config.admin_email, Some("root@example.com".parse().unwrap()));
    }

    #[test]
    fn every_problem_is_told_at_once_and_no_secret() {
        let told =
            read(&[("SESSION_SIGNING_KEY", "hunter2"), ("ADMIN_EMAIL", "nobody")]).unwrap_err().to_string();
        for name in ["MONGODB_URI", "NATS_URL", "SESSION_SIGNING_KEY", "ADMIN_EMAIL"] {
            assert!(told.contains(name), "{told}");
        }
        assert!(!told.contains("hunter2"));
    }
}
