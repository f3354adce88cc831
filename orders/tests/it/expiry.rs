//! The end of an order's time.

use std::time::Duration;

use common::bus::{ListenError, Listener};
use common::events::order::{CancelReason, OrderStatus};
use common::events::payment::PaymentCreated;
use common::ids::UserId;
use orders::listeners::ExpirationCompleteListener;
use testkit::World;

use crate::harness::{Market, START, WINDOW, due, new_order, payment_of, repo, start};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_told_to_be_over_too_early_is_ended_when_it_is_over() {
    let market = Market::open(World::new().await, Duration::from_millis(400)).await;
    let order = market.reserved(&market.listed().await).await;
    market.publish(&due(&order)).await;
    let cancelled = market.becomes(order.id, OrderStatus::Cancelled).await;
    assert_eq!((cancelled.version, cancelled.cancel_reason), (2, Some(CancelReason::Expired)));
    assert!(market.clock.now() >= order.expires_at);
    assert!(market.dead_letters("orders").await.is_empty());
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_clock_says_how_long_to_wait() {
    let world = World::at(START).await;
    let orders = repo(&world).await;
    let order = new_order(&world.clock);
    orders.aggregates().insert(&order).await.unwrap();
    let listener = ExpirationCompleteListener { orders: orders.clone(), clock: world.clock.clone() };
    world.clock.advance(WINDOW - Duration::from_secs(3));
    let early = listener.hear(due(&order)).await;
    assert!(
        matches!(early, Err(ListenError::RetryAfter { delay, .. }) if delay == Duration::from_secs(3)),
        "{early:?}"
    );
    assert_eq!(orders.get(order.id).await.unwrap(), Some(order.clone()));
    world.clock.advance(Duration::from_secs(3));
    listener.hear(due(&order)).await.unwrap();
    listener.hear(due(&order)).await.unwrap();
    let cancelled = orders.get(order.id).await.unwrap().unwrap();
    assert_eq!((cancelled.version, cancelled.cancel_reason), (2, Some(CancelReason::Expired)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_its_time_does_nothing_to_a_complete_order() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let order = market.payable().await;
    market.publish(&PaymentCreated(payment_of(&order))).await;
    let complete = market.becomes(order.id, OrderStatus::Complete).await;
    market.clock.advance(WINDOW);
    let listener = ExpirationCompleteListener { orders: market.orders.clone(), clock: market.clock.clone() };
    listener.hear(due(&order)).await.unwrap();
    market.orders.cancel_overdue().await.unwrap();
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(complete));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timer_of_an_old_order_never_frees_the_hold_of_another() {
    let market = start().await;
    let ticket = market.listed().await;
    let old = market.reserved(&ticket).await;
    market.user(old.user_id).delete(&format!("/api/orders/{}", old.id)).await.expect(204);
    let order = market.reserved(&ticket).await;
    let listener = ExpirationCompleteListener { orders: market.orders.clone(), clock: market.clock.clone() };
    listener.hear(due(&old)).await.unwrap();
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(order.clone()));
    let answer = market.try_reserve(UserId::new(), ticket.id).await;
    assert_eq!(answer.expect(409).code(), "ticket_reserved");
    // Nor does the timer of an order that there never was.
    listener.hear(due(&new_order(&market.clock))).await.unwrap();
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_expiration_forgot_is_ended_half_a_minute_later() {
    let world = World::at(START).await;
    let orders = repo(&world).await;
    let (forgotten, marked) = (new_order(&world.clock), new_order(&world.clock));
    world.clock.advance(Duration::from_secs(1));
    let later = new_order(&world.clock);
    for order in [&forgotten, &marked, &later] {
        orders.aggregates().insert(order).await.unwrap();
    }
    orders.await_payment(marked.id).await.unwrap();
    world.clock.advance(WINDOW + Duration::from_secs(29));
    orders.cancel_overdue().await.unwrap();
    assert_eq!(orders.get(forgotten.id).await.unwrap(), Some(forgotten.clone()));
    world.clock.advance(Duration::from_millis(1));
    orders.cancel_overdue().await.unwrap();
    for order in [&forgotten, &marked] {
        assert_eq!(orders.get(order.id).await.unwrap().unwrap().cancel_reason, Some(CancelReason::Expired));
    }
    assert_eq!(orders.get(later.id).await.unwrap(), Some(later));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_running_service_ends_what_expiration_forgot() {
    let market = Market::open(World::at(START).await, WINDOW).await;
    let order = market.reserved(&market.listed().await).await;
    market.clock.advance(WINDOW + Duration::from_secs(31));
    let cancelled = market.becomes(order.id, OrderStatus::Cancelled).await;
    assert_eq!(cancelled.cancel_reason, Some(CancelReason::Expired));
    market.app.stop().await.unwrap();
}
