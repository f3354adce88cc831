//! What is loaded: a fleet of our own, or whatever answers at an address.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use anyhow::{Context as _, Result, bail};
use fleet::servers::{Mongod, Nats, StripeDouble};
use fleet::{Builder, Fleet, Server, Service};
use mongodb::Database;

use crate::http::Http;
use crate::people::{self, People};
use crate::usage::Process;

/// Enough that none of them meets the limits of one buyer.
const SIGNED_UP: usize = 50;

/// A market as its visitors see it.
pub struct Market {
    pub url: String,
    pub http: Http,
    pub people: People,
}

/// A market and, if it is ours, all that runs behind it.
pub struct Site {
    pub market: Arc<Market>,
    fleet: Option<Fleet>,
}

impl Site {
    /// The fleet that `builder` starts. It is gone afterwards.
    pub async fn start(builder: Builder) -> Result<Self> {
        let fleet = builder.start().await?;
        let key = fleet.settings().signing_key.parse().context("the fleet's signing key cannot be read")?;
        let people = People::New(Box::new(key));
        let market = Market { url: fleet.url(), http: Http::try_new()?, people };
        Ok(Self { market: Arc::new(market), fleet: Some(fleet) })
    }

    /// One that runs already. People sign up there first; their sessions are not renewed and last a quarter of an hour.
    pub async fn at(url: &str) -> Result<Self> {
        let (url, http) = (url.trim_end_matches('/').to_owned(), Http::try_new()?);
        let people = people::sign_up(&http, &url, SIGNED_UP).await?;
        let people = people.into_iter().map(|(_, person)| person).collect();
        let people = People::SignedUp(people, AtomicUsize::new(0));
        Ok(Self { market: Arc::new(Market { url, http, people }), fleet: None })
    }

    /// Only of a market that is ours.
    pub fn fleet(&self) -> Result<&Fleet> {
        self.fleet.as_ref().context("this needs a fleet of its own")
    }

    pub fn is_ours(&self) -> bool {
        self.fleet.is_some()
    }

    /// A service's first process, to be asked without the ingress.
    pub fn service(&self, service: Service) -> Result<&Server> {
        self.fleet()?.service(service, 0)
    }

    /// Every process of ours behind the market.
    pub async fn processes(&self) -> Result<Vec<Process>> {
        let Some(fleet) = &self.fleet else { return Ok(Vec::new()) };
        let services = Service::ALL.into_iter().flat_map(|service| fleet.replicas(service));
        let mongods = fleet.mongods().map(Mongod::server);
        let nats = fleet.nats().ok().map(Nats::server);
        let stripe = fleet.stripe_double().ok().map(StripeDouble::server);
        let mut processes = Vec::new();
        for server in services.chain(mongods).chain(nats).chain([fleet.nginx().server()]).chain(stripe) {
            let process = process(server).await?;
            let children = process.children();
            processes.push(process);
            processes.extend(children);
        }
        Ok(processes)
    }

    /// A service's database, with the driver's own ways: fit to fill and to count, not to write as a service does.
    pub async fn database(&self, service: Service) -> Result<Database> {
        let fleet = self.fleet()?;
        let client = mongodb::Client::with_uri_str(fleet.mongodb_uri(service)?).await?;
        Ok(client.database(&fleet.database(service)))
    }

    /// Stops the fleet; an error if a process had crashed or did not end well.
    pub async fn stop(self) -> Result<()> {
        let Some(fleet) = self.fleet else { return Ok(()) };
        if let Some(crash) = fleet.crashes().first() {
            bail!("{crash}");
        }
        fleet.stop().await
    }
}

/// The process of a server that runs.
pub async fn process(server: &Server) -> Result<Process> {
    let pid = server.pid().await.with_context(|| format!("{} does not run", server.name()))?;
    Ok(Process { name: server.name().to_owned(), pid })
}
