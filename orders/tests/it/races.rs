//! Who comes first wins, and the others are told.

use std::time::Duration;

use bson::{Document, doc};
use common::clock::Clock;
use common::events::order::{CancelReason, OrderPaymentRejected, OrderStatus};
use common::ids::{OrderId, PaymentId, UserId};
use futures::StreamExt;
use mongodb::Database;
use orders::domain::{Order, Refusal};
use orders::error::OrderError;
use orders::repo::Orders;
use testkit::World;

use crate::harness::{new_order, repo, standing_clock, start};

const ROUNDS: usize = 100;
const AT_ONCE: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn of_50_reservations_of_a_ticket_at_once_one_is_made_and_49_are_told_so() {
    let market = start().await;
    let ticket = market.listed().await;
    let answers =
        futures::future::join_all((0..50).map(|_| market.try_reserve(UserId::new(), ticket.id))).await;
    let mut made = 0;
    for answer in &answers {
        match answer.status.as_u16() {
            201 => made += 1,
            _ => assert_eq!(answer.expect(409).code(), "ticket_reserved"),
        }
    }
    assert_eq!(made, 1);
    let stored = market.database("orders").await.collection::<Document>("orders");
    assert_eq!(stored.count_documents(doc! {}).await.unwrap(), 1);
    market.app.stop().await.unwrap();
}

/// Stores an order that may be paid.
async fn payable(orders: &Orders, clock: &Clock) -> Order {
    let order = Order { status: OrderStatus::AwaitingPayment, ..new_order(clock) };
    orders.insert(&order).await.unwrap();
    order
}

/// The subjects that an order told and that wait to be published.
async fn told(database: &Database, order: OrderId) -> Vec<String> {
    let stored =
        database.collection::<Document>("orders").find_one(doc! { "_id": order }).await.unwrap().unwrap();
    let entries = stored.get_array("outbox").unwrap();
    entries.iter().map(|entry| entry.as_document().unwrap().get_str("subject").unwrap().to_owned()).collect()
}

/// Otherwise it was no race.
fn each_won_some(ends: Vec<OrderStatus>) {
    assert_eq!(ends.len(), ROUNDS);
    for status in [OrderStatus::Complete, OrderStatus::Cancelled] {
        assert!(ends.contains(&status), "{status:?} never won");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_paid_and_cancelled_at_once_is_one_of_both_for_everyone() {
    let world = World::new().await;
    let (orders, database) = (repo(&world).await, world.database("orders").await);
    let race = async |round: usize| {
        let (order, payment) = (payable(&orders, &world.clock).await, PaymentId::new());
        let (paying, cancelling) = (orders.clone(), orders.clone());
        let id = order.id;
        let paid = async move { paying.decide(id, payment).await.unwrap() };
        let cancelled = async move { cancelling.cancel(id, CancelReason::User).await };
        // Each side gets to begin first in half of the rounds.
        let (paid, cancelled) = if round.is_multiple_of(2) {
            let (paid, cancelled) = tokio::join!(tokio::spawn(paid), tokio::spawn(cancelled));
            (paid.unwrap(), cancelled.unwrap())
        } else {
            let (cancelled, paid) = tokio::join!(tokio::spawn(cancelled), tokio::spawn(paid));
            (paid.unwrap(), cancelled.unwrap())
        };
        assert_eq!(paid, Some(true));
        let after = orders.get(id).await.unwrap().unwrap();
        let told = told(&database, id).await;
        match after.status {
            OrderStatus::Complete => {
                assert!(matches!(cancelled, Err(OrderError::Refused(Refusal::Complete))));
                assert_eq!(
                    (after.payment_id, after.holds_ticket, after.cancel_reason),
                    (Some(payment), true, None)
                );
                assert_eq!(told.last().unwrap(), "order.completed");
            }
            OrderStatus::Cancelled => {
                cancelled.unwrap();
                assert_eq!((after.payment_id, after.holds_ticket), (None, false));
                assert_eq!(told[1..], ["order.cancelled", "order.payment_rejected"]);
            }
            other => panic!("nobody won: {other:?}"),
        }
        assert_eq!(after.version, order.version + 1);
        after.status
    };
    each_won_some(futures::stream::iter(0..ROUNDS).map(race).buffer_unordered(AT_ONCE).collect().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_paid_as_it_expires_is_one_of_both_for_everyone() {
    let world = World::new().await;
    repo(&world).await;
    let database = world.database("orders").await;
    let race = async |round: usize| {
        let clock = standing_clock();
        let orders = Orders::new(&database, clock.clone());
        let (order, payment) = (payable(&orders, &clock).await, PaymentId::new());
        let (paying, expiring) = (orders.clone(), orders.clone());
        let (id, last_moment) = (order.id, clock.now().until(order.expires_at) - Duration::from_millis(1));
        clock.advance(last_moment);
        let paid = tokio::spawn(async move { paying.decide(id, payment).await.unwrap() });
        let expired = tokio::spawn(async move {
            // The end comes before, while and after the payment is looked at.
            for _ in 0..round % 4 {
                expiring.get(id).await.unwrap();
            }
            clock.advance(Duration::from_millis(1));
            expiring.expire(id).await.unwrap()
        });
        assert_eq!(paid.await.unwrap(), Some(true));
        assert_eq!(expired.await.unwrap(), None);
        let after = orders.get(id).await.unwrap().unwrap();
        let told = told(&database, id).await;
        match after.status {
            OrderStatus::Complete => {
                assert_eq!((after.payment_id, after.cancel_reason), (Some(payment), None));
                assert_eq!(told[1..], ["order.completed"]);
            }
            OrderStatus::Cancelled => {
                assert_eq!((after.payment_id, after.cancel_reason), (None, Some(CancelReason::Expired)));
                let mut told = told;
                told.sort();
                assert_eq!(told[..2], ["order.cancelled", "order.payment_rejected"]);
            }
            other => panic!("nobody won: {other:?}"),
        }
        assert_eq!(after.version, order.version + 1);
        after.status
    };
    each_won_some(futures::stream::iter(0..ROUNDS).map(race).buffer_unordered(AT_ONCE).collect().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_payments_at_once_one_is_taken_and_the_other_is_sent_back() {
    let world = World::new().await;
    let (orders, database) = (repo(&world).await, world.database("orders").await);
    let race = async |_| {
        let order = payable(&orders, &world.clock).await;
        let payments = [PaymentId::new(), PaymentId::new()];
        let decided = payments.map(|payment| {
            let orders = orders.clone();
            tokio::spawn(async move { orders.decide(order.id, payment).await.unwrap() })
        });
        for decided in decided {
            assert_eq!(decided.await.unwrap(), Some(true));
        }
        let after = orders.get(order.id).await.unwrap().unwrap();
        let winner = after.payment_id.unwrap();
        let loser = payments.into_iter().find(|payment| *payment != winner).unwrap();
        let stored = database.collection::<Document>("orders");
        let stored = stored.find_one(doc! { "_id": order.id }).await.unwrap().unwrap();
        let last = stored.get_array("outbox").unwrap().last().unwrap().as_document().unwrap();
        let rejected: OrderPaymentRejected = serde_json::from_str(last.get_str("body").unwrap()).unwrap();
        assert_eq!(rejected.payment_id, loser);
    };
    futures::stream::iter(0..ROUNDS).map(race).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}
