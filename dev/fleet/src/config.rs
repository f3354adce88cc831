//! What each service is told: the environment that it is started with.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use common::bus;

use crate::servers;
use crate::service::Service;

/// Variables that name servers of the user's own.
const STRIPE: [&str; 5] = [
    "STRIPE_SECRET_KEY",
    "STRIPE_API_URL",
    "STRIPE_PUBLISHABLE_KEY",
    "STRIPE_JS_URL",
    "STRIPE_WEBHOOK_SECRET",
];

/// Servers that run already and are used instead of our own.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub mongodb: BTreeMap<Service, String>,
    pub nats: Option<String>,
    /// Passed to payments as they are; empty unless there is a `STRIPE_SECRET_KEY`.
    pub stripe: Vec<(String, String)>,
}

impl Given {
    /// Those that this process's environment names.
    pub fn from_environment() -> Self {
        Self::from(|name| std::env::var(name).ok())
    }

    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).filter(|value| !value.is_empty());
        let mongodb = |service: Service| Some((service, value(service.mongodb_variable())?));
        let stripe = STRIPE.into_iter().filter_map(|name| Some((name.to_owned(), value(name)?)));
        Self {
            mongodb: Service::ALL.into_iter().filter_map(mongodb).collect(),
            nats: value("NATS_URL"),
            stripe: if value("STRIPE_SECRET_KEY").is_some() { stripe.collect() } else { Vec::new() },
        }
    }
}

/// What is the same for all services of a fleet.
#[derive(Clone, Debug)]
pub struct Settings {
    pub nats_url: String,
    /// Where the seed of each service's user of NATS is; none for a server that asks for none.
    pub nats_seeds: Option<PathBuf>,
    /// Letters and digits; empty for none.
    pub bus_prefix: String,
    /// Before every database's name.
    pub database_prefix: String,
    pub signing_key: String,
    pub jwks: String,
    /// Who proves that this address is theirs is an admin.
    pub admin_email: Option<String>,
    /// How many tries to sign up or in a host has in a minute; the service's default otherwise.
    pub tries_per_minute: Option<u32>,
    /// The ingress, as people know it.
    pub public_url: String,
    /// Where auth writes mail.
    pub mail_folder: PathBuf,
    /// How long an order is held.
    pub order_window: Option<Duration>,
    /// For payments.
    pub stripe: Vec<(String, String)>,
    pub log_filter: String,
    /// Added last, for every service or for one.
    pub extra: Vec<(Option<Service>, String, String)>,
}

impl Settings {
    /// The environment of one replica.
    pub fn environment(&self, service: Service, port: u16, mongodb_uri: &str) -> Vec<(String, String)> {
        let mut env = Environment(Vec::new());
        env.set("HOST", "127.0.0.1");
        env.set("PORT", port.to_string());
        env.set("MONGODB_URI", mongodb_uri);
        env.set("MONGODB_DATABASE", format!("{}{}", self.database_prefix, service.name()));
        env.set("NATS_URL", &self.nats_url);
        if let Some(seeds) = &self.nats_seeds {
            env.set("NATS_NKEY_SEED_FILE", seeds.join(bus::seed_file(service.name())).to_string_lossy());
        }
        env.set("BUS_PREFIX", &self.bus_prefix);
        env.set("COOKIE_SECURE", "false");
        env.set("RUST_LOG", &self.log_filter);
        env.set("LOG_FORMAT", "json");
        match service {
            Service::Auth => {
                env.set("SESSION_SIGNING_KEY", &self.signing_key);
                // The ingress, and nobody else, can reach the service.
                env.set("TRUSTED_PROXIES", "127.0.0.0/8");
                env.set("PUBLIC_URL", &self.public_url);
                env.set("MAIL_FROM", "Tickets <no-reply@localhost>");
                env.set("MAIL_FOLDER", self.mail_folder.to_string_lossy());
                if let Some(tries) = self.tries_per_minute {
                    env.set("TRIES_PER_MINUTE", tries.to_string());
                }
                if let Some(email) = &self.admin_email {
                    env.set("ADMIN_EMAIL", email);
                }
            }
            _ => env.set("SESSION_JWKS", &self.jwks),
        }
        if let (Service::Orders, Some(window)) = (service, self.order_window) {
            env.set("ORDER_WINDOW_SECONDS", window.as_secs().to_string());
        }
        if service == Service::Payments {
            env.0.extend(self.stripe.iter().cloned());
        }
        for (only, name, value) in &self.extra {
            if only.is_none_or(|only| only == service) {
                env.set(name, value);
            }
        }
        env.0
    }
}

