//! One run: load, faults, healing, rest, checks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use e2e::{Market, MarketBuilder};
use fleet::{Mongods, Service};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::caller;
use crate::checks;
use crate::crowd::{Crowd, Size};
use crate::history::History;
use crate::keeper::Keeper;
use crate::links::Links;
use crate::nemesis::{Nemesis, Notes};
use crate::report::Report;
use crate::schedule::{Planned, Schedule};

/// An order is held so long: short, so that many expire in a run, and longer than most troubles last.
const ORDER_WINDOW: Duration = Duration::from_secs(15);
const REPLICAS: usize = 2;
/// How long all may take to come to rest: the longest pause between two tries of anything, several times.
const REST: Duration = Duration::from_secs(240);
const LOOK: Duration = Duration::from_millis(500);
/// The longest list of violations that anyone reads.
const TOLD: usize = 50;

/// What a run shall be like.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    /// The run goes on until there were so many of both.
    pub purchases: u64,
    pub faults: u64,
    /// How many times as long as the schedule says to wait between two faults.
    pub pace: u32,
    /// But no longer than this.
    pub longest: Duration,
    pub mongods: Mongods,
    pub size: Size,
    /// Where history and report are written.
    pub folder: Option<PathBuf>,
}

/// Carries a plan out. `tell` hears of each fault as it begins.
pub async fn run(plan: &Plan, tell: impl Fn(&Planned) + Send + 'static) -> Result<Report> {
    let file = plan.folder.as_deref().map(|folder| folder.join("history.jsonl"));
    let history = Arc::new(History::new(file.as_deref()).context("cannot write the history")?);
    let links = Links::default();
    let market = Arc::new(open(plan, &links).await);
    let keeper = Keeper::new(market.clone());
    let crowd = Crowd::new(market.clone(), history.clone());
    let mut people = crowd.let_loose(plan.seed, plan.size).await;

    let kept_up = keeper.watch();
    let nemesis = Nemesis::new(market.clone(), keeper.clone(), links);
    let begun = Instant::now();
    let enough = CancellationToken::new();
    let rage = tokio::spawn({
        let (nemesis, enough) = (nemesis.clone(), enough.clone());
        let (schedule, pace) = (Schedule::new(plan.seed, REPLICAS), plan.pace);
        async move { nemesis.rage(schedule, pace, enough, tell).await }
    });
    let goal = async {
        while crowd.purchases() < plan.purchases || nemesis.count() < plan.faults {
            sleep(LOOK).await;
        }
    };
    let _ = timeout(plan.longest, goal).await;
    enough.cancel();
    rage.await.context("the nemesis did not end")?;
    let seconds = begun.elapsed().as_secs_f64();
    crowd.stop();
    let mut violations = Vec::new();
    while let Some(ended) = people.join_next().await {
        violations.extend(ended.err().map(|panic| format!("somebody gave up: {panic}")));
    }

    let healed = Instant::now();
    violations.extend(settle(&market).await);
    let settled_after_seconds = healed.elapsed().as_secs_f64();
    let (deeds, signed_out) = (history.deeds(), crowd.signed_out());
    violations.extend(checks::happened(&market, &deeds, &signed_out, true).await);
    violations.extend(history.wrongs());
    let notes = nemesis.notes();
    violations.extend(notes.wrong.clone());
    violations.extend(nemesis.unexpected_exits());
    drop(kept_up);
    history.flush()?;

    let report = Report {
        seconds,
        settled_after_seconds,
        violations: shortened(violations),
        ..describe(plan, &market, &history, &keeper, notes).await
    };
    if let Some(folder) = &plan.folder {
        save(folder, &report, &market.fleet.logs())?;
    }
    Ok(report)
}

