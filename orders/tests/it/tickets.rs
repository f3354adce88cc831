//! What orders hears of tickets.

use bson::doc;
use common::bus::Listener;
use common::events::order::{CancelReason, OrderStatus, OrderUpdated};
use common::events::payment::PaymentCreated;
use common::events::ticket::{TicketCreated, TicketState, TicketStatus, TicketUpdated, TicketWithdrawn};
use common::ids::{OrderId, UserId};
use orders::domain::Ticket;
use orders::listeners::{TicketCreatedListener, TicketUpdatedListener, TicketWithdrawnListener};
use proptest::prelude::*;
use testkit::{World, eventually};

use crate::harness::{marked, payment_of, repo, start, ticket};

fn withdrawn(ticket: &TicketState) -> TicketState {
    TicketState {
        version: ticket.version + 1,
        status: TicketStatus::Withdrawn,
        order_id: None,
        ..ticket.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_makes_its_order_payable_and_is_told_once() {
    let market = start().await;
    let ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    let mark = marked(&ticket, order.id);
    market.publish(&TicketUpdated(mark.clone())).await;
    let payable = market.becomes(order.id, OrderStatus::AwaitingPayment).await;
    assert_eq!(payable.version, 2);
    market.tell_again("ticket.updated", &mark).await;
    let sold = TicketState { version: 3, status: TicketStatus::Sold, ..mark };
    market.publish(&TicketUpdated(sold.clone())).await;
    market.knows(&sold).await;
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(payable.clone()));
    let told = eventually("it is told", || async {
        Some(market.published::<OrderUpdated>().await).filter(|told| !told.is_empty())
    })
    .await;
    assert_eq!(told, [OrderUpdated(payable.state())]);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_of_another_order_changes_nothing() {
    let market = start().await;
    let ticket = market.listed().await;
    let previous = market.reserved(&ticket).await;
    market.user(previous.user_id).delete(&format!("/api/orders/{}", previous.id)).await.expect(204);
    let order = market.reserved(&ticket).await;
    let mark = marked(&ticket, previous.id);
    market.publish(&TicketUpdated(mark.clone())).await;
    market.knows(&mark).await;
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(order.clone()));
    assert_eq!(market.becomes(previous.id, OrderStatus::Cancelled).await.version, 2);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_marked_ticket_is_refused_as_long_as_an_order_has_it_and_no_longer() {
    let market = start().await;
    let ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    let mark = marked(&ticket, order.id);
    market.publish(&TicketUpdated(mark.clone())).await;
    market.knows(&mark).await;
    assert_eq!(market.try_reserve(UserId::new(), ticket.id).await.expect(409).code(), "ticket_reserved");
    market.user(order.user_id).delete(&format!("/api/orders/{}", order.id)).await.expect(204);
    // Nobody has told orders that the mark is gone.
    market.try_reserve(UserId::new(), ticket.id).await.expect(201);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_ends_the_unpaid_order_and_leaves_a_paid_one() {
    let market = start().await;
    let (created, sold) = (market.listed().await, market.listed().await);
    let order = market.reserved(&created).await;
    market.publish(&TicketWithdrawn(withdrawn(&created))).await;
    let cancelled = market.becomes(order.id, OrderStatus::Cancelled).await;
    assert_eq!(cancelled.cancel_reason, Some(CancelReason::Withdrawn));
    assert_eq!(market.try_reserve(UserId::new(), created.id).await.expect(409).code(), "ticket_withdrawn");

    let order = market.reserved(&sold).await;
    let mark = marked(&sold, order.id);
    market.publish(&TicketUpdated(mark.clone())).await;
    market.becomes(order.id, OrderStatus::AwaitingPayment).await;
    market.publish(&PaymentCreated(payment_of(&order))).await;
    let complete = market.becomes(order.id, OrderStatus::Complete).await;
    market.publish(&TicketWithdrawn(withdrawn(&mark))).await;
    market.knows(&withdrawn(&mark)).await;
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(complete));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_in_the_moment_of_the_reservation_is_not_survived() {
    let market = start().await;
    for _ in 0..10 {
        let ticket = market.listed().await;
        let leaving = TicketWithdrawn(withdrawn(&ticket));
        let (answer, ()) =
            tokio::join!(market.try_reserve(UserId::new(), ticket.id), market.publish(&leaving));
        assert!([201, 409].contains(&answer.status.as_u16()), "{answer:?}");
        market.knows(&leaving.0).await;
        let orders = market.orders.aggregates().collection();
        eventually("no order holds it", || async {
            let holds = doc! { "ticket.id": ticket.id, "holdsTicket": true };
            (orders.count_documents(holds).await.unwrap() == 0).then_some(())
        })
        .await;
    }
    market.app.stop().await.unwrap();
}

/// The versions of a listing, as tickets tells them.
fn versions() -> Vec<TicketState> {
    let first = ticket();
    let renamed = TicketState { version: 2, title: "Renamed".to_owned(), ..first.clone() };
    let held = marked(&renamed, OrderId::new());
    let free = TicketState { version: 4, status: TicketStatus::Listed, order_id: None, ..held.clone() };
    let gone = withdrawn(&free);
    vec![first, renamed, held, free, gone]
}

#[test]
fn the_replica_of_a_ticket_is_the_newest_that_was_heard_in_whatever_order() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let orders = runtime.block_on(async { repo(&World::new().await).await });
    let any_order = prop::collection::vec(0_usize..5, 1..10);
    proptest!(ProptestConfig::with_cases(32), |(heard in any_order)| {
        let versions = versions();
        runtime.block_on(async {
            for version in &heard {
                let state = versions[*version].clone();
                match state.status {
                    TicketStatus::Withdrawn => TicketWithdrawnListener(orders.clone()).hear(TicketWithdrawn(state)).await,
                    _ if state.version == 1 => TicketCreatedListener(orders.clone()).hear(TicketCreated(state)).await,
                    _ => TicketUpdatedListener(orders.clone()).hear(TicketUpdated(state)).await,
                }
                .unwrap();
            }
        });
        let newest = versions[*heard.iter().max().unwrap()].clone();
        let known = runtime.block_on(orders.tickets().get(newest.id)).unwrap();
        prop_assert_eq!(known, Some(Ticket::from(newest)));
    });
}
