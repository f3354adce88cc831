//! `ops provision` against a server that asks for keys.

use async_nats::jetstream::{self, consumer::pull};
use futures::TryStreamExt;
use testkit::eventually;

use crate::harness::Installation;

#[tokio::test(flavor = "multi_thread")]
async fn provision_waits_for_nats_and_running_it_again_changes_nothing() {
    let installation = Installation::new();
    let log = installation.path("provision.log");
    let job = installation.begin_provisioning("1", &log);
    eventually("it has tried in vain", || async {
        let told = std::fs::read_to_string(&log).unwrap_or_default();
        told.contains("will be tried again").then_some(())
    })
    .await;
    let _nats = installation.start_nats().await;
    assert!(job.wait_for_exit().await.unwrap().success(), "{}", job.last_log_lines());

    let operator = installation.connect("ops").await;
    let names = || async {
        let mut names: Vec<String> = operator.jetstream.stream_names().try_collect().await.unwrap();
        names.sort();
        names
    };
    let made = names().await;
    assert_eq!(made, ["DEAD_LETTERS", "EXPIRATION", "ORDERS", "PAYMENTS", "SESSIONS", "TICKETS", "USERS"]);
    installation.provision("1").await;
    assert_eq!(names().await, made);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_cluster_of_three_everything_gets_three_replicas_though_it_had_one() {
    let installation = Installation::new();
    let _cluster = installation.start_cluster().await;
    let operator = installation.connect("ops").await.jetstream;
    installation.provision("1").await;
    eventually("nothing is replicated", || async { (peers(&operator).await == [0; 29]).then_some(()) }).await;
    installation.provision("3").await;
    eventually("everything is replicated", || async { (peers(&operator).await == [2; 29]).then_some(()) })
        .await;
}

/// How many other servers have each stream and each consumer.
async fn peers(operator: &jetstream::Context) -> Vec<usize> {
    let mut peers = Vec::new();
    for stream in ["DEAD_LETTERS", "EXPIRATION", "ORDERS", "PAYMENTS", "SESSIONS", "TICKETS", "USERS"] {
        let stream = operator.get_stream(stream).await.unwrap();
        peers.extend(stream.cached_info().cluster.as_ref().map(|cluster| cluster.replicas.len()));
        let consumers: Vec<String> = stream.consumer_names().try_collect().await.unwrap();
        for consumer in consumers {
            let consumer = stream.get_consumer::<pull::Config>(&consumer).await.unwrap();
            let cluster = consumer.cached_info().cluster.as_ref();
            peers.extend(cluster.map(|cluster| cluster.replicas.len()));
        }
    }
    peers
}
