//! What people do: a visit is one or more steps, one after the other. The first is due when the visitor arrives, each
//! further one when the one before is over.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use common::ids::TicketId;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::http::Ask;
use crate::market::{Market, Site};
use crate::people::{self, Person};
use crate::record::Sample;
use crate::stock;

/// How often a buyer looks whether the ticket is his.
const LOOK: Duration = Duration::from_millis(50);
const MAX_WAIT: Duration = Duration::from_secs(20);
/// Accounts to sign in to: more than come within the time in which one of them is held back.
const ACCOUNTS: usize = 40;
/// What is on sale before anyone comes.
const ON_SALE: u64 = 1_000;
/// Of so many visitors in a mixed crowd, one each signs in, sells and buys.
const CROWD: u64 = 10;

/// A kind of visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// The list, then one of its tickets
    Browse,
    /// An existing account
    SignIn,
    /// A new listing
    Sell,
    /// A whole purchase: reserve, pay, and wait until the ticket is the buyer's
    Buy,
    /// Of ten visitors one signs in, one sells, one buys, and the others browse
    Soak,
}

/// A market, prepared for visitors.
pub struct Visits {
    market: Arc<Market>,
    scenario: Scenario,
    accounts: Vec<Value>,
    for_sale: Vec<TicketId>,
}

impl Visits {
    /// For up to `arrivals` visitors.
    pub async fn prepare(site: &Site, scenario: Scenario, arrivals: u64) -> Result<Arc<Self>> {
        let accounts = match scenario {
            Scenario::SignIn | Scenario::Soak => {
                people::sign_up(&site.market.http, &site.market.url, ACCOUNTS).await?
            }
            Scenario::Browse | Scenario::Sell | Scenario::Buy => Vec::new(),
        };
        let count = match scenario {
            Scenario::Buy => arrivals,
            Scenario::Soak => arrivals / CROWD + 1,
            // Another's market has its own listings.
            _ if !site.is_ours() => 0,
            Scenario::Browse | Scenario::SignIn | Scenario::Sell => ON_SALE,
        };
        let for_sale = stock::fill(site, 0, count).await?;
        let accounts = accounts.into_iter().map(|(credentials, _)| credentials).collect();
        Ok(Arc::new(Self { market: site.market.clone(), scenario, accounts, for_sale }))
    }

    /// The visit of the arrival with this number.
    pub async fn visit(self: Arc<Self>, n: u64, due: Instant) -> Vec<Sample> {
        match self.scenario {
            Scenario::Browse => self.browse(n, due).await,
            Scenario::SignIn => self.sign_in(n, due).await,
            Scenario::Sell => self.sell(n, due).await,
            Scenario::Buy => self.buy(n, due).await,
            Scenario::Soak => match n % CROWD {
                0 => self.sign_in(n / CROWD, due).await,
                1 => self.sell(n, due).await,
                2 => self.buy(n / CROWD, due).await,
                _ => self.browse(n, due).await,
            },
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.market.url)
    }

    async fn browse(&self, n: u64, due: Instant) -> Vec<Sample> {
        let ask = Ask::get(self.url("/api/tickets"));
        let (listed, answer) = self.market.http.step("list", due, ask, None, &[200]).await;
        let found: Vec<Found> = answer.and_then(|answer| answer.json()).unwrap_or_default();
        let at = usize::try_from(n).unwrap_or_default().checked_rem(found.len()).unwrap_or_default();
        let Some(ticket) = found.get(at) else { return vec![listed] };
        let ask = Ask::get(self.url(&format!("/api/tickets/{}", ticket.id)));
        let (shown, _) = self.market.http.step("show", Instant::now(), ask, None, &[200]).await;
        vec![listed, shown]
    }

    async fn sign_in(&self, n: u64, due: Instant) -> Vec<Sample> {
        let account =
            usize::try_from(n).unwrap_or_default().checked_rem(self.accounts.len()).unwrap_or_default();
        let Some(credentials) = self.accounts.get(account) else { return Vec::new() };
        let ask = Ask::post(self.url("/api/users/signin"), credentials.clone());
        vec![self.market.http.step("sign in", due, ask, None, &[200]).await.0]
    }

    async fn sell(&self, n: u64, due: Instant) -> Vec<Sample> {
        let Ok(seller) = self.market.people.person() else { return vec![nobody("sell", due)] };
        let ask = Ask::post(self.url("/api/tickets"), stock::offer(n));
        vec![self.market.http.step("sell", due, ask, Some(&seller), &[201]).await.0]
    }

    async fn buy(&self, n: u64, due: Instant) -> Vec<Sample> {
        let Ok(buyer) = self.market.people.person() else { return vec![nobody("reserve", due)] };
        let ticket = usize::try_from(n).ok().and_then(|n| self.for_sale.get(n));
        let Some(ticket) = ticket else { return vec![failed("reserve", due, "sold out")] };
        buy(&self.market, &buyer, *ticket, due).await
    }
}

/// Reserves, pays, and waits until the ticket is the buyer's.
pub async fn buy(market: &Market, buyer: &Person, ticket: TicketId, due: Instant) -> Vec<Sample> {
    let url = &market.url;
    let ask = Ask::post(format!("{url}/api/orders"), json!({ "ticketId": ticket }));
    let (reserved, answer) = market.http.step("reserve", due, ask, Some(buyer), &[201]).await;
    let Some(order) = answer.and_then(|answer| answer.json::<Found>()) else { return vec![reserved] };
    let ask =
        Ask::post(format!("{url}/api/payments"), json!({ "orderId": order.id, "token": "pm_card_visa" }));
    // Who waits long for the card is told that it is under way: 202.
    let (paid, answer) = market.http.step("pay", Instant::now(), ask, Some(buyer), &[201, 202]).await;
    if answer.is_none() {
        return vec![reserved, paid];
    }
    let since = Instant::now();
    let status = loop {
        let ask = Ask::get(format!("{url}/api/orders/{}", order.id));
        let seen = market.http.send(ask, Some(buyer)).await.ok().and_then(|answer| answer.json::<Found>());
        match seen.map(|order| order.status) {
            Some(status) if status == "complete" || status == "cancelled" => break status,
            seen if since.elapsed() > MAX_WAIT => break seen.unwrap_or_else(|| "unseen".to_owned()),
            _ => sleep(LOOK).await,
        }
    };
    let outcome = if status == "complete" { Ok(()) } else { Err(status) };
    let owned = Sample { step: "own", took: since.elapsed(), outcome };
    let whole = Sample { step: "purchase", took: due.elapsed(), outcome: owned.outcome.clone() };
    vec![reserved, paid, owned, whole]
}

/// The fields of a ticket or an order that a visitor goes by.
#[derive(Deserialize)]
struct Found {
    id: String,
    status: String,
}

fn nobody(step: &'static str, due: Instant) -> Sample {
    failed(step, due, "no visitor")
}

fn failed(step: &'static str, due: Instant, why: &str) -> Sample {
    Sample { step, took: due.elapsed(), outcome: Err(why.to_owned()) }
}
