//! A service as it is, with its key.

use std::sync::Mutex;

use async_nats::jetstream::consumer::pull;
use common::bus::{Bus, ListenError, Listener, ORDERS_LIVE, Outgoing};
use common::clock::{Clock, Timestamp};
use common::config::ServiceConfig;
use common::events::expiration::ExpirationComplete;
use common::events::order::OrderCreated;
use common::ids::OrderId;
use common::live::Feed;
use common::service::{Base, Service};
use testkit::{Client, World, eventually};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use utoipa_axum::router::OpenApiRouter;

use crate::harness::Installation;

/// Passes the version on, and rejects the second.
struct Hears(UnboundedSender<i64>);

impl Listener for Hears {
    type Event = ExpirationComplete;

    async fn hear(&self, event: ExpirationComplete) -> Result<(), ListenError> {
        self.0.send(event.version).map_err(ListenError::retry)?;
        if event.version == 2 { Err(ListenError::reject("for the test")) } else { Ok(()) }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_with_its_key_hears_acknowledges_buries_and_has_its_live_feed() {
    let (installation, world) = (Installation::new(), World::new().await);
    let _nats = installation.start_nats().await;
    installation.provision("1").await;
    let config = ServiceConfig { bus: installation.bus_config("orders"), ..world.service_config("orders") };
    let base = Base::connect("orders", &config, Clock::system()).await.unwrap();
    let bus = base.bus.clone();
    let ((heard, mut hears), feed) = (unbounded_channel(), Feed::<OrderCreated>::new(ORDERS_LIVE));
    let live = Mutex::new(feed.subscribe());
    let service = Service::bind(base, &config, OpenApiRouter::new()).await.unwrap();
    let service = service.listen(Hears(heard)).feed(feed);
    let url = format!("http://{}", service.address().unwrap());
    let stop = CancellationToken::new();
    let running = tokio::spawn(service.run(stop.clone()));
    eventually("the service is ready", || async {
        (Client::new(&url).get("/readyz").await.status == 200).then_some(())
    })
    .await;

    let expiration = Bus::connect(&installation.bus_config("expiration"), "expiration").await.unwrap();
    for version in 1..=3 {
        let due_at = Timestamp::from_millis(version);
        let event = ExpirationComplete { order_id: OrderId::new(), version, due_at };
        expiration.publish(&Outgoing::new(&event, due_at).unwrap()).await.unwrap();
    }
    let mut versions = Vec::new();
    while versions.len() < 3 {
        versions.push(hears.recv().await.unwrap());
    }
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3]);

    let operator = installation.connect("ops").await;
    eventually("all is acknowledged, and one is a dead letter", || async {
        let consumer = operator
            .jetstream
            .get_consumer_from_stream::<pull::Config, _, _>("orders-expiration-complete", "EXPIRATION");
        let info = consumer.await.unwrap().cached_info().clone();
        let dead = operator.jetstream.get_stream("DEAD_LETTERS").await.unwrap();
        let settled = info.ack_floor.stream_sequence == 3 && info.num_ack_pending == 0;
        (settled && dead.cached_info().state.messages == 1).then_some(())
    })
    .await;

    // The feed begins some time after the service is ready, so the event is told until it is seen.
    let order: OrderCreated =
        serde_json::from_str(include_str!("../../../common/contracts/order.created.json")).unwrap();
    let message = Outgoing::new(&order, Timestamp::from_millis(1)).unwrap();
    let seen = eventually("the live feed has it", || async {
        bus.publish(&message).await.unwrap();
        live.lock().unwrap().try_recv().ok()
    });
    assert_eq!(seen.await, order);
    stop.cancel();
    running.await.unwrap().unwrap();
}
