//! The environment, read here and nowhere else.

use common::config::{ConfigError, Env, ServiceConfig};

/// What expiration needs to run.
#[derive(Clone, Debug)]
pub struct Config {
    pub service: ServiceConfig,
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        let mut env = Env::from_process();
        let service = ServiceConfig::from_env(&mut env, crate::app::NAME);
        env.finish(service.map(|service| Self { service }))
    }
}
