//! A fleet, with the means to use it and to break it.

use std::path::Path;
use std::time::Duration;

use bson::oid::ObjectId;
use common::bus::Names;
use fleet::servers::TestServers;
use fleet::{Builder, Fleet, Mongods, Service, letters};
use futures::TryStreamExt;
use mongodb::{Client, Database};
use serde_json::json;
use tempfile::TempDir;
use testkit::{Visitor, eventually};

use crate::double::StripeControl;
use crate::invariants;
use crate::person::Person;

/// Whose account is the first admin's.
const ADMIN: &str = "admin@example.com";

/// What a market shall be like.
pub struct MarketBuilder {
    fleet: Builder,
    crash_points: TempDir,
}

/// A running fleet.
pub struct Market {
    pub fleet: Fleet,
    pub stripe: StripeControl,
    pub(crate) bus_prefix: String,
    crash_points: TempDir,
}

impl Market {
    /// A fleet on the servers that all tests share.
    pub async fn open() -> Self {
        Self::on_shared_servers().await.start().await
    }

    /// The same, to be adjusted.
    pub async fn on_shared_servers() -> MarketBuilder {
        let servers = TestServers::shared().await.expect("the test servers run");
        MarketBuilder::new(|fleet, prefix| fleet.on(servers, prefix))
    }

    /// The market's first admin.
    pub async fn admin(&self) -> Person {
        let person = Person::sign_up_as(&self.fleet.url(), ADMIN.to_owned()).await;
        let path = "/api/users/email-verification";
        person.http.post(path, &json!({})).await.expect(202);
        eventually("the address is proved", || async {
            // The newest letter counts, and there may be a newer one than was just read.
            for token in letters::tokens(self.fleet.mail_folder(), ADMIN, "/account/verify-email") {
                let answer = person.http.post(&format!("{path}/confirm"), &json!({ "token": token })).await;
                if answer.status.is_success() {
                    return Some(());
                }
            }
            None
        })
        .await;
        // What a session may do stands in its token.
        person.sign_in_again(&self.fleet.url()).await
    }

    /// A fleet with a nats-server and mongods of its own, as `cargo xtask up` runs it: a test may kill them, and they
    /// ask who comes who he is.
    pub fn on_own_servers() -> MarketBuilder {
        MarketBuilder::new(|fleet, _| fleet.mongods(Mongods::PerService))
    }

    /// A new person with an account.
    pub async fn person(&self) -> Person {
        Person::sign_up(&self.fleet.url()).await
    }

    /// Somebody without an account.
    pub fn anyone(&self) -> testkit::Client {
        testkit::Client::new(&self.fleet.url())
    }

    /// A process of `service` dies at `point` after it has passed there `passes` times.
    pub fn arm_crash(&self, service: Service, point: &str, passes: u32) {
        let file = crash_points(self.crash_points.path(), service).join(point);
        // Renamed into place, so that nobody reads half of it.
        let draft = file.with_extension("draft");
        std::fs::write(&draft, passes.to_string()).unwrap();
        std::fs::rename(draft, file).unwrap();
    }

    /// Nobody dies at `point` any more.
    pub fn disarm_crash(&self, service: Service, point: &str) {
        let _ = std::fs::remove_file(crash_points(self.crash_points.path(), service).join(point));
    }

    /// Whether somebody died at `point` since it was armed.
    pub fn has_crashed(&self, service: Service, point: &str) -> bool {
        !crash_points(self.crash_points.path(), service).join(point).exists()
    }

    pub async fn database(&self, service: Service) -> Database {
        let client = Client::with_uri_str(self.fleet.mongodb_uri(service).unwrap()).await.unwrap();
        client.database(&self.fleet.database(service))
    }

    /// What is not as it must be at rest, a line each.
    pub async fn violations(&self) -> Vec<String> {
        invariants::violations(self).await
    }

    /// The bus, as a user of it.
    pub async fn visit_bus(&self, user: &str) -> Visitor {
        Visitor::connect(&self.fleet.bus_config(user).unwrap(), user).await
    }

    /// Whether a service has acknowledged all that it was told.
    pub async fn has_heard_all(&self, service: Service) -> bool {
        let (operator, names) = (self.visit_bus("ops").await, Names::new(&self.bus_prefix));
        for subject in ["ticket.x", "order.x", "payment.x", "expiration.x", "user.x"] {
            let stream = operator.jetstream.get_stream(names.stream_of(subject)).await.unwrap();
            let consumers: Vec<_> = stream.consumers().try_collect().await.unwrap();
            let mut own = consumers.iter().filter(|consumer| consumer.name.starts_with(service.name()));
            if own.any(|consumer| consumer.num_pending > 0 || consumer.num_ack_pending > 0) {
                return false;
            }
        }
        true
    }

    /// Waits until all is at rest and as it must be.
    pub async fn settle(&self) {
        let mut last = Vec::new();
        let settled = async {
            loop {
                last = self.violations().await;
                if last.is_empty() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        if tokio::time::timeout(Duration::from_secs(90), settled).await.is_err() {
            panic!("still not as it must be:\n{}", last.join("\n"));
        }
    }

    /// Every replica of every service is ready.
    pub async fn ready(&self) {
        for service in Service::ALL {
            for server in self.fleet.replicas(service) {
                let url = format!("{}/readyz", server.url());
                eventually("a service is ready", || async {
                    reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()).then_some(())
                })
                .await;
            }
        }
    }
}

impl MarketBuilder {
    fn new(place: impl FnOnce(Builder, &str) -> Builder) -> Self {
        let prefix = format!("e{}", ObjectId::new().to_hex());
        let crash_points = tempfile::tempdir().unwrap();
        let mut fleet = place(Fleet::builder(), &prefix).admin_email(ADMIN);
        for service in Service::ALL {
            let folder = self::crash_points(crash_points.path(), service);
            std::fs::create_dir_all(&folder).unwrap();
            fleet = fleet.service_env(service, "CRASH_POINTS", folder.to_str().unwrap());
        }
        Self { fleet, crash_points }
    }

    /// With anything else that a fleet's builder can do.
    #[must_use]
    pub fn fleet(self, change: impl FnOnce(Builder) -> Builder) -> Self {
        Self { fleet: change(self.fleet), ..self }
    }

    #[must_use]
    pub fn replicas(self, service: Service, count: usize) -> Self {
        Self { fleet: self.fleet.replicas(service, count), ..self }
    }

    #[must_use]
    pub fn order_window(self, window: Duration) -> Self {
        Self { fleet: self.fleet.order_window(window), ..self }
    }

    /// Keeps the data in `dir`.
    #[must_use]
    pub fn state(self, dir: &Path) -> Self {
        Self { fleet: self.fleet.state(dir), ..self }
    }

    /// One mongod for all services.
    #[must_use]
    pub fn one_mongod(self) -> Self {
        Self { fleet: self.fleet.mongods(Mongods::Shared), ..self }
    }

    /// One more variable for all services.
    #[must_use]
    pub fn env(self, name: &str, value: &str) -> Self {
        Self { fleet: self.fleet.env(name, value), ..self }
    }

    pub async fn start(self) -> Market {
        let fleet = self.fleet.start().await.expect("the fleet starts");
        let stripe = StripeControl::new(&fleet.stripe_double().unwrap().url());
        let bus_prefix = fleet.settings().bus_prefix.clone();
        Market { fleet, stripe, bus_prefix, crash_points: self.crash_points }
    }
}

fn crash_points(folder: &Path, service: Service) -> std::path::PathBuf {
    folder.join(service.name())
}
