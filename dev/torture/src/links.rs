//! The links between every replica and the servers that it needs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result};
use fleet::Service;

use crate::proxy::{Link, Mode};
use crate::schedule::{Peer, Replica};

/// The variables that name servers.
const VARIABLES: [(&str, Peer); 3] =
    [("MONGODB_URI", Peer::Mongodb), ("NATS_URL", Peer::Nats), ("STRIPE_API_URL", Peer::Stripe)];
const HOST: &str = "127.0.0.1:";

/// Cloning shares the links.
#[derive(Clone, Default)]
pub struct Links(Arc<Mutex<BTreeMap<(Replica, Peer), Link>>>);

impl Links {
    /// Leads a replica's connections through links of its own.
    pub fn lead_through(
        &self,
        service: Service,
        number: usize,
        environment: Vec<(String, String)>,
    ) -> Result<Vec<(String, String)>> {
        let replica = Replica { service, number };
        environment.into_iter().map(|(name, value)| self.lead(replica, name, value)).collect()
    }

    fn lead(&self, replica: Replica, name: String, value: String) -> Result<(String, String)> {
        let Some((_, peer)) = VARIABLES.iter().find(|(variable, _)| *variable == name) else {
            return Ok((name, value));
        };
        let (before, rest) =
            value.split_once(HOST).with_context(|| format!("{name} is not on this machine"))?;
        let digits = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
        let (port, after) = rest.split_at(digits);
        let link = Link::to(port.parse().with_context(|| format!("{name} has no port"))?)?;
        let led = format!("{before}{HOST}{}{after}", link.port());
        self.0.lock().unwrap().insert((replica, *peer), link);
        Ok((name, led))
    }

    pub fn set(&self, replica: Replica, peer: Peer, mode: Mode) {
        if let Some(link) = self.0.lock().unwrap().get(&(replica, peer)) {
            link.set(mode);
        }
    }

    pub fn open_all(&self) {
        self.0.lock().unwrap().values().for_each(|link| link.set(Mode::Open));
    }
}
