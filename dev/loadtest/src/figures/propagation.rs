//! How soon what one process decided is seen in another: from the answer to a reservation until its ticket is gone from
//! the list, while the market carries half of what it can.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use common::ids::TicketId;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::drive::{capacity, drive};
use crate::http::Ask;
use crate::market::{Market, Site};
use crate::record::Sample;
use crate::report::Report;
use crate::schedule::Schedule;
use crate::stock;
use crate::usage::Meter;
use crate::verdict::{Verdict, Wanted};
use crate::visits::{Scenario, Visits};

const LOOK: Duration = Duration::from_millis(3);
const MAX_WAIT: Duration = Duration::from_secs(20);
/// Those who never rest while it is found out what the market can carry.
const VISITORS: usize = 16;
const PROBE: Duration = Duration::from_secs(5);

/// From a reservation's 201 until its ticket is gone from another process's list, at half load.
#[derive(Args, Clone, Debug)]
pub struct Propagation {
    /// Reservations that are followed, a second
    #[arg(long, default_value_t = 10)]
    pub rate: u32,
    #[arg(long, default_value_t = 30)]
    pub seconds: u64,
    /// Prepare for so many other visitors
    #[arg(long, default_value_t = 200_000)]
    pub crowd: u64,
}

impl Propagation {
    pub async fn run(&self, site: &Site) -> Result<Report> {
        let crowd = Visits::prepare(site, Scenario::Soak, self.crowd).await?;
        let visits = crowd.clone();
        let most = capacity(VISITORS, PROBE, move |n, due| Arc::clone(&visits).visit(n, due)).await?;
        // The crowd's own purchases go on where the probe has ended.
        let (half, after) = ((most / 2).max(1), self.crowd / 2);

        let length = Duration::from_secs(self.seconds);
        let followed = Schedule::steady(self.rate, length);
        // Numbers that the crowd's listings do not have, so that each is alone in its city.
        let first = self.crowd;
        let ids = Arc::new(stock::fill(site, first, first + followed.count()).await?);
        let meter = Meter::start(&site.processes().await?)?;
        let market = site.market.clone();
        let (background, mut records) = tokio::try_join!(
            drive(Schedule::steady(half, length), move |n, due| Arc::clone(&crowd).visit(after + n, due)),
            drive(followed, move |n, due| follow(market.clone(), ids.clone(), first, n, due)),
        )?;
        let gone = records.of("gone from the list")?.within(0.99).as_secs_f64() * 1000.0;
        let failed = records.failed();
        records.merge(&background)?;
        let mut report = Report::new("From a reservation to another process's list", records);
        report
            .notes
            .push(format!("{most} visits a second with {VISITORS} visitors who never rest; half: {half}"));
        report.processes = meter.spent()?;
        report.figures = vec![
            Verdict::new("gone from the list, p99", "ms", gone, Wanted::AtMost(250.0)),
            Verdict::new("reservations that failed or stayed", "", failed as f64, Wanted::Exactly(0.0)),
        ];
        Ok(report)
    }
}

async fn follow(
    market: Arc<Market>,
    ids: Arc<Vec<TicketId>>,
    first: u64,
    n: u64,
    due: Instant,
) -> Vec<Sample> {
    let Ok(buyer) = market.people.person() else { return Vec::new() };
    let Some(id) = usize::try_from(n).ok().and_then(|n| ids.get(n)) else { return Vec::new() };
    let ask = Ask::post(format!("{}/api/orders", market.url), json!({ "ticketId": id }));
    let (reserved, answer) = market.http.step("reserve, followed", due, ask, Some(&buyer), &[201]).await;
    if answer.is_none() {
        return vec![reserved];
    }
    let since = Instant::now();
    let list = format!("{}/api/tickets?city={}", market.url, stock::city(first + n).replace(' ', "+"));
    let outcome = loop {
        let answer = market.http.send(Ask::get(list.clone()), None).await;
        let found: Option<Vec<Value>> = answer.ok().and_then(|answer| answer.json());
        match found {
            Some(found) if found.is_empty() => break Ok(()),
            _ if since.elapsed() > MAX_WAIT => break Err("still there".to_owned()),
            _ => sleep(LOOK).await,
        }
    };
    vec![reserved, Sample { step: "gone from the list", took: since.elapsed(), outcome }]
}
