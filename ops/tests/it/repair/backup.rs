//! `ops backup` and `ops restore`: a fleet that lost everything is what it was, and goes on.

use std::path::Path;

use bson::{Document, doc};
use fleet::Service;
use futures::future::join_all;
use testkit::eventually;

use super::Broken;

async fn stop_services(broken: &Broken) {
    for service in Service::ALL {
        for server in broken.market.fleet.replicas(service) {
            server.stop().await.unwrap();
        }
    }
}

async fn start_services(broken: &Broken) {
    for service in Service::ALL {
        for server in broken.market.fleet.replicas(service) {
            server.start_again_unready().await.unwrap();
        }
    }
    broken.market.ready().await;
}

/// Everything that all five services know.
async fn lose_all_databases(broken: &Broken) {
    for service in Service::ALL {
        let database = broken.market.database(service).await;
        for name in database.list_collection_names().await.unwrap() {
            database.collection::<Document>(&name).drop().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_that_lost_its_databases_is_restored_and_converges() {
    let broken = Broken::open().await;
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("backup");
    let folder = folder.to_str().unwrap();
    let (bought, order) = broken.purchase().await;
    let reserved = broken.buyer.reserve(&broken.seller.sell("20").await).await;
    broken.buyer.sees(&reserved, "awaiting:payment").await;

    // In the middle of other purchases, each of which is in it to some extent or not at all.
    let others = join_all((0..8).map(|_| broken.purchase()));
    let backup = ["backup", folder];
    let (others, said) = tokio::join!(others, broken.ops(&backup));
    assert!(said.done().ends_with("Z\n"));
    assert_eq!(others.len(), 8);
    let after = broken.seller.sell("30").await;

    stop_services(&broken).await;
    lose_all_databases(&broken).await;
    let would = broken.ops(&["restore", folder, "--dry-run"]).await.done();
    assert!(would.contains("would be restored"), "{would}");
    broken.ops(&["restore", folder]).await.done();
    start_services(&broken).await;

    // The buyer was signed in when it was made, and still is.
    broken.buyer.sees(&order, "complete").await;
    broken.seller.sees_ticket(&bought, "sold").await;
    assert_eq!(broken.seller.http.get(&format!("/api/tickets/{}", after.id)).await.status, 404);
    // Who had paid after it was made has an order that is not paid: payments finds out from Stripe, and gives back.
    eventually("what was decided after the backup is undone or done again", || async {
        let said = broken.ops(&["check", "--patience", "1s"]).await;
        let unexplained = said.out.lines().filter(|line| !line.starts_with("intent of no payment"));
        (unexplained.count() == 1).then_some(())
    })
    .await;
    broken.purchase().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_touched_by_a_restore_that_cannot_be_done() {
    let broken = Broken::open().await;
    let scratch = tempfile::tempdir().unwrap();
    let path = |name: &str| scratch.path().join(name).to_str().unwrap().to_owned();
    broken.purchase().await;
    let would = broken.ops(&["backup", &path("dry"), "--dry-run"]).await.done();
    assert!(would.contains("would be copied") && !Path::new(&path("dry")).exists(), "{would}");
    broken.ops(&["backup", &path("whole")]).await.done();
    let fails = async |args: &[&str], why: &str| {
        let said = broken.ops(args).await;
        assert!(said.code == 1 && said.err.contains(why), "{said:?}");
    };

    fails(&["backup", &path("whole")], "is there already").await;
    fails(&["restore", &path("nothing")], "this is no complete backup").await;
    fails(&["restore", &path("whole"), "--replace"], "is running: stop every service first").await;
    stop_services(&broken).await;
    fails(&["restore", &path("whole")], "is not empty").await;

    let orders = scratch.path().join("whole/orders/orders.bson");
    let whole = std::fs::read(&orders).unwrap();
    std::fs::write(&orders, &whole[..whole.len() - 1]).unwrap();
    fails(&["restore", &path("whole"), "--replace"], "orders.bson is damaged").await;
    std::fs::write(&orders, []).unwrap();
    fails(&["restore", &path("whole"), "--replace"], "is not what was backed up").await;

    start_services(&broken).await;
    broken.ops(&["check", "--patience", "60s"]).await.done();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_for_its_owner_alone_and_can_take_the_place_of_what_is_there() {
    use std::os::unix::fs::PermissionsExt as _;
    let broken = Broken::open().await;
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("backup");
    let ticket = broken.seller.sell("12.34").await;
    broken.ops(&["backup", folder.to_str().unwrap()]).await.done();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(&folder), mode(&folder.join("auth"))], [0o700, 0o700]);
    assert_eq!([mode(&folder.join("backup.json")), mode(&folder.join("auth/users.bson"))], [0o600, 0o600]);

    broken.seller.http.delete(&format!("/api/tickets/{}", ticket.id)).await.expect(204);
    stop_services(&broken).await;
    broken.ops(&["restore", folder.to_str().unwrap(), "--replace"]).await.done();
    start_services(&broken).await;
    broken.seller.sees_ticket(&ticket, "listed").await;
    assert_eq!(
        broken.documents(Service::Tickets, "tickets").await.count_documents(doc! {}).await.unwrap(),
        1
    );
    broken.ops(&["check", "--patience", "60s"]).await.done();
}
