use common::bus::Listener;
use common::events::order::{OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderUpdated};
use expiration::domain::TimerState;
use expiration::listeners::{
    OrderCancelledListener, OrderCompletedListener, OrderCreatedListener, OrderUpdatedListener,
};
use expiration::repo::Timers;
use proptest::prelude::*;
use testkit::World;

use crate::harness::{CREATED, order};

#[derive(Clone, Copy, Debug)]
enum Heard {
    Created,
    Updated,
    Cancelled,
    Completed,
}

async fn hear(timers: &Timers, order: &OrderState, heard: Heard) {
    let order = order.clone();
    match heard {
        Heard::Created => OrderCreatedListener(timers.clone()).hear(OrderCreated(order)).await,
        Heard::Updated => OrderUpdatedListener(timers.clone()).hear(OrderUpdated(order)).await,
        Heard::Cancelled => OrderCancelledListener(timers.clone()).hear(OrderCancelled(order)).await,
        Heard::Completed => OrderCompletedListener(timers.clone()).hear(OrderCompleted(order)).await,
    }
    .unwrap();
}

async fn state_after(timers: &Timers, history: &[Heard]) -> Option<TimerState> {
    let order = order(CREATED);
    for heard in history {
        hear(timers, &order, *heard).await;
    }
    timers.aggregates().get(order.id).await.unwrap().map(|timer| timer.state)
}

/// Any events of an order, some twice, some never, in any order.
fn history() -> impl Strategy<Value = Vec<Heard>> {
    prop::collection::vec(
        prop::sample::select(vec![Heard::Created, Heard::Updated, Heard::Cancelled, Heard::Completed]),
        1..6,
    )
}

#[test]
fn only_whether_an_order_was_finished_matters_not_the_order_of_its_events() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let timers = runtime.block_on(async {
        let world = World::new().await;
        let timers = Timers::new(&world.database(expiration::app::NAME).await, world.clock.clone());
        timers.ensure_indexes().await.unwrap();
        timers
    });
    proptest!(ProptestConfig::with_cases(64), |(history in history())| {
        let finished = history.iter().any(|heard| matches!(heard, Heard::Cancelled | Heard::Completed));
        let expected = if finished { TimerState::Disarmed } else { TimerState::Armed };
        prop_assert_eq!(runtime.block_on(state_after(&timers, &history)), Some(expected));
    });
}
