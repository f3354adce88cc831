//! Many buyers, few tickets, one moment.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use bson::{Document, doc};
use clap::Args;
use fleet::Service;
use fleet::servers::Share;
use futures::TryStreamExt as _;

use crate::drive::drive;
use crate::market::Site;
use crate::people::Person;
use crate::record::{Record, Sample};
use crate::report::Report;
use crate::schedule::Schedule;
use crate::stock;
use crate::usage::Meter;
use crate::verdict::{Verdict, Wanted};
use crate::visits::buy;

/// What a buyer is told who came too late.
const TOLD: &str = "409 ticket_reserved";
const WITHIN: Duration = Duration::from_secs(2);

/// Buyers who all come at one moment for a few tickets: each ticket is sold once, and who gets none is told at once.
#[derive(Args, Clone, Debug)]
pub struct Stampede {
    #[arg(long, default_value_t = 5_000)]
    pub buyers: u64,
    #[arg(long, default_value_t = 100)]
    pub tickets: u64,
    /// How `nice` mongod is to the others, with which it shares the cores here: 19 is as if it had some of its own
    #[arg(long, default_value_t = 19)]
    pub mongod_nice: u8,
}

impl Stampede {
    pub fn mongod(&self) -> Share {
        Share { nice: self.mongod_nice, ..Share::default() }
    }

    pub async fn run(&self, site: &Site) -> Result<Report> {
        let tickets = stock::fill(site, 0, self.tickets).await?;
        let people: Vec<Person> =
            (0..self.buyers).map(|_| site.market.people.person()).collect::<Result<_>>()?;
        let people = Arc::new(people);
        let (market, wanted) = (site.market.clone(), Arc::new(tickets));
        let meter = Meter::start(&site.processes().await?)?;
        let rush = Schedule::at_once(self.buyers);
        let records = drive(rush, move |n, due| {
            let (market, people, wanted) = (market.clone(), people.clone(), wanted.clone());
            async move {
                let n = usize::try_from(n).unwrap_or_default();
                let ticket = wanted.get(n.checked_rem(wanted.len()).unwrap_or_default());
                match (people.get(n), ticket) {
                    (Some(person), Some(ticket)) => {
                        buy(&market, person, *ticket, due).await.into_iter().map(losers_apart).collect()
                    }
                    _ => Vec::new(),
                }
            }
        })
        .await?;
        let spent = meter.spent()?;

        let (sold, orders) = sales(site).await?;
        let told = records.of("be told that it is gone").map_or(Duration::ZERO, |told| told.within(1.0));
        let losers = records.of("be told that it is gone").map_or(0, Record::count);
        let failed = records.failed();
        let title = format!("{} buyers at one moment for {} tickets", self.buyers, self.tickets);
        let mut report = Report::new(title, records);
        report.processes = spent;
        let (tickets, buyers) = (self.tickets as f64, self.buyers as f64);
        report.figures = vec![
            Verdict::new("complete orders", "", orders as f64, Wanted::Exactly(tickets)),
            Verdict::new("tickets sold", "", sold as f64, Wanted::Exactly(tickets)),
            Verdict::new("buyers told that it is gone", "", losers as f64, Wanted::Exactly(buyers - tickets)),
            Verdict::new(
                "the last of them is told after",
                "s",
                told.as_secs_f64(),
                Wanted::AtMost(WITHIN.as_secs_f64()),
            ),
            Verdict::new("anything else that failed", "", failed as f64, Wanted::Exactly(0.0)),
        ];
        Ok(report)
    }
}

/// Who comes too late did not fail: he has his answer.
fn losers_apart(sample: Sample) -> Sample {
    match sample.outcome {
        Err(kind) if kind == TOLD => Sample { step: "be told that it is gone", outcome: Ok(()), ..sample },
        _ => sample,
    }
}

/// Different tickets in complete orders, and complete orders, by the orders' own database.
async fn sales(site: &Site) -> Result<(usize, usize)> {
    let orders = site.database(Service::Orders).await?.collection::<Document>("orders");
    let complete: Vec<Document> = orders.find(doc! { "status": "complete" }).await?.try_collect().await?;
    let ticket =
        |order: &Document| order.get_document("ticket").and_then(|ticket| ticket.get_object_id("id"));
    let tickets: HashSet<_> =
        complete.iter().map(ticket).collect::<Result<_, _>>().context("an order without a ticket")?;
    Ok((tickets.len(), complete.len()))
}
