use crate::harness::{Api, eventually};

#[tokio::test]
async fn a_refund_gives_back_everything_unless_told_otherwise() {
    let api = Api::start().await;
    let id = api.captured("pm_card_visa").await;
    let parameters =
        [("payment_intent", id.as_str()), ("reason", "requested_by_customer"), ("metadata[order_id]", "42")];

    let refund = api.post("/v1/refunds", &parameters).await.ok();

    assert_eq!((refund.text("/status"), &refund.body["amount"]), ("succeeded", &2500.into()));
    assert_eq!(api.get(&format!("/v1/refunds/{}", refund.id()), &[]).await.ok().body, refund.body);
    let charge = api.get(&format!("/v1/charges/{}", refund.text("/charge")), &[]).await.ok();
    assert_eq!((&charge.body["refunded"], &charge.body["amount_refunded"]), (&true.into(), &2500.into()));
    assert_eq!(api.double.ledger().payment_intent(&id).unwrap().amount_refunded, 2500);
}

#[tokio::test]
async fn no_more_is_refunded_than_was_captured() {
    let api = Api::start().await;
    let id = api.captured("pm_card_visa").await;
    let refund = |amount| [("payment_intent", id.as_str()), ("amount", amount)];

    api.post("/v1/refunds", &refund("2000")).await.ok();
    let too_much = api.post("/v1/refunds", &refund("501")).await;
    assert_eq!((too_much.status, too_much.text("/error/param")), (400, "amount"));
    assert_eq!(
        too_much.text("/error/message"),
        "Refund amount ($5.01) is greater than unrefunded amount on charge ($5.00)"
    );
    api.post("/v1/refunds", &refund("500")).await.ok();
    let all_gone = api.post("/v1/refunds", &[("payment_intent", id.as_str())]).await;
    all_gone.refused(400, "charge_already_refunded");

    assert_eq!(api.double.ledger().payment_intent(&id).unwrap().amount_refunded, 2500);
}

#[tokio::test]
async fn what_was_never_captured_is_not_refunded() {
    let api = Api::start().await;
    let held = api.held().await;
    let refused = api.post("/v1/refunds", &[("payment_intent", &held)]).await;
    refused.refused(400, "charge_not_refundable");

    let declined = api.authorise("pm_card_visa_chargeDeclined").await;
    let declined = declined.text("/error/payment_intent/id");
    assert_eq!(api.post("/v1/refunds", &[("payment_intent", declined)]).await.status, 400);

    api.post("/v1/refunds", &[("payment_intent", "pi_none")]).await.refused(400, "resource_missing");
    api.post("/v1/refunds", &[]).await.refused(400, "parameter_missing");
    assert!(api.double.ledger().refunds.is_empty());
}

#[tokio::test]
async fn refunds_are_listed_by_intent_and_by_charge() {
    let api = Api::start().await;
    let (one, other) = (api.captured("pm_card_visa").await, api.captured("pm_card_visa").await);
    let refund = api.post("/v1/refunds", &[("payment_intent", &one)]).await.ok();
    api.post("/v1/refunds", &[("payment_intent", &other)]).await.ok();

    for filter in [("payment_intent", one.as_str()), ("charge", refund.text("/charge"))] {
        let list = api.get("/v1/refunds", &[filter]).await.ok();
        assert_eq!(list.body["data"], serde_json::json!([refund.body]));
    }
}

#[tokio::test]
async fn a_refund_to_a_closed_card_succeeds_and_then_fails() {
    let api = Api::start().await;
    let id = api.captured("pm_card_refundFail").await;
    let refund = api.post("/v1/refunds", &[("payment_intent", &id)]).await.ok();
    assert_eq!(refund.text("/status"), "succeeded");

    eventually("the refund fails", || api.double.ledger().refunds[0].status == "failed").await;

    let failed = api.get(&format!("/v1/refunds/{}", refund.id()), &[]).await.ok();
    assert_eq!(failed.text("/failure_reason"), "expired_or_canceled_card");
    assert_eq!(api.double.ledger().payment_intent(&id).unwrap().amount_refunded, 0);
    let kinds: Vec<_> = api.double.events().iter().map(|e| e.event["type"].clone()).collect();
    for kind in ["refund.created", "charge.refunded", "refund.failed", "charge.refund.updated"] {
        assert!(kinds.contains(&kind.into()), "{kind}");
    }
}

#[tokio::test]
async fn a_pending_refund_succeeds_later() {
    let api = Api::start().await;
    let id = api.captured("pm_card_pendingRefund").await;
    let refund = api.post("/v1/refunds", &[("payment_intent", &id)]).await.ok();
    assert_eq!(refund.text("/status"), "pending");

    api.double.advance_clock(std::time::Duration::from_secs(5));

    assert_eq!(api.double.ledger().refunds[0].status, "succeeded");
}