/// Payments' variables for the double at `api_url`, which browsers reach through the ingress.
pub(crate) fn stripe_double(api_url: &str) -> Vec<(String, String)> {
    let mut env = Environment(Vec::new());
    env.set("STRIPE_SECRET_KEY", servers::SECRET_KEY);
    env.set("STRIPE_API_URL", api_url);
    env.set("STRIPE_PUBLISHABLE_KEY", servers::PUBLISHABLE_KEY);
    env.set("STRIPE_JS_URL", "/stripe/v3/");
    env.set("STRIPE_WEBHOOK_SECRET", servers::WEBHOOK_SECRET);
    env.0
}

struct Environment(Vec<(String, String)>);

impl Environment {
    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            nats_url: "nats://127.0.0.1:4222".into(),
            nats_seeds: Some("secrets".into()),
            bus_prefix: "t1".into(),
            database_prefix: "t1-".into(),
            signing_key: "PEM".into(),
            jwks: "{}".into(),
            admin_email: Some("admin@example.com".into()),
            tries_per_minute: None,
            public_url: "http://localhost:8080".into(),
            mail_folder: "mail".into(),
            order_window: Some(Duration::from_secs(3)),
            stripe: stripe_double("http://127.0.0.1:8420"),
            log_filter: "info".into(),
            extra: vec![
                (None, "RUST_LOG".into(), "debug".into()),
                (Some(Service::Orders), "SWEEP_SECONDS".into(), "1".into()),
            ],
        }
    }

    fn environment(service: Service) -> BTreeMap<String, String> {
        settings().environment(service, 3000, "mongodb://127.0.0.1").into_iter().collect()
    }

    #[test]
    fn only_auth_holds_the_private_key() {
        assert!(environment(Service::Auth).contains_key("SESSION_SIGNING_KEY"));
        for service in Service::ALL.into_iter().filter(|service| *service != Service::Auth) {
            let env = environment(service);
            assert!(
                !env.contains_key("SESSION_SIGNING_KEY") && env.contains_key("SESSION_JWKS"),
                "{service}"
            );
        }
    }

    #[test]
    fn only_payments_knows_stripes_key() {
        for service in Service::ALL {
            let knows = environment(service).contains_key("STRIPE_SECRET_KEY");
            assert_eq!(knows, service == Service::Payments, "{service}");
        }
    }

    #[test]
    fn a_service_has_a_database_of_its_own_name() {
        assert_eq!(environment(Service::Orders)["MONGODB_DATABASE"], "t1-orders");
    }

    #[test]
    fn a_service_has_a_key_of_its_own() {
        assert_eq!(environment(Service::Orders)["NATS_NKEY_SEED_FILE"], "secrets/nats-orders.seed");
    }

    #[test]
    fn extra_variables_win_and_reach_only_their_service() {
        assert_eq!(environment(Service::Tickets)["RUST_LOG"], "debug");
        assert!(!environment(Service::Tickets).contains_key("SWEEP_SECONDS"));
        assert!(environment(Service::Orders).contains_key("SWEEP_SECONDS"));
    }

    #[test]
    fn servers_of_the_environment_are_used() {
        let given = Given::from(|name| match name {
            "MONGODB_URI_ORDERS" => Some("mongodb://elsewhere".into()),
            "NATS_URL" => Some(String::new()),
            "STRIPE_PUBLISHABLE_KEY" => Some("pk_test_1".into()),
            _ => None,
        });
        assert_eq!(given.mongodb.keys().copied().collect::<Vec<_>>(), [Service::Orders]);
        assert_eq!(given.nats, None);
        assert!(given.stripe.is_empty(), "a publishable key alone is no account");
    }
}
