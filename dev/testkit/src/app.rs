//! A service in a test's process.

use std::ops::Deref;

use common::auth::Role;
use common::ids::UserId;
use common::service::Service;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::sessions::session;
use crate::wait::eventually;
use crate::world::World;

/// A running service and its world.
pub struct TestApp {
    pub world: World,
    pub url: String,
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Deref for TestApp {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl TestApp {
    /// Runs a service and waits until it is ready.
    pub async fn start(world: World, service: Service) -> Self {
        let url = format!("http://{}", service.address().unwrap());
        let stop = CancellationToken::new();
        let running = tokio::spawn(service.run(stop.clone()));
        let app = Self { world, url, stop, running };
        eventually("the service is ready", || async { app.is_ready().await.then_some(()) }).await;
        app
    }

    pub async fn is_ready(&self) -> bool {
        reqwest::get(format!("{}/readyz", self.url)).await.is_ok_and(|answer| answer.status().is_success())
    }

    /// Someone who is not signed in.
    pub fn anyone(&self) -> Client {
        Client::new(&self.url)
    }

    /// A signed-in user.
    pub fn user(&self, id: UserId) -> Client {
        Client::new(&self.url).with_session(&session(id, Role::User, &self.world.clock))
    }

    /// A signed-in admin.
    pub fn admin(&self, id: UserId) -> Client {
        Client::new(&self.url).with_session(&session(id, Role::Admin, &self.world.clock))
    }

    /// Stops as SIGTERM does, and says how that went.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.cancel();
        self.running.await?
    }
}
