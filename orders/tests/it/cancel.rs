//! DELETE /api/orders/{id}

use common::events::order::{CancelReason, OrderCancelled, OrderStatus};
use common::events::payment::PaymentCreated;
use common::events::ticket::TicketUpdated;
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::{marked, payment_of, start};

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_frees_the_ticket_and_cancelling_again_changes_nothing() {
    let market = start().await;
    let ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    let (buyer, path) = (market.user(order.user_id), format!("/api/orders/{}", order.id));
    for _ in 0..2 {
        let answer = buyer.delete(&path).await;
        assert_eq!(answer.expect(204).body, "");
    }
    let cancelled: Value = buyer.get(&path).await.json(200);
    assert_eq!((&cancelled["status"], &cancelled["cancelReason"]), (&json!("cancelled"), &json!("user")));
    assert_eq!(cancelled["version"], 2);
    // A mark that was on its way changes nothing any more.
    market.publish(&TicketUpdated(marked(&ticket, order.id))).await;
    market.knows(&marked(&ticket, order.id)).await;
    let next = market.reserved(&ticket).await;
    assert_ne!(next.id, order.id);

    let told = eventually("it is told once", || async {
        Some(market.published::<OrderCancelled>().await).filter(|told| !told.is_empty())
    })
    .await;
    let expected = market.orders.get(order.id).await.unwrap().unwrap();
    assert_eq!(told, [OrderCancelled(expected.state())]);
    assert_eq!(expected.cancel_reason, Some(CancelReason::User));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_an_order_that_waits_to_be_paid_is_possible_and_a_paid_one_is_refused() {
    let market = start().await;
    let (unpaid, paid) = (market.payable().await, market.payable().await);
    market.user(unpaid.user_id).delete(&format!("/api/orders/{}", unpaid.id)).await.expect(204);
    market.publish(&PaymentCreated(payment_of(&paid))).await;
    let complete = market.becomes(paid.id, OrderStatus::Complete).await;
    let answer = market.user(paid.user_id).delete(&format!("/api/orders/{}", paid.id)).await;
    assert_eq!(answer.expect(409).code(), "order_complete");
    assert_eq!(market.orders.get(paid.id).await.unwrap(), Some(complete));
    market.app.stop().await.unwrap();
}
