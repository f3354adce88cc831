//! No query reads a whole collection.

use std::collections::BTreeSet;
use std::time::Duration;

use bson::{Document, doc};
use common::events::order::{CancelReason, OrderStatus};
use common::events::payment::PaymentCreated;
use common::events::ticket::{TicketState, TicketStatus, TicketWithdrawn};
use common::http::{Cursor, PageSize};
use common::ids::{ActId, UserId};
use futures::TryStreamExt;
use orders::repo::OrderFilter;
use serde_json::json;
use testkit::{World, eventually};

use crate::harness::{due, payment_of, start};

/// What the server noted of the queries since profiling began, from a connection that may read it.
async fn profile(world: &World) -> Vec<Document> {
    let config = world.service_config("orders");
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
    let market = start().await;
    let (bus, database) = (market.bus("orders").await, market.database("orders").await);
    database.run_command(doc! { "profile": 2 }).await.unwrap();

    let order = market.payable().await;
    let buyer = market.user(order.user_id);
    let payment = payment_of(&order);
    market.publish(&PaymentCreated(payment.clone())).await;
    market.becomes(order.id, OrderStatus::Complete).await;
    let ticket = market.listed().await;
    let withdrawn = market.reserved(&ticket).await;
    let gone = TicketState { version: 2, status: TicketStatus::Withdrawn, ..ticket };
    market.publish(&TicketWithdrawn(gone)).await;
    market.becomes(withdrawn.id, OrderStatus::Cancelled).await;
    market.publish(&due(&withdrawn)).await;
    buyer.get("/api/orders").await.expect(200);
    for page in [None, Some(Cursor((market.clock.now(), order.id)))] {
        market.orders.of(order.user_id, PageSize::default(), page).await.map(|_| ()).unwrap();
    }
    buyer.delete(&format!("/api/orders/{}", order.id)).await.expect(409);
    market.orders.cancel_overdue().await.unwrap();
    let admin = market.admin(UserId::new());
    let path = format!("/api/admin/orders/{}/refund", order.id);
    admin.post(&path, &json!({ "reason": "the event is off", "ticket": "void" })).await.expect(200);
    let at = market.clock.now();
    let cursor = Cursor((at, ActId::new()));
    for page in [None, Some(cursor)] {
        market.orders.acts(PageSize::default(), page).await.map(|_| ()).unwrap();
    }
    for filter in [
        OrderFilter::default(),
        OrderFilter { status: Some(OrderStatus::Cancelled), ..OrderFilter::default() },
        OrderFilter { buyer: Some(order.user_id), ..OrderFilter::default() },
        OrderFilter { ticket: Some(order.ticket.id), status: Some(OrderStatus::Complete), buyer: None },
    ] {
        for page in [None, Some(Cursor((at, order.id)))] {
            market.orders.all(&filter, PageSize::default(), page).await.map(|_| ()).unwrap();
        }
    }
    market.orders.undo(order.id, payment.id, CancelReason::Refunded).await.unwrap();
    let aggregates = market.orders.aggregates();
    aggregates.tell_again(&bus, Duration::from_secs(3600), Duration::from_secs(300)).await.unwrap();
    aggregates.relay(bus).drain().await.unwrap();
    eventually("the outboxes are empty", || async {
        let waiting = doc! { "outboxAt": { "$exists": true } };
        (database.collection::<Document>("orders").count_documents(waiting).await.unwrap() == 0).then_some(())
    })
    .await;

    let queries = profile(&market).await;
    let collections: BTreeSet<&str> =
        queries.iter().map(|query| query.get_str("ns").unwrap().rsplit('.').next().unwrap()).collect();
    assert!(collections.contains("orders") && collections.contains("tickets"), "{collections:?}");
    for query in &queries {
        let plan = query.get_str("planSummary").unwrap();
        assert!(!plan.contains("COLLSCAN"), "{plan} for {:?}", query.get("command"));
    }
    market.app.stop().await.unwrap();
}
