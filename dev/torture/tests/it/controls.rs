//! Whoever finds nothing must be able to find something: each kind of damage is found.

use async_nats::jetstream::{self, Context};
use bson::{Document, doc, oid::ObjectId};
use common::bus::Names;
use e2e::{Market, Order, Person, Ticket};
use fleet::Service;
use testkit::eventually;
use torture::checks;
use torture::history::Deed;

/// A market after one purchase, at rest.
struct Scene {
    market: Market,
    ticket: Ticket,
    order: Order,
    buyer: Person,
    deeds: Vec<Deed>,
}

impl Scene {
    async fn set() -> Self {
        let market = Market::open().await;
        let (seller, buyer) = (market.person().await, market.person().await);
        let ticket = seller.sell("12.34").await;
        let order = buyer.reserve(&ticket).await;
        let paid: bson::Document = eventually("the payment is taken", || async {
            let answer = buyer.pay(&order, "pm_card_visa").await;
            (answer.status == 201).then(|| answer.json(201))
        })
        .await;
        let (id, user) = (order.id.clone(), buyer.id.clone());
        let deeds = vec![
            Deed::SignUp { user: user.clone() },
            Deed::Sell { ticket: ticket.id.clone(), version: ticket.version },
            Deed::Reserve { order: id.clone(), ticket: ticket.id.clone(), user },
            Deed::Pay { order: id, payment: paid.get_str("id").unwrap().to_owned() },
        ];
        let scene = Self { market, ticket, order, buyer, deeds };
        eventually("all is at rest", || async {
            checks::unsettled(&scene.market).await.is_empty().then_some(())
        })
        .await;
        assert_eq!(scene.happened().await, Vec::<String>::new());
        scene
    }

    async fn happened(&self) -> Vec<String> {
        checks::happened(&self.market, &self.deeds, &[], true).await
    }

    async fn finds(&self, expected: &str) {
        let found = self.happened().await;
        assert!(found.iter().any(|line| line.contains(expected)), "{expected}: {found:?}");
    }

    async fn documents(&self, service: Service, collection: &str) -> mongodb::Collection<Document> {
        self.market.database(service).await.collection(collection)
    }

    /// Changes the one document of a collection for as long as `expected` is looked for.
    async fn finds_damage(
        &self,
        service: Service,
        collection: &str,
        id: &str,
        change: Document,
        expected: &str,
    ) {
        let documents = self.documents(service, collection).await;
        let that = doc! { "_id": ObjectId::parse_str(id).unwrap() };
        let before = documents.find_one_and_update(that.clone(), change).await.unwrap().unwrap();
        self.finds(expected).await;
        documents.replace_one(that, before).await.unwrap();
        assert_eq!(self.happened().await, Vec::<String>::new());
    }

