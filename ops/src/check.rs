//! `ops check`: what must be true at rest after any sequence of crashes, over the five databases, the dead letters and
//! Stripe. Databases are read in the order of their keys, side by side, so that their size does not matter. In a fleet
//! that works, one service is always a moment behind another: what is wrong is looked at again until it is right or the
//! patience is over.

mod copies;
mod join;
mod money;
mod reading;
mod sales;
mod unsent;

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use clap::Args;
use common::clock::{Clock, Timestamp};
use payments::config::StripeConfig;
use payments::stripe::Stripe;
use serde::Serialize;

use crate::installation::{Databases, Streams};
use reading::Reader;

/// How late a service may be with what takes it moments.
const SLACK: Duration = Duration::from_secs(5);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);

#[derive(Args)]
pub struct Options {
    /// How long something may be wrong before it is told.
    #[arg(long, default_value = "30s")]
    patience: humantime::Duration,
    /// How far back Stripe is asked, if there is a STRIPE_SECRET_KEY.
    #[arg(long, default_value = "7d")]
    stripe_since: humantime::Duration,
}

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    #[serde(flatten)]
    of: Rule,
    /// What is seen, with the ids of all concerned.
    seen: String,
}

/// Which rule is broken by what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Rule {
    rule: &'static str,
    /// The collection's name and the id.
    of: String,
}

/// What one look has found.
#[derive(Default)]
pub(crate) struct Findings {
    violations: BTreeMap<Rule, String>,
    counts: BTreeMap<&'static str, u64>,
}

impl Findings {
    fn violation(&mut self, rule: &'static str, of: impl fmt::Display, seen: impl Into<String>) {
        self.violations.insert(Rule { rule, of: of.to_string() }, seen.into());
    }

    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }
}

/// The result of a check.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// How many of each were looked at.
    counts: BTreeMap<&'static str, u64>,
    /// Whether Stripe was asked too.
    stripe: bool,
    violations: Vec<Violation>,
}

impl Checked {
    /// Lines that name what is wrong; none when all is right.
    pub fn violations(&self) -> Vec<String> {
        self.violations.iter().map(ToString::to_string).collect()
    }
}

/// What is looked at.
pub struct Check<'a> {
    databases: &'a Databases,
    streams: &'a Streams,
    /// And how far back it is asked.
    stripe: Option<(Stripe, Duration)>,
}

impl<'a> Check<'a> {
    pub fn new(
        databases: &'a Databases,
        streams: &'a Streams,
        stripe: Option<StripeConfig>,
        options: &Options,
    ) -> anyhow::Result<Self> {
        let stripe = stripe.map(|config| Stripe::new(&config)).transpose()?;
        let since = *options.stripe_since;
        Ok(Self { databases, streams, stripe: stripe.map(|stripe| (stripe, since)) })
    }

    /// Looks until nothing is wrong, or until something has been wrong for as long as the patience lasts.
    pub async fn until_right(&self, options: &Options) -> anyhow::Result<Checked> {
        let begun = Instant::now();
        let mut findings = self.look().await?;
        while !findings.violations.is_empty() && begun.elapsed() < *options.patience {
            tokio::time::sleep(PAUSE).await;
            let again = self.look().await?;
            let mut violations = again.violations;
            // What was not wrong at the first look has not been for long.
            violations.retain(|rule, _| findings.violations.contains_key(rule));
            findings = Findings { violations, counts: again.counts };
        }
        Ok(self.checked(findings))
    }

    fn checked(&self, findings: Findings) -> Checked {
        let violations = findings.violations.into_iter().map(|(of, seen)| Violation { of, seen }).collect();
        Checked { counts: findings.counts, stripe: self.stripe.is_some(), violations }
    }

    async fn look(&self) -> anyhow::Result<Findings> {
        let (mut findings, now) = (Findings::default(), Clock::system().now());
        let reader = Reader::new(self.databases);
        sales::orders_and_payments(&reader, now, &mut findings).await?;
        sales::tickets_and_orders(&reader, &mut findings).await?;
        copies::all(&reader, &mut findings).await?;
        unsent::outboxes(self.databases, now, &mut findings).await?;
        unsent::dead_letters(self.streams, &mut findings).await?;
        if let Some((stripe, since)) = &self.stripe {
            money::at_stripe(&reader, stripe, now.minus(*since), &mut findings).await?;
        }
        reader.tell(&mut findings);
        Ok(findings)
    }
}

/// Whether something should have been done by now.
fn is_late(due: Timestamp, now: Timestamp) -> bool {
    due.plus(SLACK) < now
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of: Rule { rule, of }, seen } = self;
        write!(f, "{rule}: {of}: {seen}")
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.violations.iter().try_for_each(|violation| writeln!(f, "{violation}"))?;
        let counts: Vec<_> = self.counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
        let stripe = if self.stripe { "" } else { "; Stripe was not asked" };
        let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
        writeln!(f, "{} violations in {counts}{stripe}", self.violations.len())
    }
}
