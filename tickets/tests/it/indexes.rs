use bson::{Bson, Document, doc};
use common::clock::Timestamp;
use common::events::order::OrderStatus;
use common::events::ticket::EventDetails;
use common::ids::{TicketId, UserId};
use common::money::Money;
use futures::TryStreamExt;
use mongodb::Database;
use serde_json::{Value, json};
use testkit::{World, eventually};
use tickets::app;
use tickets::domain::{AdminSearch, Listing, Position, Search, Sort, Standing, Ticket};
use tickets::repo::{Query, Tickets};

use crate::harness::{
    START, concert, full, id_of, later, list, once, order_on, path, repo, seller, start_at, tell,
};

/// The stages of the plan that the server chooses for a query.
async fn plan(database: &Database, query: &Query) -> Vec<String> {
    let mut find = doc! { "find": "tickets", "filter": &query.filter, "sort": &query.sort, "limit": 51 };
    if let Some(index) = query.index {
        find.insert("hint", index);
    }
    let answer = database.run_command(doc! { "explain": find, "verbosity": "queryPlanner" }).await.unwrap();
    let mut stages = Vec::new();
    collect(answer.get_document("queryPlanner").unwrap().get("winningPlan").unwrap(), &mut stages);
    assert!(!stages.is_empty());
    stages
}

fn collect(plan: &Bson, stages: &mut Vec<String>) {
    match plan {
        Bson::Document(stage) => {
            stages.extend(stage.get_str("stage").map(str::to_owned));
            stage.values().for_each(|value| collect(value, stages));
        }
        Bson::Array(inner) => inner.iter().for_each(|value| collect(value, stages)),
        _ => {}
    }
}

