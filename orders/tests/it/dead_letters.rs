//! What cannot be read or used is kept with its reason, and the service goes on.

use common::events::order::OrderStatus;
use common::events::payment::{PaymentCaptured, PaymentCreated};
use testkit::{DeadLetter, World, eventually};

use crate::harness::{due, new_order, payment_of, start};

const HEARD: [&str; 8] = [
    "ticket.created",
    "ticket.updated",
    "ticket.withdrawn",
    "payment.created",
    "payment.captured",
    "payment.failed",
    "payment.refunded",
    "expiration.complete",
];

async fn letters(world: &World, count: usize) -> Vec<DeadLetter> {
    eventually("the dead letters are there", || async {
        Some(world.dead_letters("orders").await).filter(|letters| letters.len() == count)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_kept_for_every_subject_and_the_next_ones_are_heard() {
    let market = start().await;
    let bodies: [&[u8]; 4] = [b"", b"{\"id\":", b"{}", b"{\"id\":\"12\",\"orderId\":\"12\"}"];
    for subject in HEARD {
        for body in bodies {
            market.publish_raw(subject, body).await;
        }
    }
    let letters = letters(&market, HEARD.len() * bodies.len()).await;
    for subject in HEARD {
        let of_it: Vec<_> = letters.iter().filter(|letter| letter.subject == subject).collect();
        assert_eq!(of_it.len(), bodies.len(), "{subject}");
        assert!(of_it.iter().all(|letter| letter.reason.contains("cannot be read")), "{of_it:?}");
        assert!(bodies.iter().all(|body| of_it.iter().any(|letter| letter.body == *body)), "{of_it:?}");
    }
    let order = market.payable().await;
    market.publish(&PaymentCreated(payment_of(&order))).await;
    market.becomes(order.id, OrderStatus::Complete).await;
    assert!(market.is_ready().await);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_of_no_order_is_kept_with_the_reason() {
    let market = start().await;
    let unknown = new_order(&market.clock);
    market.publish(&PaymentCreated(payment_of(&unknown))).await;
    market.publish(&PaymentCaptured(payment_of(&unknown))).await;
    // The end of an order that there is not is no news.
    market.publish(&due(&unknown)).await;
    let letters = letters(&market, 2).await;
    for letter in &letters {
        assert_eq!(letter.reason, format!("no order {}", unknown.id));
    }
    let order = market.payable().await;
    market.publish(&PaymentCreated(payment_of(&order))).await;
    market.becomes(order.id, OrderStatus::Complete).await;
    assert_eq!(market.dead_letters("orders").await.len(), 2);
    market.app.stop().await.unwrap();
}
