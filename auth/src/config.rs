//! The environment, read here and nowhere else.

use common::auth::{PublicKeys, SessionCookie, SigningKey};
use common::config::{ConfigError, Env, ServiceConfig};
use common::http::TrustedProxies;
use lettre::message::Mailbox;

use crate::domain::Email;
use crate::hasher::Limits;
use crate::mail::{Delivery, PublicUrl};
use crate::throttle;

/// What auth needs to run.
#[derive(Clone, Debug)]
pub struct Config {
    pub service: ServiceConfig,
    /// `SESSION_SIGNING_KEY`, an Ed25519 private key in PKCS#8 PEM.
    pub signing_key: SigningKey,
    /// Its public half and those of `SESSION_JWKS`, the keys that sign next and that signed before: a token
    /// that one of them signed is renewed as long as its session lives.
    pub session_keys: PublicKeys,
    pub cookie: SessionCookie,
    /// `ADMIN_EMAIL`: who proves that this address is theirs is the admin.
    pub admin_email: Option<Email>,
    pub hashing: Limits,
    /// `TRUSTED_PROXIES`: the networks of the proxies before this service, which say for whom they ask.
    pub trusted_proxies: TrustedProxies,
    /// `TRIES_PER_MINUTE`: how many sign-ups and failed sign-ins a host has in a minute.
    pub throttling: throttle::Limits,
    /// `SMTP_URL`, the server that takes mail, or `MAIL_FOLDER`, where a developer reads it.
    pub delivery: Delivery,
    /// `MAIL_FROM`, whom mail is from.
    pub mail_from: Mailbox,
    /// `PUBLIC_URL`, where the links in it lead.
    pub public_url: PublicUrl,
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(Env::from_process())
    }

    fn read(mut env: Env) -> Result<Self, ConfigError> {
        let service = ServiceConfig::from_env(&mut env, crate::app::NAME);
        let signing_key: Option<SigningKey> = env.required("SESSION_SIGNING_KEY");
        let others = env.or("SESSION_JWKS", PublicKeys::default());
        let session_keys = signing_key.as_ref().map(|key| key.public_keys().and(others));
        let cookie = SessionCookie::from_env(&mut env);
        let admin_email = env.optional("ADMIN_EMAIL");
        let trusted_proxies = env.or("TRUSTED_PROXIES", TrustedProxies::default());
        let tries = env.or("TRIES_PER_MINUTE", throttle::TRIES_PER_MINUTE);
        if tries == 0 {
            env.problem("TRIES_PER_MINUTE must be at least 1");
        }
        let delivery = Self::delivery(&mut env);
        let mail_from = env.required("MAIL_FROM");
        let public_url = env.required("PUBLIC_URL");
        let config = || {
            Some(Self {
                service: service?,
                signing_key: signing_key?,
                session_keys: session_keys?,
                cookie,
                admin_email,
                hashing: Limits::default(),
                trusted_proxies,
                throttling: throttle::Limits::with_tries_per_minute(tries),
                delivery: delivery?,
                mail_from: mail_from?,
                public_url: public_url?,
            })
        };
        env.finish(config())
    }

    /// There is no auth without mail: who forgets a password would be locked out for good.
    fn delivery(env: &mut Env) -> Option<Delivery> {
        match (env.optional("SMTP_URL"), env.optional("MAIL_FOLDER")) {
            (Some(url), None) => Some(Delivery::Smtp(url)),
            (None, Some(folder)) => Some(Delivery::Folder(folder)),
            _ => {
                env.problem("one of SMTP_URL and MAIL_FOLDER must be set, and not both");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::Rate;

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
            ("TRUSTED_PROXIES", "10.0.0.0/8,::1"),
            ("TRIES_PER_MINUTE", "1000"),
            ("SMTP_URL", "smtps://auth:hunter2@smtp.example.com"),
            ("MAIL_FROM", "Tickets <no-reply@example.com>"),
            ("PUBLIC_URL", "https://tickets.example.com"),
        ])
        .unwrap();
        assert_eq!(config.signing_key.to_pem(), pem);
        assert_eq!(config.cookie, SessionCookie::new(true));
        assert_eq!(config.admin_email, Some("root@example.com".parse().unwrap()));
        assert!(matches!(config.delivery, Delivery::Smtp(_)));
        assert_eq!(config.mail_from.email.domain(), "example.com");
        assert_eq!(config.public_url.to_string(), "https://tickets.example.com");
        assert!(!format!("{config:?}").contains("hunter2"));
        assert_eq!(config.trusted_proxies, "10.0.0.0/8,::1".parse().unwrap());
        assert_eq!(config.throttling.per_host, Rate::new(1000, Duration::from_millis(60)));
    }

    #[test]
    fn every_problem_is_told_at_once_and_no_secret() {
        let told = read(&[
            ("SESSION_SIGNING_KEY", "hunter2"),
            ("ADMIN_EMAIL", "nobody"),
            ("TRUSTED_PROXIES", "everyone"),
            ("TRIES_PER_MINUTE", "0"),
            ("SMTP_URL", "hunter2"),
        ]);
        let told = told.unwrap_err().to_string();
        for name in [
            "MONGODB_URI",
            "NATS_URL",
            "SESSION_SIGNING_KEY",
            "ADMIN_EMAIL",
            "TRUSTED_PROXIES",
            "TRIES_PER_MINUTE",
            "SMTP_URL",
            "MAIL_FOLDER",
            "MAIL_FROM",
            "PUBLIC_URL",
        ] {
            assert!(told.contains(name), "{told}");
        }
        assert!(!told.contains("hunter2"));
    }
}