fn searches() -> Vec<Search> {
    let mut searches = Vec::new();
    for sort in [Sort::Newest, Sort::Cheapest, Sort::Dearest, Sort::Soonest] {
        for city in [None, Some("Oslo".to_owned())] {
            let all = Search { sort, city, ..Search::default() };
            let priced = Search { min_price: "1".parse().ok(), max_price: "50".parse().ok(), ..all.clone() };
            let at = Some(Timestamp::from_millis(START));
            let dated = Search { from: at, to: at, ..all.clone() };
            let both = Search { from: at, to: at, ..priced.clone() };
            searches.extend([all, priced, dated, both]);
        }
    }
    searches
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_walks_along_an_index_that_is_sorted_already() {
    let app = start_at(START).await;
    list(&seller(&app), &full()).await;
    let (database, now) = (app.database(app::NAME).await, app.clock.now());
    for search in searches() {
        let id = TicketId::new();
        let after = Position { sort: search.sort, value: 2000, id };
        for after in [None, Some(after)] {
            let stages = plan(&database, &Query::of_search(&search, after, now)).await;
            assert!(stages.contains(&"IXSCAN".to_owned()), "{search:?}: {stages:?}");
            assert!(
                !stages.iter().any(|stage| stage == "COLLSCAN" || stage == "SORT"),
                "{search:?}: {stages:?}"
            );
        }
    }
    let after = Position { sort: Sort::Newest, value: START, id: TicketId::new() };
    for after in [None, Some(after)] {
        let stages = plan(&database, &Query::of_seller(UserId::new(), after)).await;
        assert!(stages.contains(&"IXSCAN".to_owned()), "{stages:?}");
        assert!(!stages.iter().any(|stage| stage == "COLLSCAN" || stage == "SORT"), "{stages:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_an_admin_walks_along_an_index_that_is_sorted_already() {
    let app = start_at(START).await;
    list(&seller(&app), &full()).await;
    let database = app.database(app::NAME).await;
    let after = Position { sort: Sort::Newest, value: START, id: TicketId::new() };
    for standing in [None, Some(Standing::Sold), Some(Standing::TakenDown)] {
        for seller in [None, Some(UserId::new())] {
            for text in [None, Some("jazz".to_owned())] {
                let search = AdminSearch { standing, text, seller };
                for after in [None, Some(after)] {
                    let stages = plan(&database, &Query::of_all(&search, after)).await;
                    assert!(stages.contains(&"IXSCAN".to_owned()), "{search:?}: {stages:?}");
                    let slow = stages.iter().any(|stage| stage == "COLLSCAN" || stage == "SORT");
                    assert!(!slow, "{search:?}: {stages:?}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_search_for_words_uses_their_index() {
    let app = start_at(START).await;
    list(&seller(&app), &full()).await;
    let (database, now) = (app.database(app::NAME).await, app.clock.now());
    for search in searches() {
        let search = Search { text: Some("jazz oslo".to_owned()), ..search };
        let stages = plan(&database, &Query::of_search(&search, None, now)).await;
        assert!(stages.contains(&"TEXT_MATCH".to_owned()), "{search:?}: {stages:?}");
        assert!(!stages.contains(&"COLLSCAN".to_owned()), "{search:?}: {stages:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_is_judged_before_a_document_is_read() {
    let world = World::at(START).await;
    let tickets = repo(&world).await;
    let event = EventDetails::default();
    for cents in 100..200 {
        let price = Money::from_cents(cents).unwrap();
        let listing = Listing { title: "Concert".to_owned(), price, face_value: None, event: event.clone() };
        tickets.aggregates().insert(&Ticket::list(UserId::new(), listing, world.clock.now())).await.unwrap();
    }
    let search = Search { min_price: "1.99".parse().ok(), ..Search::default() };
    let query = Query::of_search(&search, None, world.clock.now());
    let find = doc! { "find": "tickets", "filter": query.filter, "sort": query.sort, "hint": query.index };
    let database = world.database(app::NAME).await;
    let answer = database.run_command(doc! { "explain": find, "verbosity": "executionStats" }).await.unwrap();
    let stats = answer.get_document("executionStats").unwrap();
    assert_eq!(stats.get_i32("totalDocsExamined").unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_of_the_service_reads_a_whole_collection() {
    let app = start_at(START).await;
    let database = app.database(app::NAME).await;
    database.run_command(doc! { "profile": 2 }).await.unwrap();

    let seller = seller(&app);
    let ticket = list(&seller, &full()).await;
    seller.put(&path(&ticket), &concert()).await.expect(200);
    let order = order_on(id_of(&ticket));
    tell(&app, &order).await;
    once(&seller, &ticket, "reserved").await;
    tell(&app, &later(&order, OrderStatus::Cancelled)).await;
    once(&seller, &ticket, "listed").await;
    for list in
        ["/api/tickets", "/api/tickets?q=concert", "/api/tickets?city=oslo&sort=date", "/api/tickets/mine"]
    {
        seller.get(list).await.json::<Vec<Value>>(200);
    }
    let repo = Tickets::new(&database, app.clock.clone());
    repo.changed_since(app.clock.now()).await.unwrap();
    let admin = app.admin(UserId::new());
    for act in ["take-down", "put-back"] {
        let act = format!("/api/admin/tickets/{}/{act}", id_of(&ticket));
        admin.post(&act, &json!({ "reason": "counterfeit" })).await.expect(200);
    }
    for list in ["", "?status=sold", "?status=taken_down", "?q=concert", "/audit"] {
        admin.get(&format!("/api/admin/tickets{list}")).await.json::<Vec<Value>>(200);
    }
    seller.delete(&path(&ticket)).await.expect(204);

    let profile = database.collection::<Document>("system.profile");
    let profiled = |collection: &str| doc! { "ns": format!("{}.{collection}", database.name()), "planSummary": { "$exists": true } };
    for collection in ["tickets", "orders"] {
        let seen: Vec<Document> =
            profile.find(profiled(collection)).await.unwrap().try_collect().await.unwrap();
        assert!(!seen.is_empty());
        for operation in seen {
            let plan = operation.get_str("planSummary").unwrap();
            assert!(!plan.contains("COLLSCAN"), "{operation}");
        }
    }
    eventually("the outbox is claimed by its index", || async {
        let claim = doc! { "planSummary": { "$regex": "outboxAt" } };
        profile.find_one(claim).await.unwrap()
    })
    .await;
}
