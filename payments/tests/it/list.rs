//! GET /api/payments?orderId=

use std::time::Duration;

use common::ids::{OrderId, UserId};
use serde_json::{Value, json};

use crate::harness::start_with_standing_clock;

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_sees_his_attempts_newest_first_and_nobody_else_does() {
    let desk = start_with_standing_clock().await;
    let order = desk.ordered().await;
    let path = format!("/api/payments?orderId={}", order.id);
    let (buyer, stranger) = (desk.user(order.user_id), desk.user(UserId::new()));
    assert_eq!(buyer.get(&path).await.json::<Value>(200), json!([]));
    let first_at = desk.clock.now();
    desk.pay(&order, "pm_card_visa_chargeDeclined").await.expect(402);
    desk.clock.advance(Duration::from_secs(1));
    let paid: Value = desk.buy(&order, "pm_card_visa").await.json(201);

    let shown: Value = buyer.get(&path).await.json(200);
    assert_eq!(
        shown,
        json!([
            {
                "id": paid["id"],
                "orderId": order.id,
                "status": "succeeded",
                "amount": 19.99,
                "currency": "usd",
                "createdAt": desk.clock.now(),
                "refunds": [],
            },
            {
                "id": shown[1]["id"],
                "orderId": order.id,
                "status": "failed",
                "amount": 19.99,
                "currency": "usd",
                "createdAt": first_at,
                "declineCode": "card_declined",
                "refunds": [],
            },
        ])
    );
    assert_eq!(stranger.get(&path).await.json::<Value>(200), json!([]));
    let unknown = format!("/api/payments?orderId={}", OrderId::new());
    assert_eq!(buyer.get(&unknown).await.json::<Value>(200), json!([]));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_no_order_is_refused() {
    let desk = start_with_standing_clock().await;
    let user = desk.user(UserId::new());
    let id = OrderId::new();
    let queries = [
        "".to_owned(),
        "?orderId=".to_owned(),
        "?orderId=12".to_owned(),
        "?orderId[$ne]=1".to_owned(),
        format!("?orderId={id}&userId={id}"),
        format!("?orderId={id}&orderId={id}"),
    ];
    for query in queries {
        let answer = user.get(&format!("/api/payments{query}")).await;
        assert_eq!(answer.expect(400).code(), "invalid_request", "{query}");
    }
    let signed_out = desk.anyone().get(&format!("/api/payments?orderId={id}")).await;
    assert_eq!(signed_out.expect(401).code(), "not_authenticated");
    desk.close().await;
}
