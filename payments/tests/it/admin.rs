//! GET /api/admin/payments

use common::ids::{OrderId, UserId};
use payments::domain::PaymentStatus;
use serde_json::{Value, json};
use stripe_double::{Fault, FaultKind};

use crate::harness::{start, start_with_standing_clock};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_sees_the_payments_of_others() {
    let desk = start().await;
    let order = desk.ordered().await;
    for path in ["/api/admin/payments".to_owned(), format!("/api/admin/payments?orderId={}", order.id)] {
        assert_eq!(desk.anyone().get(&path).await.expect(401).code(), "not_authenticated");
        for user in [order.user_id, UserId::new()] {
            assert_eq!(desk.user(user).get(&path).await.expect(403).code(), "admins_only");
        }
    }
    // Who may not ask is not told what is wrong with the question.
    assert_eq!(
        desk.user(UserId::new()).get("/api/admin/payments?limit=0").await.expect(403).code(),
        "admins_only"
    );
    let admin = desk.admin(UserId::new());
    for query in ["orderId=12", "status=lost", "limit=101", "after=x", "userId=1"] {
        let answer = admin.get(&format!("/api/admin/payments?{query}")).await;
        assert_eq!(answer.expect(400).fields(), [query.split('=').next().unwrap()]);
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sees_every_attempt_with_stripes_ids_its_refund_and_what_went_wrong() {
    let desk = start().await;
    desk.stripe
        .add_fault(Fault::new(FaultKind::ErrorBefore).times(1).on_method("POST").on_path_suffix("/refunds"))
        .unwrap();
    let order = desk.ordered().await;
    desk.pay(&order, "pm_card_visa_chargeDeclined").await.expect(402);
    let paid: Value = desk.buy(&order, "pm_card_visa").await.json(201);
    let complete = desk.complete(&order, paid["id"].as_str().unwrap().parse().unwrap()).await;
    desk.knows(&complete).await;
    desk.cancel(&complete).await;
    desk.becomes(&order, PaymentStatus::Refunded).await;
    desk.rests().await;

    let path = format!("/api/admin/payments?orderId={}", order.id);
    let shown: Vec<Value> = desk.admin(UserId::new()).get(&path).await.json(200);
    let (refunded, declined) = (&shown[0], &shown[1]);
    assert_eq!(shown.len(), 2);
    let ledger = desk.stripe.ledger();
    let refund =
        json!([{ "id": ledger.refunds[0].id, "amount": 19.99, "currency": "usd", "status": "succeeded" }]);
    assert_eq!((&refunded["status"], &refunded["refunds"]), (&json!("refunded"), &refund));
    assert_eq!(refunded["stripeId"], ledger.refunds[0].payment_intent.as_str());
    assert_eq!((&refunded["userId"], &refunded["orderId"]), (&json!(order.user_id), &json!(order.id)));
    assert_eq!(refunded["lastError"]["message"], "stripe answered 500");
    assert_eq!(refunded["failures"], 0);
    assert_eq!(
        (&declined["status"], &declined["decline"]["code"]),
        (&json!("declined"), &json!("card_declined"))
    );
    assert_eq!((&declined["refunds"], &declined["lastError"]), (&json!([]), &Value::Null));
    // Nothing that could confirm or repeat a payment is shown to anyone.
    for secret in ["_secret_", "pm_card"] {
        assert!(!serde_json::to_string(&shown).unwrap().contains(secret));
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_payments_are_listed_newest_first_by_status_and_order() {
    let desk = start_with_standing_clock().await;
    let mut expected = Vec::new();
    for _ in 0..5 {
        let order = desk.ordered().await;
        desk.pay(&order, "pm_card_visa_chargeDeclined").await.expect(402);
        expected.insert(0, order.id.to_string());
    }
    let admin = desk.admin(UserId::new());
    for limit in [1, 2, 5] {
        let (mut listed, mut next) =
            (Vec::new(), Some(format!("/api/admin/payments?status=declined&limit={limit}")));
        while let Some(path) = next {
            let answer = admin.get(&path).await;
            let page: Vec<Value> = answer.json(200);
            listed.extend(page.iter().map(|payment| payment["orderId"].as_str().unwrap().to_owned()));
            next = answer
                .header("link")
                .strip_prefix('<')
                .map(|link| link.split('>').next().unwrap().to_owned());
        }
        assert_eq!(listed, expected, "{limit}");
    }
    assert_eq!(admin.get("/api/admin/payments?status=captured").await.json::<Value>(200), json!([]));
    let unknown = format!("/api/admin/payments?orderId={}", OrderId::new());
    assert_eq!(admin.get(&unknown).await.json::<Value>(200), json!([]));
    desk.close().await;
}