    async fn jetstream(&self) -> (Context, Names) {
        let settings = self.market.fleet.settings();
        let client = async_nats::connect(&settings.nats_url).await.unwrap();
        (jetstream::new(client), Names::new(&settings.bus_prefix))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_write_that_is_gone_is_found() {
    let scene = Scene::set().await;
    for (service, collection, id) in [
        (Service::Auth, "users", &scene.buyer.id),
        (Service::Tickets, "tickets", &scene.ticket.id),
        (Service::Orders, "orders", &scene.order.id),
    ] {
        let documents = scene.documents(service, collection).await;
        let that = doc! { "_id": ObjectId::parse_str(id).unwrap() };
        let gone = documents.find_one_and_delete(that).await.unwrap().unwrap();
        scene.finds("lost: ").await;
        documents.insert_one(gone).await.unwrap();
        assert_eq!(scene.happened().await, Vec::<String>::new());
    }
    let Some(Deed::Pay { payment, .. }) = scene.deeds.last() else { panic!("the last deed is the payment") };
    let voided = doc! { "$set": { "status": "voided" } };
    scene.finds_damage(Service::Payments, "payments", payment, voided, "lost: Pay").await;
    let another = doc! { "$set": { "userId": ObjectId::new() } };
    scene.finds_damage(Service::Orders, "orders", &scene.order.id, another, "lost: Reserve").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_and_did_not_last_is_found() {
    let mut scene = Scene::set().await;
    for deed in [
        Deed::Cancel { order: scene.order.id.clone() },
        Deed::Withdraw { ticket: scene.ticket.id.clone() },
        Deed::Edit { ticket: scene.ticket.id.clone(), version: 99 },
        Deed::SignOut { session: scene.buyer.claims()["sid"].as_str().unwrap().to_owned() },
    ] {
        let expected = format!("lost: {deed:?}");
        scene.deeds.push(deed);
        scene.finds(&expected).await;
        scene.deeds.pop();
    }
    let found = checks::happened(&scene.market, &scene.deeds, &[scene.buyer.clone()], true).await;
    assert!(found.iter().any(|line| line.contains("who has signed out")), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_took_a_wrong_arrow_or_came_at_a_wrong_time_is_found() {
    let scene = Scene::set().await;
    let stage = |status: &str| doc! { "status": status, "at": bson::DateTime::now() };
    let path = |statuses: &[&str]| statuses.iter().map(|status| stage(status)).collect::<Vec<_>>();
    for (statuses, expected) in [
        (vec!["created", "complete"], "it went"),
        (vec!["created", "awaiting:payment", "cancelled", "complete"], "it went"),
        (vec!["created", "awaiting:payment"], "and is complete"),
    ] {
        let change = doc! { "$set": { "history": path(&statuses) } };
        scene.finds_damage(Service::Orders, "orders", &scene.order.id, change, expected).await;
    }
    let early = doc! { "$set": { "expiresAt": bson::DateTime::from_millis(1_000) } };
    scene.finds_damage(Service::Orders, "orders", &scene.order.id, early, "too late").await;
    let expired = path(&["created", "awaiting:payment", "cancelled"]);
    let expired = doc! { "$set": { "history": expired, "status": "cancelled", "cancelReason": "expired" } };
    scene.finds_damage(Service::Orders, "orders", &scene.order.id, expired, "too early").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_was_never_told_is_found() {
    let scene = Scene::set().await;
    let (jetstream, names) = scene.jetstream().await;
    let stream = jetstream.get_stream(names.stream_of("order.x")).await.unwrap();
    assert!(stream.delete_message(2).await.unwrap());
    scene.finds("versions of").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_nobody_heard_is_found_and_so_is_one_that_nobody_could_read() {
    let scene = Scene::set().await;
    let (jetstream, names) = scene.jetstream().await;
    for service in [Service::Tickets, Service::Payments, Service::Expiration] {
        scene.market.fleet.service(service, 0).unwrap().pause().await;
    }
    jetstream.publish(names.subject("order.created"), "unreadable".into()).await.unwrap().await.unwrap();
    let found = checks::unsettled(&scene.market).await;
    assert!(found.iter().any(|line| line.contains("messages to hear")), "{found:?}");
    for service in [Service::Tickets, Service::Payments, Service::Expiration] {
        scene.market.fleet.service(service, 0).unwrap().resume().await;
    }
    eventually("it is a dead letter", || async {
        let found = checks::unsettled(&scene.market).await;
        found.iter().any(|line| line.contains("dead letters")).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_may_still_end_is_no_rest() {
    let scene = Scene::set().await;
    let another = scene.market.person().await.sell("5.00").await;
    let order = scene.buyer.reserve(&another).await;
    let found = checks::unsettled(&scene.market).await;
    assert!(found.iter().any(|line| line.contains("waits to be paid")), "{found:?}");
    scene.buyer.cancel(&order).await;
    eventually("all is at rest", || async {
        checks::unsettled(&scene.market).await.is_empty().then_some(())
    })
    .await;
}
