//! Whether a market with more listings is slower: the same requests, a few a second, at each size.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use common::ids::TicketId;
use fleet::Service;
use fleet::servers::Share;
use serde_json::json;
use tokio::time::Instant;

use crate::drive::drive;
use crate::http::Ask;
use crate::market::{Market, Site};
use crate::record::{Records, Sample};
use crate::report::Report;
use crate::schedule::Schedule;
use crate::stock;
use crate::verdict::{Verdict, Wanted};

const STEPS: [(&str, f64); 4] = [("show", 1.5), ("list", 1.5), ("search", 3.0), ("reserve", 1.5)];
/// A step across the listings that leaves none of them out: prime to every size.
const STRIDE: u64 = 7_919;

/// The p50 of show, list, search and reserve while the market grows.
#[derive(Args, Clone, Debug)]
pub struct Growth {
    /// How many listings there are each time, from few to many
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000,1000000")]
    pub sizes: Vec<u64>,
    /// Requests a second, a quarter of them of each kind
    #[arg(long, default_value_t = 40)]
    pub rate: u32,
    /// How often they are asked at each size; one more time warms up. What counts is the best p50: others of this machine only add
    #[arg(long, default_value_t = 4)]
    pub turns: u32,
    /// How long a turn takes
    #[arg(long, default_value_t = 8)]
    pub seconds: u64,
    /// MongoDB's memory for data. With less than there is, it is the disk that is measured
    #[arg(long, default_value_t = 2.0)]
    pub cache_gb: f32,
}

struct Place {
    market: Arc<Market>,
    tickets: String,
    orders: String,
    ids: Vec<TicketId>,
    /// How many there were at the size before. Only those that came after are reserved, so that nobody has them.
    before: u64,
    /// How many of these were reserved.
    fresh: u64,
}

impl Growth {
    pub fn mongod(&self) -> Share {
        Share { cache_gb: self.cache_gb, ..Share::default() }
    }

    pub async fn run(&self, site: &Site) -> Result<Report> {
        let (tickets, orders) = (site.service(Service::Tickets)?.url(), site.service(Service::Orders)?.url());
        let schedule = Schedule::steady(self.rate, Duration::from_secs(self.seconds));
        let mut ids = Vec::new();
        let (mut medians, mut all, mut notes) =
            (BTreeMap::<_, Vec<f64>>::new(), Records::default(), Vec::new());
        for size in &self.sizes {
            let before = u64::try_from(ids.len())?;
            ids.extend(stock::fill(site, before, (*size).max(before)).await?);
            let (mut best, mut fresh) = (BTreeMap::<_, f64>::new(), 0);
            for turn in 0..=self.turns {
                let place = Place {
                    market: site.market.clone(),
                    tickets: tickets.clone(),
                    orders: orders.clone(),
                    ids: ids.clone(),
                    before,
                    fresh,
                };
                let place = Arc::new(place);
                let records = drive(schedule, move |n, due| Arc::clone(&place).ask(n, due)).await?;
                fresh += schedule.count() / 4 + 1;
                if turn == 0 {
                    continue;
                }
                for (step, _) in STEPS {
                    let median = records.of(step)?.within(0.5).as_secs_f64() * 1000.0;
                    let best = best.entry(step).or_insert(f64::INFINITY);
                    *best = best.min(median);
                }
                all.merge(&records)?;
            }
            let mut line = format!("{size:>9} listings, p50:");
            for (step, median) in best {
                medians.entry(step).or_default().push(median);
                line += &format!("  {step} {median:.2} ms");
            }
            notes.push(line);
        }
        let failed = all.failed();
        let mut report = Report::new("Growth", all);
        report.notes = notes;
        for (step, most) in STEPS {
            let medians = medians.get(step).context("nothing was measured")?;
            let slowest = medians.iter().copied().fold(0.0, f64::max);
            let fastest = medians.iter().copied().fold(f64::INFINITY, f64::min);
            let figure = format!("{step}: slowest p50 by the fastest");
            report.figures.push(Verdict::new(figure, "", slowest / fastest, Wanted::AtMost(most)));
        }
        report.figures.push(Verdict::new("requests that failed", "", failed as f64, Wanted::Exactly(0.0)));
        Ok(report)
    }
}

impl Place {
    async fn ask(self: Arc<Self>, n: u64, due: Instant) -> Vec<Sample> {
        let size = u64::try_from(self.ids.len()).unwrap_or_default().max(1);
        let anywhere = n.wrapping_mul(STRIDE) % size;
        let by = self.market.people.person().ok();
        let (step, ask, by, wanted) = match n % 4 {
            0 => ("show", Ask::get(format!("{}/api/tickets/{}", self.tickets, self.id(anywhere))), None, 200),
            1 => ("list", Ask::get(format!("{}/api/tickets", self.tickets)), None, 200),
            2 => {
                let words = stock::artist(anywhere);
                ("search", Ask::get(format!("{}/api/tickets?q={words}", self.tickets)), None, 200)
            }
            _ => {
                let came_after = size.saturating_sub(self.before).max(1);
                let fresh = self.before + (self.fresh + n / 4).wrapping_mul(STRIDE) % came_after;
                let wish = json!({ "ticketId": self.id(fresh) });
                ("reserve", Ask::post(format!("{}/api/orders", self.orders), wish), by, 201)
            }
        };
        vec![self.market.http.step(step, due, ask, by.as_ref(), &[wanted]).await.0]
    }

    fn id(&self, n: u64) -> String {
        let id = usize::try_from(n).ok().and_then(|n| self.ids.get(n));
        id.map(ToString::to_string).unwrap_or_default()
    }
}
