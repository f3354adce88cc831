//! No query reads a whole collection.

use std::collections::BTreeSet;
use std::time::Duration;

use bson::{Document, doc};
use common::events::order::OrderPaymentRejected;
use common::http::{Cursor, PageSize};
use futures::TryStreamExt;
use payments::domain::PaymentStatus;
use payments::repo::PaymentFilter;
use testkit::World;

use crate::harness::start;

/// What the server noted of the queries since profiling began, from a connection that may read it.
async fn profile(world: &World) -> Vec<Document> {
    let config = world.service_config("payments");
    let client = mongodb::Client::with_uri_str(config.mongodb_uri.expose()).await.unwrap();
    let database = client.database(&config.mongodb_database);
    database.run_command(doc! { "profile": 0 }).await.unwrap();
    let queries =
        doc! { "planSummary": { "$exists": true }, "ns": { "$not": { "$regex": "system\\.profile$" } } };
    let found = database.collection::<Document>("system.profile").find(queries).await.unwrap();
    found.try_collect().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_query_uses_an_index() {
    let desk = start().await;
    let bus = desk.bus("payments").await;
    desk.database("payments").await.run_command(doc! { "profile": 2 }).await.unwrap();

    let (paid, rejected) = (desk.ordered().await, desk.ordered().await);
    desk.pay(&paid, "pm_card_threeDSecure2Required").await.expect(202);
    desk.buy(&paid, "pm_card_visa").await.expect(201);
    let payment = desk.authorised(&rejected, "pm_card_visa").await;
    desk.publish(&OrderPaymentRejected { order_id: rejected.id, version: 2, payment_id: payment.id }).await;
    desk.becomes(&rejected, PaymentStatus::Voided).await;
    desk.rests().await;
    desk.user(paid.user_id).get(&format!("/api/payments?orderId={}", paid.id)).await.expect(200);
    for filter in [
        PaymentFilter::default(),
        PaymentFilter { order: Some(paid.id), status: Some(PaymentStatus::Captured) },
        PaymentFilter { order: None, status: Some(PaymentStatus::Voided) },
    ] {
        for page in [None, Some(Cursor((desk.clock.now(), payment.id)))] {
            desk.payments.all(&filter, PageSize::default(), page).await.map(|_| ()).unwrap();
        }
    }
    let aggregates = desk.payments.aggregates();
    aggregates.tell_again(&bus, Duration::from_secs(3600), Duration::from_secs(300)).await.unwrap();
    aggregates.relay(bus).drain().await.unwrap();

    let queries = profile(&desk).await;
    let collections: BTreeSet<&str> =
        queries.iter().map(|query| query.get_str("ns").unwrap().rsplit('.').next().unwrap()).collect();
    assert!(collections.contains("payments") && collections.contains("orders"), "{collections:?}");
    for query in &queries {
        let plan = query.get_str("planSummary").unwrap();
        let of_the_test = format!("{:?}", query.get("command")).contains("$ne");
        assert!(!plan.contains("COLLSCAN") || of_the_test, "{plan} for {:?}", query.get("command"));
    }
    desk.close().await;
}
