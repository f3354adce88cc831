//! What cannot be read or used is kept with its reason, and the service goes on.

use common::events::order::OrderPaymentRejected;
use common::ids::PaymentId;
use testkit::{DeadLetter, eventually};

use crate::harness::{Desk, start};

const HEARD: [&str; 5] =
    ["order.created", "order.updated", "order.cancelled", "order.completed", "order.payment_rejected"];

async fn letters(desk: &Desk, count: usize) -> Vec<DeadLetter> {
    eventually("the dead letters are there", || async {
        Some(desk.dead_letters("payments").await).filter(|letters| letters.len() == count)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_kept_for_every_subject_and_the_next_ones_are_heard() {
    let desk = start().await;
    let bodies: [&[u8]; 4] = [b"", b"{\"id\":", b"{}", b"{\"id\":\"12\",\"orderId\":\"12\"}"];
    for subject in HEARD {
        for body in bodies {
            desk.publish_raw(subject, body).await;
        }
    }
    let letters = letters(&desk, HEARD.len() * bodies.len()).await;
    for subject in HEARD {
        let of_it: Vec<_> = letters.iter().filter(|letter| letter.subject == subject).collect();
        assert_eq!(of_it.len(), bodies.len(), "{subject}");
        assert!(of_it.iter().all(|letter| letter.reason.contains("cannot be read")), "{of_it:?}");
    }
    let order = desk.ordered().await;
    desk.buy(&order, "pm_card_visa").await.expect(201);
    assert!(desk.is_ready().await);
    desk.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rejection_of_no_payment_is_kept_with_the_reason() {
    let desk = start().await;
    let order = desk.ordered().await;
    let rejected = OrderPaymentRejected { order_id: order.id, version: 2, payment_id: PaymentId::new() };
    desk.publish(&rejected).await;
    let letters = letters(&desk, 1).await;
    assert_eq!(letters[0].reason, format!("no payment {}", rejected.payment_id));
    desk.buy(&order, "pm_card_visa").await.expect(201);
    desk.app.stop().await.unwrap();
}
