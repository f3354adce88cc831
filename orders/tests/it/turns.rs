//! Reservations of one ticket, one after the other.

use std::time::{Duration, Instant};

use common::events::order::CancelReason;
use futures::poll;
use orders::domain::Ticket;
use testkit::World;

use crate::harness::{new_order, repo, standing_clock, ticket};

#[tokio::test]
async fn all_who_waited_while_the_ticket_was_found_to_be_gone_are_told_so_at_once() {
    let orders = repo(&World::new().await).await;
    let wanted = Ticket::from(ticket());
    let mut first = orders.turn(wanted.id).await;
    assert_eq!(first.gone(), None);
    let mut waiting = Box::pin(orders.turn(wanted.id));
    let mut also_waiting = Box::pin(orders.turn(wanted.id));
    assert!(poll!(&mut waiting).is_pending() && poll!(&mut also_waiting).is_pending());
    first.tell_gone(wanted.clone(), Instant::now());
    drop(first);
    // The turns are kept: nobody waits for another to go.
    let (one, other) = (waiting.await, also_waiting.await);
    assert_eq!((one.gone(), other.gone()), (Some(&wanted), Some(&wanted)));
}

#[tokio::test]
async fn who_comes_a_moment_after_the_database_was_asked_is_told_so_too() {
    let orders = repo(&World::new().await).await;
    loop {
        let (wanted, asked) = (Ticket::from(ticket()), Instant::now());
        orders.turn(wanted.id).await.tell_gone(wanted.clone(), asked);
        let next = orders.turn(wanted.id).await;
        // Otherwise the machine stood still, and this says nothing.
        if asked.elapsed() < Duration::from_millis(500) {
            assert_eq!(next.gone(), Some(&wanted));
            break;
        }
    }
}

#[tokio::test]
async fn who_comes_long_after_the_database_was_asked_asks_anew() {
    let long_ago = Instant::now() - Duration::from_secs(1);
    let orders = repo(&World::new().await).await;
    let wanted = Ticket::from(ticket());
    let mut first = orders.turn(wanted.id).await;
    let mut waiting = Box::pin(orders.turn(wanted.id));
    assert!(poll!(&mut waiting).is_pending());
    first.tell_gone(wanted, long_ago);
    drop(first);
    assert_eq!(waiting.await.gone(), None);
}

#[tokio::test]
async fn a_ticket_is_gone_no_longer_than_its_order_has_it() {
    let clock = standing_clock();
    let orders = repo(&World::new().await).await;
    let order = new_order(&clock);
    let wanted = Ticket { id: order.ticket.id, ..Ticket::from(ticket()) };
    orders.insert(&order).await.unwrap();
    let later = Instant::now() + Duration::from_secs(3600);
    orders.turn(wanted.id).await.tell_gone(wanted.clone(), later);
    assert_eq!(orders.turn(wanted.id).await.gone(), Some(&wanted));
    orders.cancel(order.id, CancelReason::User).await.unwrap();
    let mut meanwhile = orders.turn(wanted.id).await;
    assert_eq!(meanwhile.gone(), None);
    orders.cancel(order.id, CancelReason::User).await.unwrap();
    meanwhile.tell_gone(wanted.clone(), later);
    drop(meanwhile);
    assert_eq!(orders.turn(wanted.id).await.gone(), None);
}

#[tokio::test]
async fn who_finds_nothing_out_gives_the_turn_to_one_who_waits() {
    let orders = repo(&World::new().await).await;
    let wanted = Ticket::from(ticket());
    let first = orders.turn(wanted.id).await;
    let (mut one, mut other) = (Box::pin(orders.turn(wanted.id)), Box::pin(orders.turn(wanted.id)));
    assert!(poll!(&mut one).is_pending() && poll!(&mut other).is_pending());
    drop(first);
    let second = one.await;
    assert!(poll!(&mut other).is_pending());
    drop(second);
    assert_eq!(other.await.gone(), None);
}

#[tokio::test]
async fn a_ticket_is_not_gone_because_another_is() {
    let orders = repo(&World::new().await).await;
    let later = Instant::now() + Duration::from_secs(3600);
    for _ in 0..20_000 {
        let gone = Ticket::from(ticket());
        orders.turn(gone.id).await.tell_gone(gone, later);
    }
    for _ in 0..100 {
        assert_eq!(orders.turn(ticket().id).await.gone(), None);
    }
}