async fn open(plan: &Plan, links: &Links) -> Market {
    let mut market: MarketBuilder = Market::on_own_servers().order_window(ORDER_WINDOW);
    for service in Service::ALL {
        market = market.replicas(service, REPLICAS);
    }
    let (mongods, links) = (plan.mongods, links.clone());
    let led = move |service, replica, environment| links.lead_through(service, replica, environment);
    market.fleet(|fleet| fleet.mongods(mongods).rewrite_environment(led)).start().await
}

/// Waits until all is at rest and as it must be; what is still not after a long time is a violation.
async fn settle(market: &Market) -> Vec<String> {
    let until = Instant::now() + REST;
    loop {
        let ready = timeout(REST, market.ready()).await;
        let found = match ready {
            Ok(()) => checks::unsettled(market).await,
            Err(_) => vec!["a service is not ready again".to_owned()],
        };
        if found.is_empty() || Instant::now() > until {
            return found;
        }
        sleep(LOOK).await;
    }
}

fn shortened(mut violations: Vec<String>) -> Vec<String> {
    let more = violations.len().saturating_sub(TOLD);
    violations.truncate(TOLD);
    if more > 0 {
        violations.push(format!("and {more} more"));
    }
    violations
}

/// All but the verdict.
async fn describe(plan: &Plan, market: &Market, history: &History, keeper: &Keeper, notes: Notes) -> Report {
    let ledger = market.stripe.ledger().await;
    let orders = checks::orders_by_end(market).await;
    let given_back = ledger.payment_intents.iter().filter(|intent| {
        let held = ledger.charges.iter().any(|charge| {
            Some(&charge.id) == intent.latest_charge.as_ref()
                && charge.amount_released + charge.amount_refunded > 0
        });
        held && intent.amount_received == intent.amount_refunded
    });
    let mut sometimes = BTreeMap::new();
    let mut saw = |what: &str, count: u64| {
        sometimes.insert(what.to_owned(), count);
    };
    for what in [
        "buyers who came second",
        "cards that were declined",
        "3-D Secure passed",
        "3-D Secure failed",
        "3-D Secure passed as the time ended",
        "3-D Secure came too late",
        "orders that were asked for twice and made once",
        caller::REPLAYED,
    ] {
        saw(what, history.seen(what));
    }
    for reason in ["user", "expired", "withdrawn"] {
        saw(&format!("orders cancelled: {reason}"), orders.get(reason).copied().unwrap_or_default());
    }
    saw("payments that were authorised or captured, and given back", given_back.count() as u64);
    saw("messages delivered again", keeper.redeliveries());
    saw("answers that Stripe repeated under a key", ledger.counters.idempotency_replays);
    saw("processes that died at a crash point", notes.crashes.values().sum());
    let kept = ledger.payment_intents.iter().map(|intent| intent.amount_received - intent.amount_refunded);
    Report {
        seed: plan.seed,
        replicas: REPLICAS,
        mongods: market.fleet.mongods().count(),
        seconds: 0.0,
        purchases: orders.get("complete").copied().unwrap_or_default(),
        orders: orders.values().sum(),
        kept_cents: kept.sum(),
        acts: history.counts(),
        faults: notes.faults,
        crashes: notes.crashes,
        sometimes,
        settled_after_seconds: 0.0,
        longest_stop_seconds: notes.longest_stop.0.as_secs_f64(),
        slowest_to_stop: notes.longest_stop.1,
        violations: Vec::new(),
    }
}

/// The report, and the processes' logs when there is something to look for in them.
fn save(folder: &Path, report: &Report, logs: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(report)?;
    std::fs::write(folder.join("report.json"), text).context("cannot write the report")?;
    if report.violations.is_empty() {
        return Ok(());
    }
    let kept = folder.join("logs");
    std::fs::create_dir_all(&kept).context("cannot keep the logs")?;
    for log in std::fs::read_dir(logs).context("cannot read the logs")? {
        let log = log?;
        std::fs::copy(log.path(), kept.join(log.file_name())).context("cannot keep a log")?;
    }
    Ok(())
}
