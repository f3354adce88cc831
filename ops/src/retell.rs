//! `ops retell`: publishes the present state of aggregates again, so that a replica that was lost or a whole new
//! consumer gets all of it. Who has heard a state before does nothing.

use std::fmt;

use anyhow::bail;
use bson::oid::ObjectId;
use bson::{Document, doc};
use clap::Args;
use common::aggregate::{Aggregate, Aggregates};
use common::clock::{Clock, Timestamp};
use serde::Serialize;

use crate::installation::{Databases, Service, Streams};

#[derive(Args)]
pub struct Choice {
    /// Whose aggregates; every service's unless it says otherwise.
    #[arg(long)]
    service: Vec<Service>,
    /// Only those with these ids.
    #[arg(long, required_unless_present_any = ["since", "all"], conflicts_with_all = ["since", "all"])]
    id: Vec<ObjectId>,
    /// Only what changed in this time: 90s, 15m, 36h, 7d.
    #[arg(long, conflicts_with = "all")]
    since: Option<humantime::Duration>,
    /// Everything.
    #[arg(long)]
    all: bool,
    /// Tells what would be done, and does nothing.
    #[arg(long)]
    dry_run: bool,
}

/// How much was told again, or would be looked at.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    dry_run: bool,
    collections: Vec<Collection>,
}

#[derive(Debug, Serialize)]
struct Collection {
    service: Service,
    name: &'static str,
    /// Those with nothing to tell are in none of the numbers after a run, and in this one before it.
    states: u64,
}

pub async fn run(choice: Choice, databases: &Databases, streams: &Streams) -> anyhow::Result<Told> {
    if choice.service.len() > 1 && !choice.id.is_empty() {
        bail!("ids are of one service's aggregates: say which");
    }
    let services = if choice.service.is_empty() { Service::ALL.to_vec() } else { choice.service.clone() };
    retell(databases, streams, &services, &choice.filter(), choice.dry_run).await
}

/// Tells all of it again: what a restored installation begins with.
pub async fn everything(databases: &Databases, streams: &Streams) -> anyhow::Result<Told> {
    retell(databases, streams, &Service::ALL, &doc! {}, false).await
}

impl Choice {
    fn filter(&self) -> Document {
        match self.since {
            Some(span) => doc! { "updatedAt": { "$gt": Clock::system().now().minus(*span) } },
            None if self.id.is_empty() => doc! {},
            None => doc! { "_id": { "$in": self.id.clone() } },
        }
    }
}

async fn retell(
    databases: &Databases,
    streams: &Streams,
    services: &[Service],
    which: &Document,
    dry_run: bool,
) -> anyhow::Result<Told> {
    let teller = Teller { databases, streams, which, dry_run, at: Clock::system().now() };
    let mut collections = Vec::new();
    for service in services {
        match service {
            Service::Auth => {
                collections.push(teller.tell::<auth::domain::User>(Service::Auth).await?);
                collections.push(teller.tell::<auth::domain::Session>(Service::Auth).await?);
            }
            Service::Tickets => collections.push(teller.tell::<tickets::domain::Ticket>(*service).await?),
            Service::Orders => collections.push(teller.tell::<orders::domain::Order>(*service).await?),
            Service::Payments => collections.push(teller.tell::<payments::domain::Payment>(*service).await?),
            Service::Expiration => {
                collections.push(teller.tell::<expiration::domain::Timer>(*service).await?)
            }
        }
    }
    Ok(Told { dry_run, collections })
}

struct Teller<'a> {
    databases: &'a Databases,
    streams: &'a Streams,
    which: &'a Document,
    dry_run: bool,
    at: Timestamp,
}

impl Teller<'_> {
    async fn tell<T: Aggregate>(&self, service: Service) -> anyhow::Result<Collection> {
        let aggregates = Aggregates::<T>::new(self.databases.of(service), Clock::system());
        let states = if self.dry_run {
            aggregates.collection().count_documents(self.which.clone()).await?
        } else {
            let bus = self.streams.bus.in_place_of(service.name());
            let occasion = format!("retold:{}", self.at.millis());
            aggregates.tell_states(&bus, self.which.clone(), &occasion).await?
        };
        Ok(Collection { service, name: T::COLLECTION, states })
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = if self.dry_run { "would be looked at" } else { "told again" };
        for Collection { service, name, states } in &self.collections {
            writeln!(f, "{:<20} {states:>9} {told}", format!("{service}.{name}"))?;
        }
        Ok(())
    }
}
