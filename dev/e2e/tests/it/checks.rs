//! The check of the invariants finds what it is there to find.

use bson::{Document, doc};
use e2e::Market;
use fleet::Service;

use crate::persistence::purchase;

/// Spoils one document of a service.
async fn spoil(market: &Market, service: Service, collection: &str, change: Document) -> Document {
    let documents = market.database(service).await.collection::<Document>(collection);
    documents.find_one_and_update(doc! {}, change).await.unwrap().expect("there is a document")
}

async fn restore(market: &Market, service: Service, collection: &str, document: &Document) {
    let documents = market.database(service).await.collection::<Document>(collection);
    documents.replace_one(doc! { "_id": document.get("_id") }, document).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_damage_is_found() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    purchase(&seller, &buyer).await;
    market.settle().await;
    let damages = [
        (
            Service::Orders,
            "orders",
            doc! { "$set": { "status": "cancelled" } },
            "is cancelled and was charged",
        ),
        (Service::Orders, "orders", doc! { "$set": { "ticket.priceCents": 1_i64 } }, "is complete at 1"),
        (Service::Orders, "tickets", doc! { "$inc": { "version": 1_i64 } }, "copy of tickets"),
        (Service::Tickets, "tickets", doc! { "$set": { "orderId": null } }, "by its orders"),
        (Service::Tickets, "tickets", doc! { "$set": { "status": "listed" } }, "by its orders"),
        (Service::Tickets, "tickets", doc! { "$set": { "status": "withdrawn" } }, "and its seller is"),
        (Service::Tickets, "orders", doc! { "$set": { "status": "cancelled" } }, "copy of orders"),
        (Service::Payments, "orders", doc! { "$set": { "version": 1_i64 } }, "copy of orders"),
        (Service::Payments, "payments", doc! { "$set": { "status": "voided" } }, "at Stripe it is"),
        (Service::Payments, "payments", doc! { "$set": { "status": "sent" } }, "is stuck sent"),
        (Service::Expiration, "timers", doc! { "$set": { "state": "armed" } }, "is armed"),
    ];
    for (service, collection, change, expected) in damages {
        let before = spoil(&market, service, collection, change.clone()).await;
        let found = market.violations().await;
        assert!(found.iter().any(|line| line.contains(expected)), "{service} {change}: {found:?}");
        restore(&market, service, collection, &before).await;
        assert_eq!(market.violations().await, Vec::<String>::new());
    }
}
