//! The events of an order, in any order, some twice, some never: the replica is the newest that was heard,
//! and its attempts are worked on.

use common::bus::Listener;
use common::clock::Clock;
use common::events::order::{
    OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderStatus, OrderUpdated,
};
use common::ids::PaymentId;
use payments::domain::Order;
use payments::listeners::{
    OrderCancelledListener, OrderCompletedListener, OrderCreatedListener, OrderUpdatedListener,
};
use payments::repo::Payments;
use proptest::prelude::*;
use testkit::World;

use crate::harness::order;

/// A life of an order: made, payable, complete by a payment, cancelled because its money could not be had.
fn life() -> [OrderState; 4] {
    let statuses =
        [OrderStatus::Created, OrderStatus::AwaitingPayment, OrderStatus::Complete, OrderStatus::Cancelled];
    let (order, payment, mut version) = (order(&Clock::system()), PaymentId::new(), 0);
    statuses.map(|status| {
        version += 1;
        OrderState { version, status, payment_id: (version > 2).then_some(payment), ..order.clone() }
    })
}

async fn hear(payments: &Payments, state: OrderState) {
    let payments = payments.clone();
    match state.status {
        OrderStatus::Created => OrderCreatedListener(payments).hear(OrderCreated(state)).await,
        OrderStatus::AwaitingPayment => OrderUpdatedListener(payments).hear(OrderUpdated(state)).await,
        OrderStatus::Complete => OrderCompletedListener(payments).hear(OrderCompleted(state)).await,
        OrderStatus::Cancelled => OrderCancelledListener(payments).hear(OrderCancelled(state)).await,
    }
    .unwrap();
}

#[test]
fn the_replica_of_an_order_is_the_newest_that_was_heard_in_whatever_order() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let payments = runtime.block_on(async {
        let world = World::new().await;
        let payments = Payments::new(&world.database("payments").await, world.clock.clone());
        payments.ensure_indexes().await.unwrap();
        payments
    });
    let check = |heard: &[usize]| {
        let life = life();
        for version in heard {
            runtime.block_on(hear(&payments, life[*version].clone()));
        }
        let newest = life[*heard.iter().max().unwrap()].clone();
        let known = runtime.block_on(payments.orders().get(newest.id)).unwrap();
        assert_eq!(known, Some(Order::from(newest)));
    };
    for heard in [&[0, 1, 2, 3][..], &[3, 2, 1, 0], &[0, 0, 1, 1, 2, 2, 3, 3], &[2], &[1, 3, 1]] {
        check(heard);
    }
    proptest!(ProptestConfig::with_cases(32), |(heard in prop::collection::vec(0_usize..4, 1..10))| {
        check(&heard);
    });
}
