//! `ops attempts`: attempts to pay that do not come to an end. What is to be done for one follows from what is stored, and
//! payments does it; it is told to do so at once, and to begin its patience anew.

use std::fmt;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use common::clock::{Clock, Timestamp};
use common::ids::{OrderId, PaymentId};
use payments::domain::{Payment, PaymentStatus};
use payments::repo::Payments;
use serde::Serialize;

use crate::installation::{Databases, Service};

#[derive(Subcommand)]
pub enum Command {
    /// One line for each attempt that is not finished.
    List(Age),
    /// Has payments work on attempts at once.
    Finish {
        /// Ids from the list.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        ids: Vec<PaymentId>,
        /// Every attempt of the list.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        age: Age,
        /// Tells what would be done, and does nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Args)]
pub struct Age {
    /// Only those that began longer ago.
    #[arg(long, default_value = "10m")]
    older_than: humantime::Duration,
}

/// An attempt, and what keeps it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    id: PaymentId,
    order_id: OrderId,
    status: PaymentStatus,
    stripe_id: Option<String>,
    began_at: Timestamp,
    /// When payments works on it next, by itself.
    work_at: Option<Timestamp>,
    failures: u32,
    last_error: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempts {
    /// Told to payments.
    finishing: bool,
    dry_run: bool,
    attempts: Vec<Attempt>,
}

pub async fn run(command: Command, databases: &Databases) -> anyhow::Result<Attempts> {
    let clock = Clock::system();
    let payments = Payments::new(databases.of(Service::Payments), clock.clone());
    let unfinished = async |age: Age| payments.unfinished(clock.now().minus(*age.older_than)).await;
    match command {
        Command::List(age) => Ok(Attempts::of(unfinished(age).await?, None)),
        Command::Finish { ids, all, age, dry_run } => {
            let attempts = if all { unfinished(age).await? } else { with_ids(&payments, &ids).await? };
            if !dry_run {
                for attempt in &attempts {
                    payments.work_now(attempt.id).await?;
                }
            }
            Ok(Attempts::of(attempts, Some(dry_run)))
        }
    }
}

async fn with_ids(payments: &Payments, ids: &[PaymentId]) -> anyhow::Result<Vec<Payment>> {
    let mut attempts = Vec::new();
    for id in ids {
        attempts.push(payments.get(*id).await?.with_context(|| format!("there is no attempt {id}"))?);
    }
    Ok(attempts)
}

impl Attempts {
    fn of(attempts: Vec<Payment>, finishing: Option<bool>) -> Self {
        let attempts = attempts.into_iter().map(Attempt::from).collect();
        Self { finishing: finishing.is_some(), dry_run: finishing.unwrap_or_default(), attempts }
    }
}

impl From<Payment> for Attempt {
    fn from(payment: Payment) -> Self {
        Self {
            id: payment.id,
            order_id: payment.order_id,
            status: payment.status,
            stripe_id: payment.stripe_id,
            began_at: payment.created_at,
            work_at: payment.work_at,
            failures: payment.failures,
            last_error: payment.last_error.map(|error| error.message),
        }
    }
}

impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for attempt in &self.attempts {
            let Attempt { id, order_id, status, began_at, failures, .. } = attempt;
            let why = attempt.last_error.as_deref().unwrap_or("waits");
            writeln!(f, "{id}  order {order_id}  {began_at}  {status:?}, {failures} failures, {why}")?;
        }
        let count = self.attempts.len();
        match (self.finishing, self.dry_run) {
            (false, _) => writeln!(f, "{count} unfinished"),
            (true, false) => writeln!(f, "{count} given to payments to finish"),
            (true, true) => writeln!(f, "{count} would be given to payments to finish"),
        }
    }
}
