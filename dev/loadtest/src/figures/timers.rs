//! How late timers fire while many others wait: from the moment at which an order's time is over until the event of it is
//! on the bus.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use async_nats::ConnectOptions;
use async_nats::jetstream;
use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::stream::{LastRawMessageErrorKind, Stream};
use bson::Document;
use clap::Args;
use common::aggregate::Aggregate as _;
use common::bus::Names;
use common::clock::{Clock, Timestamp};
use common::events::Event as _;
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use common::mongo::to_document;
use expiration::domain::Timer;
use fleet::{Fleet, Service};
use mongodb::Collection;

use crate::market::Site;
use crate::record::{Records, Sample};
use crate::report::Report;
use crate::usage::Meter;
use crate::verdict::{Verdict, Wanted};

const BATCH: usize = 5_000;
const DAY: Duration = Duration::from_secs(24 * 3600);
/// For what is inserted before the first is due.
const LEAD: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);

/// How late timers fire while many wait.
#[derive(Args, Clone, Debug)]
pub struct Timers {
    /// Timers whose time does not come
    #[arg(long, default_value_t = 100_000)]
    pub waiting: usize,
    /// Timers whose time comes, a second
    #[arg(long, default_value_t = 100)]
    pub rate: u32,
    #[arg(long, default_value_t = 30)]
    pub seconds: u32,
    /// Timers whose time comes at one moment, as after an outage
    #[arg(long, default_value_t = 500)]
    pub burst: u32,
}

impl Timers {
    pub async fn run(&self, site: &Site) -> Result<Report> {
        let timers = site.database(Service::Expiration).await?.collection(Timer::COLLECTION);
        let far = Clock::system().now().plus(DAY);
        insert(&timers, std::iter::repeat_n(far, self.waiting)).await?;
        let meter = Meter::start(&site.processes().await?)?;
        let mut records = Records::default();
        let (start, step) = (Clock::system().now().plus(LEAD), Duration::from_secs(1) / self.rate.max(1));
        let steady = (0..self.rate * self.seconds).map(|n| start.plus(step * n)).collect();
        fire(site, &timers, "late, one after the other", steady, &mut records).await?;
        let at = Clock::system().now().plus(LEAD);
        let burst = vec![at; usize::try_from(self.burst)?];
        fire(site, &timers, "late, many at one moment", burst, &mut records).await?;

        let steady = records.of("late, one after the other")?.within(0.99).as_secs_f64();
        let burst = records.of("late, many at one moment")?.within(0.99).as_secs_f64();
        let mut report = Report::new(format!("Timers, with {} waiting", self.waiting), records);
        report.processes = meter.spent()?;
        report.figures = vec![
            Verdict::new("one after the other: late, p99", "s", steady, Wanted::AtMost(1.5)),
            Verdict::new("many at one moment: late, p99", "s", burst, Wanted::AtMost(1.5)),
        ];
        Ok(report)
    }
}

async fn insert(timers: &Collection<Document>, due: impl Iterator<Item = Timestamp>) -> Result<()> {
    let mut batch = Vec::new();
    for at in due {
        batch.push(to_document(&Timer::armed(OrderId::new(), at))?);
        if batch.len() == BATCH {
            timers.insert_many(std::mem::take(&mut batch)).await?;
        }
    }
    if !batch.is_empty() {
        timers.insert_many(batch).await?;
    }
    Ok(())
}

/// Arms timers and hears each of them once.
async fn fire(
    site: &Site,
    timers: &Collection<Document>,
    step: &'static str,
    due: Vec<Timestamp>,
    records: &mut Records,
) -> Result<()> {
    let (stream, mut next) = timers_told(site.fleet()?).await?;
    let count = due.len();
    insert(timers, due.into_iter()).await?;
    let mut heard = std::collections::HashSet::new();
    while heard.len() < count {
        let message = tokio::time::timeout(PATIENCE, told(&stream, next)).await;
        let message = message.context("a timer did not fire")??;
        next += 1;
        let now = Timestamp::from_millis(i64::try_from(message.time.unix_timestamp_nanos() / 1_000_000)?);
        let event: ExpirationComplete = serde_json::from_slice(&message.payload)?;
        ensure!(event.due_at <= now, "a timer fired too early");
        // What is told again is no timer that fired again.
        if heard.insert(event.order_id) {
            records.add(Sample { step, took: event.due_at.until(now), outcome: Ok(()) })?;
        }
    }
    Ok(())
}

/// The stream of fired timers, read as its operator, and the place of the next one.
async fn timers_told(fleet: &Fleet) -> Result<(Stream, u64)> {
    let bus = fleet.bus_config("ops")?;
    let options = ConnectOptions::new().custom_inbox_prefix("_INBOX_ops");
    let options = match &bus.key {
        Some(key) => options.nkey(key.seed().expose().to_owned()),
        None => options,
    };
    let jetstream = jetstream::new(options.connect(bus.url.expose()).await?);
    let mut stream =
        jetstream.get_stream(Names::new(&bus.prefix).stream_of(ExpirationComplete::SUBJECT)).await?;
    let next = stream.info().await?.state.last_sequence + 1;
    Ok((stream, next))
}

/// A message, with the time at which the stream took it, as soon as there is one.
async fn told(stream: &Stream, sequence: u64) -> Result<StreamMessage> {
    loop {
        match stream.get_raw_message(sequence).await {
            Ok(message) => return Ok(message),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
                tokio::time::sleep(POLL).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}
