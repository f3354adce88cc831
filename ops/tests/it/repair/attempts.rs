//! `ops attempts`: an attempt to pay that nobody works on any more is found and comes to its end.

use bson::doc;
use fleet::Service;

use super::Broken;

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_is_stuck_is_listed_and_finished() {
    let broken = Broken::open().await;
    let ticket = broken.seller.sell("12.34").await;
    let order = broken.buyer.reserve(&ticket).await;
    broken.buyer.sees(&order, "awaiting:payment").await;
    // Nobody answers, so that the attempt is begun and not done.
    broken.market.stripe.fault(serde_json::json!({ "kind": "rate_limit" })).await;
    broken.buyer.pay(&order, "tok_visa").await;
    let payments = broken.documents(Service::Payments, "payments").await;
    // As if somebody had lost patience with it.
    let forgotten = doc! { "$set": { "workAt": null } };
    testkit::eventually("its plan is gone", || async {
        payments.update_one(doc! {}, forgotten.clone()).await.unwrap();
        let attempt = payments.find_one(doc! {}).await.unwrap()?;
        matches!(attempt.get("workAt"), Some(bson::Bson::Null)).then_some(())
    })
    .await;
    broken.market.stripe.clear_faults().await;

    let young = broken.ops(&["attempts", "list"]).await.done();
    assert_eq!(young, "0 unfinished\n");
    let listed = broken.ops(&["--json", "attempts", "list", "--older-than", "0s"]).await.json();
    let attempt = &listed["attempts"][0];
    assert_eq!(attempt["orderId"], order.id.as_str());
    let id = attempt["id"].as_str().unwrap();

    let would = broken.ops(&["attempts", "finish", id, "--dry-run"]).await.done();
    assert!(would.ends_with("1 would be given to payments to finish\n"), "{would}");
    let done = broken.ops(&["attempts", "finish", "--all", "--older-than", "0s"]).await.done();
    assert!(done.ends_with("1 given to payments to finish\n"), "{done}");
    broken.buyer.sees(&order, "complete").await;
    broken.ops(&["check", "--patience", "60s"]).await.done();

    let unknown = bson::oid::ObjectId::new().to_hex();
    let said = broken.ops(&["attempts", "finish", &unknown]).await;
    assert_eq!((said.code, said.err), (1, format!("error: there is no attempt {unknown}\n")));
}
