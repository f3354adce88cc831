//! What is done next, for every state of an attempt and of its order.

use std::time::Duration;

use common::aggregate::Aggregate;
use common::clock::Clock;
use common::events::order::OrderStatus;
use common::ids::PaymentId;
use payments::domain::{Intent, IntentStatus, Order, Payment, PaymentStatus, Step};

use crate::harness::order;

const STATUSES: [PaymentStatus; 11] = [
    PaymentStatus::Initiated,
    PaymentStatus::Sent,
    PaymentStatus::RequiresAction,
    PaymentStatus::Processing,
    PaymentStatus::Authorised,
    PaymentStatus::Captured,
    PaymentStatus::Voided,
    PaymentStatus::Declined,
    PaymentStatus::CaptureFailed,
    PaymentStatus::Refunded,
    PaymentStatus::RefundFailed,
];

/// Every attempt there can be: each status, wanted or not, with an intent that can still be confirmed or not.
fn attempts(order: &Order, clock: &Clock) -> Vec<Payment> {
    let new = Payment::new(order, "pm_card_visa".parse().unwrap(), clock.now());
    let mut attempts = Vec::new();
    for status in STATUSES {
        for unwanted in [false, true] {
            for client_secret in [None, Some("pi_1_secret".to_owned())] {
                let stripe_id = client_secret.as_ref().map(|_| "pi_1".to_owned());
                let open = new.with_status(status).open;
                attempts.push(Payment { status, open, unwanted, client_secret, stripe_id, ..new.clone() });
            }
        }
    }
    attempts
}

/// Every order there can be for an attempt, and whether it rests on it, is over, or may yet be paid.
fn orders(order: &Order, attempt: PaymentId) -> Vec<Order> {
    let payments = [None, Some(attempt), Some(PaymentId::new())];
    let mut orders = Vec::new();
    for status in [OrderStatus::Created, OrderStatus::AwaitingPayment] {
        orders.push(Order { status, ..order.clone() });
        orders.push(Order {
            status,
            expires_at: order.expires_at.minus(Duration::from_secs(3600)),
            ..order.clone()
        });
    }
    for payment_id in payments {
        orders.push(Order { status: OrderStatus::Complete, payment_id, ..order.clone() });
        orders.push(Order { status: OrderStatus::Cancelled, payment_id, ..order.clone() });
    }
    orders
}

#[test]
fn money_is_never_taken_but_for_an_order_that_rests_on_it_nor_held_for_one_that_is_over() {
    let clock = Clock::system();
    let known = Order::from(order(&clock));
    let mut pairs = 0;
    for attempt in attempts(&known, &clock) {
        for order in orders(&known, attempt.id) {
            pairs += 1;
            let step = Step::next(&attempt, &order, clock.now());
            let rests_on_it = order.status == OrderStatus::Complete && order.payment_id == Some(attempt.id);
            let is_over = !order.status.is_live() && !rests_on_it;
            let context = format!("{attempt:?} {order:?}: {step:?}");
            match step {
                Step::Capture => {
                    assert!(rests_on_it && attempt.status == PaymentStatus::Authorised, "{context}")
                }
                Step::FailCapture => assert!(rests_on_it && !attempt.open, "{context}"),
                Step::MakeMethod | Step::Send => {
                    assert!(order.is_payable(clock.now()) && !attempt.unwanted || rests_on_it, "{context}")
                }
                Step::Void | Step::Refund | Step::GiveUp => assert!(!rests_on_it, "{context}"),
                Step::Rest => assert!(
                    !attempt.open || attempt.status == PaymentStatus::Captured && !is_over,
                    "{context}"
                ),
                Step::Authorise | Step::Retrieve | Step::Bar | Step::RetrieveRefund => {}
            }
            let is_held = match attempt.status {
                PaymentStatus::RequiresAction | PaymentStatus::Processing | PaymentStatus::Authorised => {
                    step == Step::Void
                }
                PaymentStatus::Captured => step == Step::Refund || step == Step::RetrieveRefund,
                PaymentStatus::Initiated => step == Step::GiveUp,
                // What is not known is found out first.
                PaymentStatus::Sent => step == Step::Authorise,
                _ => !attempt.open,
            };
            assert!(!is_over || is_held, "{context}");
        }
    }
    assert_eq!(pairs, 11 * 2 * 2 * 10);
}

