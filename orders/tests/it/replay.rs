//! The events of one order's life, in any order, some twice, some never. What is promised then: the
//! replica is the newest that was told; nothing illegal happens on the way; and once everything has come
//! in order, the order is finished, every payment that it does not rest on was sent back, and hearing it
//! all again changes nothing. Which of two payments wins, or whether the end of time does, is decided by
//! what came first.

use std::collections::HashSet;

use bson::{Document, doc};
use common::bus::Listener;
use common::clock::Clock;
use common::events::expiration::ExpirationComplete;
use common::events::order::{CancelReason, OrderPaymentRejected, OrderStatus};
use common::events::payment::{
    PaymentCaptured, PaymentCreated, PaymentFailed, PaymentRefunded, PaymentState,
};
use common::events::ticket::{TicketCreated, TicketState, TicketStatus, TicketUpdated};
use common::ids::{OrderId, PaymentId, UserId};
use mongodb::Database;
use orders::domain::{Order, Ticket};
use orders::listeners::{
    ExpirationCompleteListener, PaymentCapturedListener, PaymentCreatedListener, PaymentFailedListener,
    PaymentRefundedListener, TicketCreatedListener, TicketUpdatedListener,
};
use orders::repo::Orders;
use proptest::prelude::*;
use testkit::World;

use crate::harness::{WINDOW, marked, payment_of, repo, standing_clock, ticket};

#[derive(Clone, Debug)]
enum Heard {
    Created(TicketState),
    Updated(TicketState),
    Authorised(PaymentState),
    Captured(PaymentState),
    Failed(PaymentState),
    Refunded(PaymentState),
    Due(ExpirationComplete),
    /// Not heard, but it passes between what is.
    TimePasses,
}

/// An order's life: its ticket is marked; two cards are authorised; the money of the first is taken, or
/// cannot be, or is given back; its time ends; its ticket is edited.
fn life(
    order: &Order,
    ticket: &TicketState,
    first: &PaymentState,
    second: &PaymentState,
    ending: usize,
) -> Vec<Heard> {
    let mark = marked(ticket, order.id);
    let after = TicketState { version: 3, status: TicketStatus::Listed, order_id: None, ..mark.clone() };
    let mut life = vec![
        Heard::Created(ticket.clone()),
        Heard::Updated(mark),
        Heard::Authorised(first.clone()),
        Heard::Authorised(second.clone()),
        Heard::TimePasses,
        Heard::Due(ExpirationComplete { order_id: order.id, version: 2, due_at: order.expires_at }),
        Heard::Updated(after),
    ];
    match ending {
        0 => life.push(Heard::Captured(first.clone())),
        1 => life.push(Heard::Failed(first.clone())),
        2 => life.extend([Heard::Captured(first.clone()), Heard::Refunded(first.clone())]),
        _ => {}
    }
    life
}

/// A listener that wants to wait is told again in the end: everything is.
async fn hear(orders: &Orders, clock: &Clock, heard: Heard) {
    let _waits = match heard {
        Heard::Created(ticket) => TicketCreatedListener(orders.clone()).hear(TicketCreated(ticket)).await,
        Heard::Updated(ticket) => TicketUpdatedListener(orders.clone()).hear(TicketUpdated(ticket)).await,
        Heard::Authorised(payment) => {
            PaymentCreatedListener(orders.clone()).hear(PaymentCreated(payment)).await
        }
        Heard::Captured(payment) => {
            PaymentCapturedListener(orders.clone()).hear(PaymentCaptured(payment)).await
        }
        Heard::Failed(payment) => PaymentFailedListener(orders.clone()).hear(PaymentFailed(payment)).await,
        Heard::Refunded(payment) => {
            PaymentRefundedListener(orders.clone()).hear(PaymentRefunded(payment)).await
        }
        Heard::Due(event) => {
            ExpirationCompleteListener { orders: orders.clone(), clock: clock.clone() }.hear(event).await
        }
        Heard::TimePasses => {
            clock.advance(WINDOW);
            Ok(())
        }
    };
}

