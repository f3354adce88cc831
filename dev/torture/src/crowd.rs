//! The load: people who sell, buy, change their minds, and some who mean no good.

mod buyer;
mod forger;
mod seller;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::clock::{Clock, Timestamp};
use e2e::{Market, Person};
use reqwest::Method;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::caller::{Caller, Reply};
use crate::history::{Act, History};
use crate::random::Random;

/// How many listings sellers keep on offer, and how many of them everybody wants.
const ON_OFFER: usize = 80;
const HOT: usize = 4;
/// Longer than anybody is busy with one thing; a token is renewed when it is five of its fifteen minutes old.
const RENEWED_BEFORE: Duration = Duration::from_secs(8 * 60);

/// Who acts.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub buyers: u64,
    pub sellers: u64,
}

/// What all of them share.
pub struct Crowd {
    market: Arc<Market>,
    history: Arc<History>,
    /// The oldest first.
    offers: Mutex<VecDeque<String>>,
    purchases: AtomicU64,
    /// Some orders, for who would like to see those of others.
    orders: Mutex<Vec<String>>,
    /// Sessions that were signed out.
    ended: Mutex<Vec<Person>>,
    stop: CancellationToken,
}

impl Crowd {
    pub fn new(market: Arc<Market>, history: Arc<History>) -> Arc<Self> {
        Arc::new(Self {
            market,
            history,
            offers: Mutex::default(),
            purchases: AtomicU64::new(0),
            orders: Mutex::default(),
            ended: Mutex::default(),
            stop: CancellationToken::new(),
        })
    }

    /// Signs everybody up, and lets them go.
    pub async fn let_loose(self: &Arc<Self>, seed: u64, size: Size) -> JoinSet<()> {
        let mut people = JoinSet::new();
        for number in 0..size.sellers {
            let (crowd, person) = (self.clone(), self.market.person().await);
            let random = Random::for_one(seed, number + 1);
            people.spawn(async move { seller::Seller { crowd, person, random }.sell().await });
        }
        for number in 0..size.buyers {
            let (crowd, person) = (self.clone(), self.market.person().await);
            let random = Random::for_one(seed, 1_000 + number);
            people.spawn(async move { buyer::Buyer { crowd, person, random }.buy().await });
        }
        let (crowd, person) = (self.clone(), self.market.person().await);
        let random = Random::for_one(seed, 1_000_000);
        people.spawn(async move { forger::Forger { crowd, person, random }.forge().await });
        people
    }

    /// Has the token renewed before it expires, as a browser does.
    async fn keep_signed_in(&self, person: &mut Person) {
        let expires = Timestamp::from_millis(person.claims()["exp"].as_i64().unwrap_or_default() * 1_000);
        if Clock::system().now().until(expires) > RENEWED_BEFORE {
            return;
        }
        let http = person.http.clone();
        let asking = || http.request(Method::GET, "/api/users/currentuser");
        if let Some(Reply::Done(answer)) = self.caller().until_known(Act::Look, asking).await {
            self.history.ok(Act::Look, None);
            person.renew(&answer);
        }
    }

    /// Purchases that their buyers have seen complete.
    pub fn purchases(&self) -> u64 {
        self.purchases.load(Ordering::Relaxed)
    }

    /// Everybody ends what they are at.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Whose sessions are over.
    pub fn signed_out(&self) -> Vec<Person> {
        self.ended.lock().unwrap().clone()
    }

    fn caller(&self) -> Caller<'_> {
        Caller { history: &self.history, stop: &self.stop }
    }

    fn is_over(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Half of the buyers want the same few tickets.
    fn wanted(&self, random: &mut Random) -> Option<String> {
        let offers = self.offers.lock().unwrap();
        if offers.is_empty() {
            return None;
        }
        let among = if random.percent(50) { HOT.min(offers.len()) } else { offers.len() };
        offers.get(random.index(among)).cloned()
    }

    fn no_longer_on_offer(&self, ticket: &str) {
        self.offers.lock().unwrap().retain(|offer| offer != ticket);
    }
}
