//! The double that stands in for Stripe.

use std::path::Path;

use anyhow::Result;

use crate::process::{Crashes, Launch};
use crate::server::{Ready, Server};
use crate::workspace;

/// Keys that only the double knows.
pub const SECRET_KEY: &str = "sk_test_double";
pub const PUBLISHABLE_KEY: &str = "pk_test_double";
pub const WEBHOOK_SECRET: &str = "whsec_double";

/// A running stripe-double.
#[derive(Debug)]
pub struct StripeDouble {
    server: Server,
}

impl StripeDouble {
    /// Starts one from the programs in `programs` that sends its webhooks to `webhook_url`.
    pub async fn start(
        programs: &Path,
        port: u16,
        webhook_url: &str,
        log: &Path,
        crashes: &Crashes,
    ) -> Result<Self> {
        let mut launch = Launch::new("stripe-double", workspace::program(programs, "stripe-double")?, log);
        launch.crashes = crashes.clone();
        let launch = launch.args([
            "--port",
            &port.to_string(),
            "--webhook-url",
            webhook_url,
            "--webhook-secret",
            WEBHOOK_SECRET,
        ]);
        let ready = Ready::Http(format!("http://127.0.0.1:{port}/healthz"));
        Ok(Self { server: Server::start(launch, port, ready).await? })
    }

    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The process: to kill, pause, restart and look at.
    pub fn server(&self) -> &Server {
        &self.server
    }
}