/// The attempt after a step that Stripe carries out at once.
fn after(step: Step, attempt: &Payment) -> Option<Payment> {
    let intent =
        |status| Intent { id: "pi_1".to_owned(), status, client_secret: Some("s".to_owned()), decline: None };
    match step {
        Step::MakeMethod => Some(attempt.with_method("pm_1".to_owned())),
        Step::Send => Some(attempt.with_status(PaymentStatus::Sent)),
        Step::Authorise => attempt.observed(&intent(IntentStatus::RequiresCapture)),
        Step::Capture => attempt.observed(&intent(IntentStatus::Succeeded)),
        Step::Void => attempt.observed(&intent(IntentStatus::Canceled)),
        Step::Refund => Some(attempt.with_status(PaymentStatus::Refunded)),
        Step::GiveUp => Some(attempt.with_status(PaymentStatus::Voided)),
        Step::FailCapture => Some(attempt.with_status(PaymentStatus::CaptureFailed)),
        Step::Bar => Some(attempt.barred()),
        Step::Retrieve | Step::RetrieveRefund | Step::Rest => None,
    }
}

#[test]
fn every_attempt_comes_to_rest_where_its_order_wants_it() {
    let clock = Clock::system();
    let known = Order::from(order(&clock));
    for attempt in attempts(&known, &clock) {
        for order in orders(&known, attempt.id) {
            let (mut end, mut steps) = (attempt.clone(), 0);
            while let Some(next) = after(Step::next(&end, &order, clock.now()), &end) {
                assert_eq!(next.version, end.version + 1);
                end = next;
                steps += 1;
                assert!(steps < 8, "{attempt:?} {order:?} never rests");
            }
            let rests_on_it = order.status == OrderStatus::Complete && order.payment_id == Some(attempt.id);
            if rests_on_it
                && attempt.open
                && attempt.stripe_id.is_some()
                && attempt.status == PaymentStatus::Authorised
            {
                assert_eq!(end.status, PaymentStatus::Captured);
            }
            if !order.status.is_live() && !rests_on_it {
                assert!(!end.open || end.refund_id.is_some(), "{attempt:?} {order:?} ends {end:?}");
            }
            if attempt.status == PaymentStatus::Declined {
                assert_eq!(end.client_secret, None, "a declined intent can be confirmed");
            }
        }
    }
}

#[test]
fn money_that_is_not_wanted_is_not_offered() {
    let clock = Clock::system();
    let known = Order::from(order(&clock));
    for attempt in attempts(&known, &clock) {
        let told: Vec<String> =
            attempt.events().iter().map(|event| event.outgoing(clock.now()).unwrap().subject).collect();
        let expected = match attempt.status {
            PaymentStatus::Authorised if attempt.unwanted => None,
            PaymentStatus::Authorised => Some("payment.created"),
            PaymentStatus::Captured => Some("payment.captured"),
            PaymentStatus::CaptureFailed => Some("payment.failed"),
            PaymentStatus::Refunded => Some("payment.refunded"),
            _ => None,
        };
        assert_eq!(told, Vec::from_iter(expected), "{attempt:?}");
    }
}

/// A second key while the first request is still under way would hold the money twice.
#[test]
fn a_key_is_trusted_to_have_done_nothing_only_long_after_the_last_unanswered_request() {
    let clock = Clock::manual(Clock::system().now());
    let attempt = Payment::new(&Order::from(order(&clock)), "pm_card_visa".parse().unwrap(), clock.now());
    assert!(!attempt.is_settled(clock.now()));
    clock.advance(Duration::from_secs(299));
    assert!(!attempt.is_settled(clock.now()));
    clock.advance(Duration::from_secs(1));
    assert!(attempt.is_settled(clock.now()));
}

#[test]
fn what_was_refused_or_abandoned_stays_unwanted() {
    let clock = Clock::manual(Clock::system().now());
    let known = Order::from(order(&clock));
    for attempt in attempts(&known, &clock) {
        let rejected = attempt.reject(clock.now());
        assert_eq!(rejected.is_some(), attempt.open && !attempt.unwanted);
        let abandoned = attempt.abandon(clock.now());
        assert_eq!(abandoned.is_some(), attempt.status == PaymentStatus::RequiresAction && !attempt.unwanted);
        for unwanted in [rejected, abandoned].into_iter().flatten() {
            assert!(unwanted.unwanted && unwanted.work_at == Some(clock.now()));
            assert_eq!((unwanted.reject(clock.now()), unwanted.abandon(clock.now())), (None, None));
        }
    }
}
