//! The state machine, for any sequence of operations.

use std::time::Duration;

use common::clock::Timestamp;
use common::events::order::{CancelReason, OrderStatus};
use common::events::ticket::TicketStatus;
use common::ids::{PaymentId, UserId};
use common::money::Money;
use orders::domain::{Decision, Order, Refusal, TicketAfterRefund};
use proptest::prelude::*;

use crate::harness::{WINDOW, new_order, standing_clock, ticket};

#[derive(Clone, Copy, Debug)]
enum Operation {
    Mark,
    Cancel(CancelReason),
    Expire,
    Authorise(usize),
    Undo(usize, CancelReason),
    Refund(TicketAfterRefund),
    TimePasses(u64),
}

fn operation() -> impl Strategy<Value = Operation> {
    let reason = || {
        prop::sample::select(vec![
            CancelReason::User,
            CancelReason::Expired,
            CancelReason::Withdrawn,
            CancelReason::PaymentFailed,
            CancelReason::Refunded,
        ])
    };
    prop_oneof![
        3 => Just(Operation::Mark),
        1 => reason().prop_map(Operation::Cancel),
        1 => Just(Operation::Expire),
        3 => (0_usize..3).prop_map(Operation::Authorise),
        2 => (0_usize..3, reason()).prop_map(|(payment, reason)| Operation::Undo(payment, reason)),
        1 => prop::sample::select(vec![TicketAfterRefund::Relist, TicketAfterRefund::Void]).prop_map(Operation::Refund),
        1 => (0_u64..600).prop_map(Operation::TimePasses),
    ]
}

/// What the repo does for an operation: the order afterwards, if it changed.
fn apply(order: &Order, operation: Operation, payments: &[PaymentId], now: Timestamp) -> Option<Order> {
    match operation {
        Operation::Mark => order.await_payment(now),
        Operation::Cancel(reason) => order.cancel(reason, now).ok().flatten(),
        Operation::Expire => order.expire(now),
        Operation::Authorise(payment) => match order.decide(payments[payment], now) {
            Decision::Complete(complete) => Some(*complete),
            Decision::Already | Decision::NotYet | Decision::Reject => None,
        },
        Operation::Undo(payment, reason) => order.undo(payments[payment], reason, now),
        Operation::Refund(ticket) => order.refund(ticket, now).ok().flatten(),
        Operation::TimePasses(_) => None,
    }
}

proptest! {
    #[test]
    fn an_order_only_ever_takes_the_arrows_that_there_are(operations in prop::collection::vec(operation(), 1..24)) {
        let (clock, payments) = (standing_clock(), [PaymentId::new(), PaymentId::new(), PaymentId::new()]);
        let mut order = new_order(&clock);
        for operation in operations {
            if let Operation::TimePasses(seconds) = operation {
                clock.advance(Duration::from_secs(seconds));
            }
            let Some(next) = apply(&order, operation, &payments, clock.now()) else { continue };
            prop_assert_eq!(next.version, order.version + 1);
            prop_assert_eq!(next.holds_ticket, next.status != OrderStatus::Cancelled || next.ticket_voided);
            let refunded = next.cancel_reason == Some(CancelReason::Refunded);
            prop_assert!(refunded || !next.ticket_voided);
            let stages = next.stages();
            prop_assert_eq!(stages[..stages.len() - 1].to_vec(), order.stages());
            prop_assert_eq!(stages.last().map(|stage| (stage.status, stage.at)), Some((next.status, clock.now())));
            prop_assert!(stages.len() <= 4);
            prop_assert_eq!(next.cancel_reason.is_some(), next.status == OrderStatus::Cancelled);
            prop_assert_eq!((next.id, next.user_id, next.expires_at), (order.id, order.user_id, order.expires_at));
            prop_assert_eq!(&next.ticket, &order.ticket);
            match (order.status, next.status) {
                (OrderStatus::Created, OrderStatus::AwaitingPayment | OrderStatus::Cancelled) => {}
                (OrderStatus::AwaitingPayment, OrderStatus::Cancelled) => {}
                (OrderStatus::AwaitingPayment, OrderStatus::Complete) => {
                    prop_assert!(clock.now() < order.expires_at);
                    prop_assert!(matches!(operation, Operation::Authorise(by) if next.payment_id == Some(payments[by])));
                }
                (OrderStatus::Complete, OrderStatus::Cancelled) => {
                    let allowed = match operation {
                        Operation::Undo(by, _) => order.payment_id == Some(payments[by]),
                        Operation::Refund(ticket) => next.ticket_voided == (ticket == TicketAfterRefund::Void),
                        _ => false,
                    };
                    prop_assert!(allowed, "{:?}", operation);
                    prop_assert_eq!(next.payment_id, order.payment_id);
                }
                (from, to) => prop_assert!(false, "{:?} to {:?} by {:?}", from, to, operation),
            }
            order = next;
        }
    }

    #[test]
    fn every_authorised_payment_is_taken_or_sent_back_or_waits_for_a_live_order(
        operations in prop::collection::vec(operation(), 0..16),
    ) {
        let (clock, payments) = (standing_clock(), [PaymentId::new(), PaymentId::new(), PaymentId::new()]);
        let mut order = new_order(&clock);
        for operation in operations {
            if let Operation::TimePasses(seconds) = operation {
                clock.advance(Duration::from_secs(seconds));
            }
            order = apply(&order, operation, &payments, clock.now()).unwrap_or(order);
            let live = order.status.is_live() && clock.now() < order.expires_at;
            for payment in payments {
                match order.decide(payment, clock.now()) {
                    Decision::Complete(next) => prop_assert!(live && next.payment_id == Some(payment)),
                    Decision::NotYet => prop_assert!(live),
                    Decision::Already => prop_assert!(
                        order.status == OrderStatus::Complete && order.payment_id == Some(payment)
                    ),
                    Decision::Reject => {
                        prop_assert!(!live && (order.status, order.payment_id) != (OrderStatus::Complete, Some(payment)));
                    }
                }
            }
        }
    }
}

