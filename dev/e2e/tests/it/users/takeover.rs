//! Data of another time: one when everybody was let in, and the last one.

use bson::{Document, doc};
use common::bus::{Replicas, provision};
use common::config::BusConfig;
use e2e::Market;
use fleet::servers::{Mongod, Nats, Sync};
use fleet::state::State;
use fleet::{Fleet, Mongods, Service};
use testkit::Visitor;

use crate::persistence::purchase;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_when_everybody_was_let_in_is_there_for_who_may_see_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::open(dir.path()).unwrap();
    let (mongod_dir, nats_dir) = (state.dir("mongod-orders"), state.dir("nats"));
    let mongod = Mongod::start(&mongod_dir, state.fixed_port("mongod-orders").unwrap()).await.unwrap();
    let nats = Nats::start(&nats_dir, state.port("nats").unwrap(), Sync::Lazy).await.unwrap();
    let client = mongodb::Client::with_uri_str(mongod.uri()).await.unwrap();
    client.database("orders").collection("of_old").insert_one(doc! { "_id": 1 }).await.unwrap();
    let bus = BusConfig::open(nats.url(), "");
    provision(&bus, Replicas::One).await.unwrap();
    let anybody = Visitor::connect(&bus, "anybody").await;
    let published = anybody.jetstream.publish("dead.orders.of_old", "{}".into()).await.unwrap();
    published.await.unwrap();
    mongod.server().stop().await.unwrap();
    nats.server().stop().await.unwrap();
    drop((mongod, nats, state));

    let market = Market::on_own_servers().state(dir.path()).start().await;
    let orders = market.database(Service::Orders).await;
    let kept: Document = orders.collection("of_old").find_one(doc! {}).await.unwrap().unwrap();
    assert_eq!(kept, doc! { "_id": 1 });
    let operator = market.visit_bus("ops").await;
    let letters = operator.jetstream.get_stream("DEAD_LETTERS").await.unwrap();
    assert_eq!(letters.cached_info().state.messages, 1);
    let nobody =
        mongodb::Client::with_uri_str(market.fleet.mongod(Service::Orders).unwrap().uri()).await.unwrap();
    nobody.database("orders").list_collection_names().await.unwrap_err();
    let (seller, buyer) = (market.person().await, market.person().await);
    purchase(&seller, &buyer).await;
    market.fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_has_the_same_users_and_their_data() {
    let dir = tempfile::tempdir().unwrap();
    let market = Market::on_own_servers().state(dir.path()).start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = purchase(&seller, &buyer).await;
    let uris = Service::ALL.map(|service| market.fleet.mongodb_uri(service).unwrap().to_owned());
    market.fleet.stop().await.unwrap();

    let market = Market::on_own_servers().state(dir.path()).start().await;
    assert_eq!(Service::ALL.map(|service| market.fleet.mongodb_uri(service).unwrap().to_owned()), uris);
    let noted = std::fs::read_to_string(market.fleet.secrets().uri_file(Service::Orders)).unwrap();
    assert!(uris.contains(&noted));
    let orders = market.database(Service::Orders).await.collection::<Document>("orders");
    let id: bson::oid::ObjectId = order.id.parse().unwrap();
    assert_eq!(orders.count_documents(doc! { "_id": id, "status": "complete" }).await.unwrap(), 1);
    market.fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn data_whose_passwords_were_lost_are_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    let builder = || Fleet::builder().mongods(Mongods::Shared).state(dir.path());
    builder().start().await.unwrap().stop().await.unwrap();
    std::fs::remove_dir_all(dir.path().join("secrets")).unwrap();
    let error = builder().start().await.unwrap_err();
    let told = format!("{error:#}");
    assert!(told.contains("cannot log in as root"), "{told}");
}
