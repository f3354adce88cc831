//! Reservations of one ticket, one after the other.

use std::time::{Duration, Instant};

use futures::poll;
use orders::domain::Ticket;
use testkit::World;

use crate::harness::{repo, ticket};

#[tokio::test]
async fn who_waited_while_the_ticket_was_found_to_be_gone_is_told_so() {
    let orders = repo(&World::new().await).await;
    let wanted = Ticket::from(ticket());
    let mut first = orders.turn(wanted.id).await;
    assert_eq!(first.gone(), None);
    let mut waiting = Box::pin(orders.turn(wanted.id));
    assert!(poll!(&mut waiting).is_pending());
    first.tell_gone(wanted.clone(), Instant::now());
    drop(first);
    assert_eq!(waiting.await.gone(), Some(&wanted));
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
