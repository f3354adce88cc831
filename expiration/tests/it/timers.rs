use std::time::Duration;

use common::events::expiration::ExpirationComplete;
use common::events::order::{OrderCancelled, OrderCreated};
use testkit::{World, eventually};

use crate::harness::{CREATED, order, start};

const START: i64 = 1_790_000_000_000;

async fn told(world: &World) -> Vec<ExpirationComplete> {
    world.published::<ExpirationComplete>().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_expires_when_its_time_is_over_and_not_before() {
    let app = start(World::at(START).await).await;
    let (now, mut early, mut late) = (app.clock.now(), order(CREATED), order(CREATED));
    early.expires_at = now.plus(Duration::from_secs(60));
    late.expires_at = now.plus(Duration::from_secs(120));
    app.publish(&OrderCreated(early.clone())).await;
    app.publish(&OrderCreated(late.clone())).await;
    let timers = app.database(expiration::app::NAME).await.collection::<bson::Document>("timers");
    eventually("both timers are armed", || async {
        (timers.count_documents(bson::doc! { "state": "armed" }).await.unwrap() == 2).then_some(())
    })
    .await;

    app.clock.advance(Duration::from_secs(60));
    let events =
        eventually("the early one is told", || async { Some(told(&app).await).filter(|e| !e.is_empty()) })
            .await;
    let due = ExpirationComplete { order_id: early.id, version: 2, due_at: early.expires_at };
    assert_eq!(events, [due]);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timer_of_a_cancelled_order_does_not_fire() {
    let app = start(World::at(START).await).await;
    let (mut cancelled, mut other) = (order(CREATED), order(CREATED));
    cancelled.expires_at = app.clock.now().plus(Duration::from_secs(60));
    other.expires_at = cancelled.expires_at;
    app.publish(&OrderCreated(cancelled.clone())).await;
    app.publish(&OrderCreated(other.clone())).await;
    app.publish(&OrderCancelled(cancelled.clone())).await;
    let timers = app.database(expiration::app::NAME).await.collection::<bson::Document>("timers");
    eventually("one is armed, one disarmed", || async {
        let armed = timers.count_documents(bson::doc! { "state": "armed" }).await.unwrap();
        let disarmed = timers.count_documents(bson::doc! { "state": "disarmed" }).await.unwrap();
        (armed == 1 && disarmed == 1).then_some(())
    })
    .await;

    app.clock.advance(Duration::from_secs(60));
    let events =
        eventually("the other is told", || async { Some(told(&app).await).filter(|e| !e.is_empty()) }).await;
    assert_eq!(events.iter().map(|event| event.order_id).collect::<Vec<_>>(), [other.id]);
    app.stop().await.unwrap();
}