/// The payments that an order has sent back.
async fn sent_back(database: &Database, order: OrderId) -> HashSet<PaymentId> {
    let stored =
        database.collection::<Document>("orders").find_one(doc! { "_id": order }).await.unwrap().unwrap();
    let entries = stored.get_array("outbox").unwrap().iter().map(|entry| entry.as_document().unwrap());
    let bodies = entries.map(|entry| entry.get_str("body").unwrap());
    bodies
        .filter_map(|body| serde_json::from_str::<OrderPaymentRejected>(body).ok())
        .map(|told| told.payment_id)
        .collect()
}

fn check_step(before: &Order, after: &Order) {
    let changed = before != after;
    assert!(after.version >= before.version && changed == (after.version > before.version));
    assert!(!changed || before.status != OrderStatus::Cancelled, "something left cancelled");
    assert!(before.status != OrderStatus::Complete || !after.status.is_live());
}

async fn check(database: &Database, ending: usize, arrivals: &[usize]) {
    let clock = standing_clock();
    let orders = Orders::new(database, clock.clone());
    let ticket = ticket();
    let order = Order::reserve(UserId::new(), &ticket.clone().into(), None, clock.now(), WINDOW).unwrap();
    orders.aggregates().insert(&order).await.unwrap();
    let (first, second) = (payment_of(&order), payment_of(&order));
    let life = life(&order, &ticket, &first, &second, ending);

    let (mut state, mut newest, mut in_time) = (order.clone(), None, HashSet::new());
    let arriving = arrivals.iter().filter_map(|index| life.get(*index)).chain(&life).chain(&life);
    for heard in arriving {
        hear(&orders, &clock, heard.clone()).await;
        let now = orders.get(order.id).await.unwrap().unwrap();
        check_step(&state, &now);
        state = now;
        match heard {
            Heard::Created(ticket) | Heard::Updated(ticket) => newest = newest.max(Some(ticket.version)),
            Heard::Authorised(payment) | Heard::Captured(payment) if clock.now() < order.expires_at => {
                in_time.insert(payment.id);
            }
            _ => {}
        }
        let known: Option<Ticket> = orders.tickets().get(ticket.id).await.unwrap();
        assert_eq!(known.map(|known| known.version), newest);
    }

    assert!(!state.status.is_live(), "{state:?}");
    if let Some(payment) = state.payment_id {
        assert!(in_time.contains(&payment), "completed by a payment that came too late");
    }
    match (state.status, state.cancel_reason, state.payment_id) {
        (OrderStatus::Complete, None, Some(payment)) => {
            assert!(payment == second.id || [0, 3].contains(&ending))
        }
        (OrderStatus::Cancelled, Some(CancelReason::Expired), None) => {}
        (OrderStatus::Cancelled, Some(CancelReason::PaymentFailed), Some(by)) => {
            assert!(ending == 1 && by == first.id)
        }
        (OrderStatus::Cancelled, Some(CancelReason::Refunded), Some(by)) => {
            assert!(ending == 2 && by == first.id)
        }
        other => panic!("no end of an order: {other:?}"),
    }
    let sent_back = sent_back(database, order.id).await;
    for payment in [first.id, second.id] {
        let took_it = state.payment_id == Some(payment);
        assert!(took_it || sent_back.contains(&payment), "money that nobody decided about");
        let keeps_it = took_it && state.status == OrderStatus::Complete;
        assert!(!(keeps_it && sent_back.contains(&payment)), "money that was taken and sent back");
    }

    for heard in life.iter().chain(life.iter().rev()) {
        hear(&orders, &clock, heard.clone()).await;
    }
    assert_eq!(orders.get(order.id).await.unwrap(), Some(state));
}

#[test]
fn events_that_come_twice_late_or_never_at_first_end_as_well_as_in_order() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(async {
        let world = World::new().await;
        repo(&world).await;
        world.database("orders").await
    });
    // The order of things, the reverse, and each of them twice.
    let known: [Vec<usize>; 3] =
        [(0..9).collect(), (0..9).rev().collect(), (0..9).flat_map(|index| [index, index]).collect()];
    for (ending, arrivals) in (0..4).flat_map(|ending| known.iter().map(move |arrivals| (ending, arrivals))) {
        runtime.block_on(check(&database, ending, arrivals));
    }
    let arrivals = prop::collection::vec(0_usize..9, 0..12);
    proptest!(ProptestConfig::with_cases(12), |(ending in 0_usize..4, arrivals in arrivals)| {
        runtime.block_on(check(&database, ending, &arrivals));
    });
}
