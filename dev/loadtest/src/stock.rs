//! Listings by the thousand, written straight into the databases in the shape that the services themselves write.

use std::time::Duration;

use anyhow::{Context as _, Result};
use bson::Document;
use common::aggregate::Aggregate as _;
use common::clock::{Clock, Timestamp};
use common::events::ticket::EventDetails;
use common::ids::{TicketId, UserId};
use common::money::Money;
use common::mongo::to_document;
use common::replica::Replica as _;
use fleet::Service;
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};
use tickets::domain::{Listing, Ticket};

use crate::http::Ask;
use crate::market::{Market, Site};

const BATCH: u64 = 1_000;
/// Batches on their way at the same time.
const AT_ONCE: usize = 2;
/// So many listings there are of each artist: a search for a name finds as many in any market.
const OF_AN_ARTIST: u64 = 50;
/// What changed lately is told again by the services; what is loaded here changed before.
const AGE: Duration = Duration::from_secs(24 * 3600);
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

/// A name that `OF_AN_ARTIST` listings have.
pub fn artist(n: u64) -> String {
    format!("artist{}", n / OF_AN_ARTIST)
}

/// A city that no other listing is in.
pub fn city(n: u64) -> String {
    format!("Place {n}")
}

/// Puts listings number `from` to `until` on sale, known to orders too. The newest is the first.
pub async fn fill(site: &Site, from: u64, until: u64) -> Result<Vec<TicketId>> {
    if !site.is_ours() {
        return sell(&site.market, until - from).await;
    }
    let tickets = site.database(Service::Tickets).await?.collection::<Document>(Ticket::COLLECTION);
    let copies = site.database(Service::Orders).await?.collection(orders::domain::Ticket::COLLECTION);
    let now = Clock::system().now();
    let batches = (from..until).step_by(usize::try_from(BATCH)?).map(|first| {
        let (tickets, copies) = (tickets.clone(), copies.clone());
        async move {
            let listings: Vec<Ticket> =
                (first..until.min(first + BATCH)).map(|n| listing(n, now)).collect::<Result<_>>()?;
            let known =
                listings.iter().map(|ticket| to_document(&orders::domain::Ticket::from(ticket.state())));
            let known: Vec<Document> = known.collect::<Result<_, _>>()?;
            let documents: Vec<Document> =
                listings.iter().map(|ticket| document(ticket, now)).collect::<Result<_>>()?;
            copies.insert_many(known).ordered(false).await?;
            tickets.insert_many(documents).ordered(false).await?;
            anyhow::Ok(listings.iter().map(|ticket| ticket.id).collect::<Vec<_>>())
        }
    });
    let ids: Vec<Vec<TicketId>> = futures::stream::iter(batches).buffered(AT_ONCE).try_collect().await?;
    Ok(ids.into_iter().flatten().collect())
}

fn document(ticket: &Ticket, now: Timestamp) -> Result<Document> {
    let mut document = to_document(ticket)?;
    document.insert("updatedAt", now.minus(AGE));
    Ok(document)
}

fn listing(n: u64, now: Timestamp) -> Result<Ticket> {
    let event = EventDetails {
        description: Some(format!("{} plays the whole of the new record, and what you know.", artist(n))),
        venue: Some(format!("Hall {}", n % 997)),
        city: Some(city(n)),
        starts_at: Some(now.plus(YEAR).plus(Duration::from_secs(60 * (n % 100_000)))),
        timezone: Some("Europe/Oslo".to_owned()),
        section: Some(((b'A' + u8::try_from(n % 26)?) as char).to_string()),
        row: Some((n % 40).to_string()),
        seat: Some((n % 60).to_string()),
    };
    let listing = Listing {
        title: format!("{} on tour", artist(n)),
        price: Money::from_cents(1_000 + i64::try_from(n % 20_000)?)?,
        face_value: None,
        event,
    };
    Ok(Ticket::list(UserId::new(), listing, now.minus(AGE).minus(Duration::from_millis(n))))
}

/// The same through the API, where that is the only way in.
async fn sell(market: &Market, count: u64) -> Result<Vec<TicketId>> {
    let mut ids = Vec::new();
    for n in 0..count {
        let ask = Ask::post(format!("{}/api/tickets", market.url), offer(n));
        let answer =
            market.http.send(ask, Some(&market.people.person()?)).await.map_err(anyhow::Error::msg)?;
        let ticket: Value = answer.json().context("the answer to a new listing cannot be read")?;
        let id = ticket.get("id").and_then(Value::as_str).with_context(|| answer.kind())?;
        ids.push(id.parse()?);
    }
    Ok(ids)
}

/// What a seller sends.
pub fn offer(n: u64) -> Value {
    json!({
        "title": format!("{} on tour", artist(n)),
        "price": format!("{}.50", 10 + n % 90),
        "venue": format!("Hall {}", n % 997),
        "city": city(n),
        "section": "A",
        "row": (n % 40).to_string(),
        "seat": (n % 60).to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_loaded_reads_as_what_the_service_wrote() {
        let now = Clock::system().now();
        let ticket = listing(7, now).unwrap();
        let read: Ticket = common::mongo::from_document(&document(&ticket, now).unwrap()).unwrap();
        assert_eq!(read, ticket);
    }

    #[test]
    fn an_artist_has_as_many_listings_in_any_market() {
        let of = |name: &str| (0..1_000).filter(|n| artist(*n) == name).count() as u64;
        assert_eq!([of("artist0"), of("artist19")], [OF_AN_ARTIST; 2]);
    }
}
