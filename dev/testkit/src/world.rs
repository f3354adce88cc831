//! A test's own world on the shared servers.

use common::bus::{self, Bus, Replicas};
use common::clock::{Clock, Timestamp};
use common::config::{BusConfig, Secret, ServiceConfig};
use fleet::servers::TestServers;
use mongodb::Database;

/// A fresh database and a fresh bus.
pub struct World {
    servers: &'static TestServers,
    /// The database's name, and the prefix of every stream and subject.
    pub name: String,
    pub clock: Clock,
}

impl World {
    /// A world whose clock is the machine's.
    pub async fn new() -> Self {
        Self::with_clock(Clock::system()).await
    }

    /// A world whose clock stands still until the test moves it.
    pub async fn at(millis: i64) -> Self {
        Self::with_clock(Clock::manual(Timestamp::from_millis(millis))).await
    }

    async fn with_clock(clock: Clock) -> Self {
        let servers = TestServers::shared().await.expect("the test servers run");
        let name = format!("t{}", bson::oid::ObjectId::new().to_hex());
        let config = BusConfig::open(&servers.nats_url, &name);
        bus::provision(&config, Replicas::One).await.expect("streams and consumers can be made");
        Self { servers, name, clock }
    }

    /// What a service needs to run in this world, on a free port.
    pub fn service_config(&self, service: &str) -> ServiceConfig {
        ServiceConfig {
            host: [127, 0, 0, 1].into(),
            port: 0,
            mongodb_uri: Secret::from(self.servers.mongodb_uri.clone()),
            mongodb_database: format!("{}_{service}", self.name),
            bus: BusConfig::open(&self.servers.nats_url, &self.name),
        }
    }

    /// A service's database, to look into.
    pub async fn database(&self, service: &str) -> Database {
        let config = self.service_config(service);
        common::mongo::connect(&config.mongodb_uri, &config.mongodb_database).await.unwrap()
    }

    /// A connection to the bus in a service's name.
    pub async fn bus(&self, service: &'static str) -> Bus {
        Bus::connect(&BusConfig::open(&self.servers.nats_url, &self.name), service).await.unwrap()
    }

    pub(crate) fn nats_url(&self) -> &str {
        &self.servers.nats_url
    }
}
