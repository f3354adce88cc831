//! What orders hears of payments, and how it decides.

use common::bus::{ListenError, Listener};
use common::events::order::{
    CancelReason, OrderCancelled, OrderCompleted, OrderPaymentRejected, OrderStatus,
};
use common::events::payment::{PaymentCaptured, PaymentCreated, PaymentFailed, PaymentRefunded};
use common::events::ticket::TicketUpdated;
use common::ids::UserId;
use orders::listeners::PaymentCreatedListener;
use testkit::eventually;

use crate::harness::{Market, marked, payment_of, start};

async fn rejected(market: &Market) -> Vec<OrderPaymentRejected> {
    eventually("a payment is rejected", || async {
        Some(market.published::<OrderPaymentRejected>().await).filter(|told| !told.is_empty())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authorised_payment_completes_the_order_once() {
    let market = start().await;
    let order = market.payable().await;
    let payment = payment_of(&order);
    market.publish(&PaymentCreated(payment.clone())).await;
    let complete = market.becomes(order.id, OrderStatus::Complete).await;
    assert_eq!((complete.version, complete.payment_id), (3, Some(payment.id)));
    // The same payment again, authorised or taken, is no news.
    market.tell_again("payment.created", &payment).await;
    market.publish(&PaymentCaptured(payment.clone())).await;
    let told = eventually("it is told", || async {
        Some(market.published::<OrderCompleted>().await).filter(|told| !told.is_empty())
    })
    .await;
    assert_eq!(told, [OrderCompleted(complete.state())]);

    // Another one is sent back; that it was heard last shows that the others have been heard.
    let second = payment_of(&order);
    market.publish(&PaymentCreated(second.clone())).await;
    let expected = OrderPaymentRejected { order_id: order.id, version: 3, payment_id: second.id };
    assert_eq!(rejected(&market).await, [expected]);
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(complete));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_waits_until_the_ticket_is_marked() {
    let market = start().await;
    let ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    let payment = payment_of(&order);
    let waits = PaymentCreatedListener(market.orders.clone()).hear(PaymentCreated(payment.clone())).await;
    // A growing delay: an outage of tickets must not use up its deliveries.
    assert!(matches!(waits, Err(ListenError::Retry(_))), "{waits:?}");
    market.publish(&PaymentCreated(payment.clone())).await;
    market.publish(&TicketUpdated(marked(&ticket, order.id))).await;
    let complete = market.becomes(order.id, OrderStatus::Complete).await;
    assert_eq!((complete.version, complete.payment_id), (3, Some(payment.id)));
    assert!(market.dead_letters("orders").await.is_empty());
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_of_an_order_that_is_over_is_sent_back() {
    let market = start().await;
    let order = market.payable().await;
    market.user(order.user_id).delete(&format!("/api/orders/{}", order.id)).await.expect(204);
    let cancelled = market.becomes(order.id, OrderStatus::Cancelled).await;
    let payment = payment_of(&order);
    market.publish(&PaymentCreated(payment.clone())).await;
    let expected = OrderPaymentRejected { order_id: order.id, version: 3, payment_id: payment.id };
    assert_eq!(rejected(&market).await, [expected]);
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(cancelled));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_was_taken_for_an_order_that_is_over_is_sent_back() {
    let market = start().await;
    let order = market.payable().await;
    market.user(order.user_id).delete(&format!("/api/orders/{}", order.id)).await.expect(204);
    let payment = payment_of(&order);
    market.publish(&PaymentCaptured(payment.clone())).await;
    assert_eq!(rejected(&market).await[0].payment_id, payment.id);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_ends_when_its_money_cannot_be_had_or_was_given_back_and_its_ticket_is_free() {
    let market = start().await;
    for reason in [CancelReason::PaymentFailed, CancelReason::Refunded] {
        let order = market.payable().await;
        let payment = payment_of(&order);
        market.publish(&PaymentCreated(payment.clone())).await;
        market.becomes(order.id, OrderStatus::Complete).await;
        match reason {
            CancelReason::Refunded => market.publish(&PaymentRefunded(payment.clone())).await,
            _ => market.publish(&PaymentFailed(payment.clone())).await,
        }
        let cancelled = market.becomes(order.id, OrderStatus::Cancelled).await;
        assert_eq!((cancelled.version, cancelled.cancel_reason), (4, Some(reason)));
        // Who was charged stays known.
        assert_eq!(cancelled.payment_id, Some(payment.id));
        eventually("it is told", || async {
            market
                .published::<OrderCancelled>()
                .await
                .contains(&OrderCancelled(cancelled.state()))
                .then_some(())
        })
        .await;
        let again = market.try_reserve(UserId::new(), order.ticket.id).await;
        again.expect(201);
    }
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_failure_of_a_payment_that_the_order_does_not_rest_on_changes_nothing() {
    let market = start().await;
    let order = market.payable().await;
    let (payment, other) = (payment_of(&order), payment_of(&order));
    market.publish(&PaymentCreated(payment.clone())).await;
    let complete = market.becomes(order.id, OrderStatus::Complete).await;
    market.publish(&PaymentFailed(other.clone())).await;
    market.publish(&PaymentRefunded(other.clone())).await;
    market.publish(&PaymentFailed(payment_of(&market.payable().await))).await;
    // Heard last, so the others have been heard.
    market.publish(&PaymentCreated(other)).await;
    rejected(&market).await;
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(complete));
    market.app.stop().await.unwrap();
}