#[test]
fn a_reservation_is_refused_with_the_first_reason_there_is() {
    let (now, buyer) = (standing_clock().now(), UserId::new());
    let mut known = orders::domain::Ticket::from(ticket());
    let (right, wrong) = (Some(known.price), Some(Money::MAX));
    assert!(Order::reserve(buyer, &known, right, now, WINDOW).is_ok());
    assert_eq!(Order::reserve(buyer, &known, wrong, now, WINDOW), Err(Refusal::PriceChanged));
    known.status = TicketStatus::Withdrawn;
    assert_eq!(Order::reserve(buyer, &known, wrong, now, WINDOW), Err(Refusal::Withdrawn));
    known.user_id = buyer;
    assert_eq!(Order::reserve(buyer, &known, wrong, now, WINDOW), Err(Refusal::OwnTicket));
    // Whether it is held is not the replica's to say: the index over orders decides.
    for status in [TicketStatus::Reserved, TicketStatus::Sold] {
        let held = orders::domain::Ticket { status, ..ticket().into() };
        assert!(Order::reserve(buyer, &held, None, now, WINDOW).is_ok());
    }
}

#[test]
fn the_last_moment_to_pay_is_the_one_before_the_end() {
    let clock = standing_clock();
    let order = new_order(&clock).await_payment(clock.now()).unwrap();
    clock.advance(WINDOW - Duration::from_millis(1));
    assert!(!order.is_due(clock.now()));
    assert!(matches!(order.decide(PaymentId::new(), clock.now()), Decision::Complete(_)));
    clock.advance(Duration::from_millis(1));
    assert!(order.is_due(clock.now()));
    assert_eq!(order.decide(PaymentId::new(), clock.now()), Decision::Reject);
}

#[test]
fn an_order_from_before_its_states_were_kept_can_be_read_and_goes_on() {
    let clock = standing_clock();
    let mut old = serde_json::to_value(new_order(&clock)).unwrap();
    let fields = old.as_object_mut().unwrap();
    fields.remove("history").unwrap();
    fields.remove("ticketVoided").unwrap();
    let old: Order = serde_json::from_value(old).unwrap();
    clock.advance(Duration::from_secs(1));
    let cancelled = old.cancel(CancelReason::User, clock.now()).unwrap().unwrap();
    let stages: Vec<_> = cancelled.stages().iter().map(|stage| (stage.status, stage.at)).collect();
    assert_eq!(stages, [(OrderStatus::Created, old.created_at), (OrderStatus::Cancelled, clock.now())]);
}
