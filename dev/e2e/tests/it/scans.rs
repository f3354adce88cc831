//! No query of any service reads a whole collection, whatever the market holds.

use std::time::Duration;

use bson::{Document, doc};
use e2e::Market;
use fleet::Service;
use futures::TryStreamExt;
use mongodb::Database;

/// What is kept of that; the server's own choice holds a few hundred queries.
const KEPT_BYTES: i32 = 64 << 20;

async fn watch(database: &Database) {
    database
        .run_command(doc! { "create": "system.profile", "capped": true, "size": KEPT_BYTES })
        .await
        .unwrap();
    database.run_command(doc! { "profile": 2 }).await.unwrap();
}

/// All that a service asked of its database while it was watched, with the plan of each.
async fn asked(database: &Database) -> Vec<Document> {
    let by_the_service = doc! { "appName": database.name(), "planSummary": { "$exists": true } };
    let profile = database.collection::<Document>("system.profile");
    profile.find(by_the_service).await.unwrap().try_collect().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_query_of_any_service_reads_a_whole_collection() {
    let market = Market::on_shared_servers().await.order_window(Duration::from_secs(20)).start().await;
    for service in Service::ALL {
        watch(&market.database(service).await).await;
    }

    // Everything that there is comes to be, and something of it ends in each way.
    let (admin, seller, buyer) = (market.admin().await, market.person().await, market.person().await);
    let tickets = [seller.sell("10").await, seller.sell("20").await, seller.sell("30").await];
    let [sold, let_go, left] = &tickets;
    let order = buyer.reserve(sold).await;
    buyer.pay(&order, "pm_card_visa_chargeDeclined").await.expect(402);
    buyer.pay(&order, "pm_card_visa").await.expect(201);
    buyer.sees(&order, "complete").await;
    let cancelled = buyer.reserve(let_go).await;
    buyer.cancel(&cancelled).await.expect(204);
    let expired = buyer.reserve(left).await;
    buyer.sees(&expired, "cancelled").await;
    admin.refund(&order, "relist").await.expect(200);
    seller.sees_ticket(sold, "listed").await;

    // Then every operation, as somebody who may, of what there is and of what there is not.
    for operation in market.operations().await {
        if operation.is_live() {
            continue;
        }
        // Some of them end the session that they are asked by.
        let asking = admin.sign_in_again(&market.fleet.url()).await;
        let mut request = operation.request(&asking.http);
        request = request.timeout(Duration::from_secs(60));
        asking.http.send(request).await;
        for id in [&sold.id, &order.id, &seller.id] {
            let path = operation.path_with(id);
            asking.http.send(asking.http.request(operation.method.clone(), &path)).await;
        }
    }

    for service in Service::ALL {
        let asked = asked(&market.database(service).await).await;
        assert!(!asked.is_empty(), "{service} was not watched");
        for query in asked {
            let plan = query.get_str("planSummary").unwrap();
            assert!(!plan.contains("COLLSCAN"), "{service}: {plan} for {:?}", query.get("command"));
        }
    }
}
