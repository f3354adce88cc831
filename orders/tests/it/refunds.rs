//! POST /api/admin/orders/{id}/refund

use common::events::order::{CancelReason, OrderCancelled, OrderStatus};
use common::events::payment::{PaymentCreated, PaymentFailed, PaymentRefunded, PaymentState};
use common::events::ticket::{TicketState, TicketStatus, TicketUpdated};
use common::ids::UserId;
use futures::future::join_all;
use orders::domain::Order;
use serde_json::{Value, json};
use testkit::{Answer, Client, eventually};

use crate::harness::{Market, marked, payment_of, start};

/// A sale: the ticket, its order, and the payment.
async fn sold(market: &Market) -> (TicketState, Order, PaymentState) {
    let ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    let mark = marked(&ticket, order.id);
    market.publish(&TicketUpdated(mark.clone())).await;
    market.becomes(order.id, OrderStatus::AwaitingPayment).await;
    let payment = payment_of(&order);
    market.publish(&PaymentCreated(payment.clone())).await;
    let order = market.becomes(order.id, OrderStatus::Complete).await;
    let sold = TicketState { version: 3, status: TicketStatus::Sold, ..mark };
    market.publish(&TicketUpdated(sold.clone())).await;
    market.knows(&sold).await;
    (sold, order, payment)
}

async fn refund(admin: &Client, order: &Order, ticket: &str) -> Answer {
    let body = json!({ "reason": "the event is off", "ticket": ticket });
    admin.post(&format!("/api/admin/orders/{}/refund", order.id), &body).await
}

async fn audit(admin: &Client) -> Vec<Value> {
    admin.get("/api/admin/orders/audit").await.json(200)
}

async fn cancellations(market: &Market) -> Vec<OrderCancelled> {
    eventually("it is told", || async {
        Some(market.published::<OrderCancelled>().await).filter(|told| !told.is_empty())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refunded_order_lets_go_of_its_ticket_and_refunding_again_changes_nothing() {
    let market = start().await;
    let (ticket, order, payment) = sold(&market).await;
    let id = UserId::new();
    let admin = market.admin(id);
    let first: Value = refund(&admin, &order, "relist").await.json(200);
    assert_eq!((&first["status"], &first["cancelReason"]), (&json!("cancelled"), &json!("refunded")));
    assert_eq!((&first["ticketVoided"], &first["paymentId"]), (&json!(false), &json!(payment.id)));
    assert_eq!(first["history"].as_array().unwrap().len(), 4);
    let mut again: Value = refund(&market.admin(UserId::new()), &order, "relist").await.json(200);
    again["serverNow"] = first["serverNow"].clone();
    assert_eq!(again, first);
    // Another end for the ticket than the one that there was, nobody gets silently.
    assert_eq!(refund(&admin, &order, "void").await.expect(409).code(), "order_refunded");

    let entries = audit(&admin).await;
    assert_eq!(entries.len(), 1, "{entries:?}");
    let entry = &entries[0];
    assert_eq!(entry["admin"], json!({ "id": id, "email": format!("{id}@example.com") }));
    assert_eq!((&entry["act"], &entry["detail"]), (&json!("order.refunded"), &json!("relist")));
    assert_eq!((&entry["subject"], &entry["reason"]), (&json!(order.id), &json!("the event is off")));

    let told = cancellations(&market).await;
    let after = market.orders.get(order.id).await.unwrap().unwrap();
    assert_eq!(told, [OrderCancelled(after.state())]);
    // payments tells that it did what it was told to.
    market.publish(&PaymentRefunded(PaymentState { version: 9, ..payment })).await;
    assert_ne!(market.reserved(&ticket).await.id, order.id);
    assert_eq!(market.orders.get(order.id).await.unwrap(), Some(after));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voided_ticket_is_not_reserved_in_the_moment_before_tickets_hears_of_it() {
    let market = start().await;
    let (ticket, order, _) = sold(&market).await;
    let admin = market.admin(UserId::new());
    let refunded: Value = refund(&admin, &order, "void").await.json(200);
    assert_eq!(refunded["ticketVoided"], true);
    let answer = market.try_reserve(UserId::new(), ticket.id).await;
    assert_eq!(answer.expect(409).code(), "ticket_reserved");
    assert_eq!(refund(&admin, &order, "void").await.expect(200).code(), "");
    assert_eq!(refund(&admin, &order, "relist").await.expect(409).code(), "order_refunded");
    assert!(cancellations(&market).await[0].0.ticket_voided);
    assert_eq!(audit(&admin).await.len(), 1);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_refunds_at_once_one_is_made_and_all_are_told_so() {
    let market = start().await;
    let (_, order, _) = sold(&market).await;
    let admins: Vec<Client> = (0..10).map(|_| market.admin(UserId::new())).collect();
    let answers = join_all(admins.iter().map(|admin| refund(admin, &order, "relist"))).await;
    for answer in &answers {
        assert_eq!(answer.json::<Value>(200)["version"], order.version + 1);
    }
    assert_eq!(audit(&admins[0]).await.len(), 1);
    assert_eq!(cancellations(&market).await.len(), 1);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_refund_and_a_failed_capture_at_once_one_ends_the_order() {
    let market = start().await;
    let admin = market.admin(UserId::new());
    for _ in 0..10 {
        let (_, order, payment) = sold(&market).await;
        let failed = PaymentFailed(PaymentState { version: 9, ..payment });
        let (answer, ()) = tokio::join!(refund(&admin, &order, "relist"), market.publish(&failed));
        let after = market.becomes(order.id, OrderStatus::Cancelled).await;
        let expected = match after.cancel_reason {
            Some(CancelReason::Refunded) => (200, String::new()),
            _ => (409, "order_not_complete".to_owned()),
        };
        assert_eq!((answer.status.as_u16(), answer.code()), expected);
        assert_eq!((after.version, after.holds_ticket), (order.version + 1, false));
        let noted = audit(&admin).await.iter().filter(|entry| entry["subject"] == json!(order.id)).count();
        assert_eq!(noted, usize::from(after.cancel_reason == Some(CancelReason::Refunded)));
    }
    market.app.stop().await.unwrap();
}
