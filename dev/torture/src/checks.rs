//! What must be true after the worst, beside the invariants that every end-to-end test checks.

mod acknowledged;
mod bus;
mod paths;
mod sessions;

use bson::{Bson, Document, doc};
use e2e::{Market, Person};
use fleet::Service;
use futures::TryStreamExt;

use crate::history::Deed;

/// What is not at rest yet, or not as it must be at rest.
pub async fn unsettled(market: &Market) -> Vec<String> {
    let mut found = market.violations().await;
    found.extend(bus::waiting(market).await);
    found.extend(live_orders(market).await);
    found
}

/// Each still ends, and changes what is being checked.
async fn live_orders(market: &Market) -> Vec<String> {
    let orders = documents(market, Service::Orders, "orders").await;
    let live = orders.iter().filter(|(_, order)| text(order, "status") == "awaiting:payment");
    live.map(|(id, _)| format!("order {id} waits to be paid")).collect()
}

/// What happened and must not have, to be asked once all is at rest.
pub async fn happened(
    market: &Market,
    deeds: &[Deed],
    signed_out: &[Person],
    is_bus_whole: bool,
) -> Vec<String> {
    let stored = acknowledged::Stored::read(market).await;
    let mut found = acknowledged::lost(deeds, &stored);
    found.extend(paths::strange(stored.orders.values()));
    if is_bus_whole {
        found.extend(bus::untold(market, "order.x", &stored.orders).await);
        found.extend(bus::untold(market, "ticket.x", &stored.tickets).await);
    }
    found.extend(sessions::alive(market, signed_out).await);
    found
}

/// By id, in hex.
type Documents = std::collections::HashMap<String, Document>;

async fn documents(market: &Market, service: Service, collection: &str) -> Documents {
    let documents = market.database(service).await.collection::<Document>(collection);
    let found: Vec<Document> = documents.find(doc! {}).await.unwrap().try_collect().await.unwrap();
    found.into_iter().map(|document| (hex(document.get("_id")), document)).collect()
}

fn hex(id: Option<&Bson>) -> String {
    id.and_then(Bson::as_object_id).map(|id| id.to_hex()).unwrap_or_default()
}

fn text<'a>(document: &'a Document, field: &str) -> &'a str {
    document.get_str(field).unwrap_or_default()
}

/// How many orders have ended how: `complete`, or why they were cancelled.
pub async fn orders_by_end(market: &Market) -> std::collections::BTreeMap<String, u64> {
    let mut ends = std::collections::BTreeMap::new();
    for order in documents(market, Service::Orders, "orders").await.values() {
        let end = match text(order, "status") {
            "cancelled" => text(order, "cancelReason"),
            status => status,
        };
        *ends.entry(end.to_owned()).or_default() += 1;
    }
    ends
}
