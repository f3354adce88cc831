//! Starts again what has died, as a cluster would, and keeps count of what the processes say.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use e2e::Market;
use fleet::{Server, Service};
use tokio::task::JoinSet;

use crate::schedule::Replica;

const LOOK: Duration = Duration::from_millis(100);
const READ: Duration = Duration::from_secs(1);

/// Looks after every replica.
pub struct Keeper {
    market: Arc<Market>,
    /// How many faults want a replica to stay down.
    held: Mutex<BTreeMap<Replica, usize>>,
    redeliveries: Mutex<HashMap<Replica, Count>>,
}

/// A counter of processes that come and go.
#[derive(Default)]
struct Count {
    before: u64,
    last: u64,
}

impl Keeper {
    pub fn new(market: Arc<Market>) -> Arc<Self> {
        Arc::new(Self { market, held: Mutex::default(), redeliveries: Mutex::default() })
    }

    /// Works until the tasks are dropped.
    pub fn watch(self: &Arc<Self>) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        for service in Service::ALL {
            for number in 0..self.market.fleet.replicas(service).len() {
                let replica = Replica { service, number };
                tasks.spawn(self.clone().keep_up(replica));
                tasks.spawn(self.clone().read(replica));
            }
        }
        tasks
    }

    pub fn server(&self, replica: Replica) -> &Server {
        self.market.fleet.service(replica.service, replica.number).unwrap()
    }

    /// Leaves a replica down until it is let go.
    pub fn hold(&self, replica: Replica) {
        *self.held.lock().unwrap().entry(replica).or_default() += 1;
    }

    pub fn let_go(&self, replica: Replica) {
        let mut held = self.held.lock().unwrap();
        let count = held.entry(replica).or_default();
        *count = count.saturating_sub(1);
    }

    /// Messages that were delivered more than once, as far as the processes lived to tell.
    pub fn redeliveries(&self) -> u64 {
        self.redeliveries.lock().unwrap().values().map(|count| count.before + count.last).sum()
    }

    async fn keep_up(self: Arc<Self>, replica: Replica) {
        loop {
            tokio::time::sleep(LOOK).await;
            let held = self.held.lock().unwrap().get(&replica).is_some_and(|count| *count > 0);
            if !held {
                // A port that is not free yet is free at the next look.
                let _ = self.server(replica).start_again_unready().await;
            }
        }
    }

    async fn read(self: Arc<Self>, replica: Replica) {
        let url = format!("{}/metrics", self.server(replica).url());
        loop {
            tokio::time::sleep(READ).await;
            let Ok(answer) = reqwest::get(&url).await else { continue };
            let Ok(text) = answer.text().await else { continue };
            let told = total(&text, "messaging_redeliveries_total");
            let mut counts = self.redeliveries.lock().unwrap();
            let count = counts.entry(replica).or_default();
            if told < count.last {
                count.before += count.last;
            }
            count.last = told;
        }
    }
}

/// The sum of a counter over its labels.
fn total(metrics: &str, name: &str) -> u64 {
    let values = metrics.lines().filter(|line| line.starts_with(name));
    values.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
}
