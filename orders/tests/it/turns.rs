//! Reservations of one ticket, one after the other.

use std::time::{Duration, Instant};

use futures::poll;
use orders::domain::Ticket;
use testkit::World;

use crate::harness::{repo, ticket};

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
async fn who_comes_after_the_database_was_asked_asks_anew() {
    let asked = Instant::now();
    let orders = repo(&World::new().await).await;
    let wanted = Ticket::from(ticket());
    let mut first = orders.turn(wanted.id).await;
    let mut waiting = Box::pin(orders.turn(wanted.id));
    assert!(poll!(&mut waiting).is_pending());
    first.tell_gone(wanted, asked);
    drop(first);
    assert_eq!(waiting.await.gone(), None);
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
