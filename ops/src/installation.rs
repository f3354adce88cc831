//! The databases and the bus of a running installation, as the environment names them.

use std::fmt;

use anyhow::Context as _;
use async_nats::jetstream;
use clap::ValueEnum;
use common::bus::{Bus, Names, REPAIR};
use common::config::{BusConfig, ConfigError, Env, Secret};
use common::mongo;
use mongodb::Database;
use serde::{Deserialize, Serialize};

/// Each has a MongoDB of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    Auth,
    Tickets,
    Orders,
    Payments,
    Expiration,
}

impl Service {
    pub const ALL: [Self; 5] = [Self::Auth, Self::Tickets, Self::Orders, Self::Payments, Self::Expiration];

    pub fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Tickets => "tickets",
            Self::Orders => "orders",
            Self::Payments => "payments",
            Self::Expiration => "expiration",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The five databases.
#[derive(Clone)]
pub struct Databases([Database; 5]);

impl Databases {
    /// Of the servers and under the names that services know, in the order of [`Service::ALL`].
    pub fn new(databases: [Database; 5]) -> Self {
        Self(databases)
    }

    /// `MONGODB_URI_AUTH` and so on for each service, and `MONGODB_DATABASE_AUTH` and so on where a database has
    /// another name than its service. Servers are not asked yet.
    pub async fn open(env: Env) -> anyhow::Result<Self> {
        let wanted = addresses(env)?;
        let mut databases = Vec::new();
        for (uri, name) in &wanted {
            databases.push(mongo::connect(uri, name).await.context("a MONGODB_URI cannot be used")?);
        }
        let databases = <[Database; 5]>::try_from(databases);
        databases.map(Self).map_err(|_| anyhow::anyhow!("there are five databases"))
    }

    pub fn of(&self, service: Service) -> &Database {
        let Self([auth, tickets, orders, payments, expiration]) = self;
        match service {
            Service::Auth => auth,
            Service::Tickets => tickets,
            Service::Orders => orders,
            Service::Payments => payments,
            Service::Expiration => expiration,
        }
    }
}

fn addresses(mut env: Env) -> Result<Vec<(Secret, String)>, ConfigError> {
    let mut address = |service: Service| {
        let suffix = service.name().to_uppercase();
        let uri = env.required(&format!("MONGODB_URI_{suffix}"));
        let name = env.or(&format!("MONGODB_DATABASE_{suffix}"), service.name().to_owned());
        Some((uri?, name))
    };
    // Every variable is looked at, so that every problem is told.
    let addresses: Vec<_> = Service::ALL.into_iter().map(&mut address).collect();
    env.finish(addresses.into_iter().collect())
}

/// The bus, for whoever repairs: `NATS_URL`, `NATS_NKEY_SEED_FILE`, `BUS_PREFIX`.
#[derive(Clone)]
pub struct Streams {
    pub bus: Bus,
    pub jetstream: jetstream::Context,
    pub names: Names,
}

impl Streams {
    pub async fn open(mut env: Env) -> anyhow::Result<Self> {
        let config = BusConfig::from_env(&mut env);
        Self::connect(&env.finish(config)?).await
    }

    /// Fails when the server does not answer within seconds.
    pub async fn connect(config: &BusConfig) -> anyhow::Result<Self> {
        let bus = Bus::connect(config, REPAIR).await?;
        let jetstream = bus.jetstream().clone();
        let names = Names::new(&config.prefix);
        let answer = jetstream.get_stream(names.stream_of("dead.x")).await;
        answer.context("the bus has no stream of dead letters, or does not answer")?;
        Ok(Self { bus, jetstream, names })
    }
}
