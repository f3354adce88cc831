//! `ops retell`: copies that are lost come back.

use bson::doc;
use fleet::Service;

use super::Broken;

#[tokio::test(flavor = "multi_thread")]
async fn one_state_that_is_told_again_mends_the_copy_of_it() {
    let broken = Broken::open().await;
    let (ticket, other) = (broken.seller.sell("1").await, broken.seller.sell("2").await);
    let copies = broken.documents(Service::Orders, "tickets").await;
    copies.delete_many(doc! {}).await.unwrap();

    let would = broken.ops(&["retell", "--service", "tickets", "--id", &ticket.id, "--dry-run"]).await.done();
    assert_eq!(would, "tickets.tickets              1 would be looked at\n");
    assert_eq!(copies.count_documents(doc! {}).await.unwrap(), 0);

    let told = broken.ops(&["retell", "--service", "tickets", "--id", &ticket.id]).await.done();
    assert_eq!(told, "tickets.tickets              1 told again\n");
    let said = broken.ops(&["check", "--patience", "2s"]).await;
    assert!(said.code == 3 && said.out.contains(&other.id) && !said.out.contains(&ticket.id), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_copy_of_every_service_comes_back_from_nothing() {
    let broken = Broken::open().await;
    broken.purchase().await;
    broken.buyer.reserve(&broken.seller.sell("3").await).await;
    for (service, collection) in
        [(Service::Orders, "tickets"), (Service::Tickets, "orders"), (Service::Payments, "orders")]
    {
        broken.documents(service, collection).await.delete_many(doc! {}).await.unwrap();
    }
    let told = broken.ops(&["--json", "retell", "--all"]).await.json();
    let collections = told["collections"].as_array().unwrap();
    let states = |name: &str| {
        collections.iter().find(|collection| collection["name"] == name).unwrap()["states"].as_u64().unwrap()
    };
    assert_eq!([states("tickets"), states("orders"), states("payments")], [2, 2, 1]);
    broken.ops(&["check", "--patience", "60s"]).await.done();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_unless_it_is_said_what() {
    let broken = Broken::open().await;
    for wrong in [&["retell"][..], &["retell", "--all", "--since", "1h"], &["retell", "--since", "soon"]] {
        let said = broken.ops(wrong).await;
        assert_eq!(said.code, 2, "{said:?}");
    }
    let recent = broken.ops(&["--json", "retell", "--since", "1h", "--service", "orders"]).await.json();
    assert_eq!(recent["collections"][0]["states"], 0);
}
