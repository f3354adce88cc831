//! The whole fleet; its programs must have been built (`cargo build --workspace`).

use std::time::Duration;

use fleet::servers::Share;
use fleet::{Fleet, Service, demo};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

async fn status(http: &Client, url: &str) -> StatusCode {
    http.get(url).send().await.unwrap().status()
}

#[tokio::test]
async fn a_fleet_serves_without_one_of_two_replicas_and_stops_in_order() {
    let builder = Fleet::builder().replicas(Service::Orders, 2).order_window(Duration::from_secs(5));
    let fleet = builder.start().await.unwrap();
    let http = Client::builder().no_proxy().build().unwrap();
    let (tickets, orders) = (format!("{}/api/tickets", fleet.url()), format!("{}/api/orders", fleet.url()));
    assert_eq!(status(&http, &tickets).await, StatusCode::OK);

    let replica = fleet.service(Service::Orders, 0).unwrap();
    replica.kill().await.unwrap();
    for _ in 0..10 {
        assert_eq!(status(&http, &orders).await, StatusCode::UNAUTHORIZED);
    }
    replica.start_again().await.unwrap();
    fleet.nats().unwrap().restart().await.unwrap();
    fleet.mongod(Service::Orders).unwrap().restart().await.unwrap();
    assert!(fleet.service(Service::Orders, 2).is_err());
    assert!(fleet.crashes().is_empty());
    fleet.stop().await.unwrap();
}

#[tokio::test]
async fn a_mongod_takes_no_more_of_the_machine_than_it_may() {
    let share = Share { cache_gb: 0.3, nice: 7 };
    let fleet = Fleet::builder().mongod_share(share).start().await.unwrap();
    let pid = fleet.mongods().next().unwrap().server().pid().await.unwrap();
    let told = |file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap();
    // proc_pid_stat(5): what follows the program's name begins with the third field, and the niceness is the nineteenth.
    let stat = told("stat");
    assert_eq!(stat.rsplit(')').next().unwrap().split_whitespace().nth(16), Some("7"));
    assert!(told("cmdline").replace('\0', " ").contains("--wiredTigerCacheSizeGB 0.3 "));
    fleet.stop().await.unwrap();
}

#[tokio::test]
async fn a_service_that_cannot_start_is_named() {
    let builder = Fleet::builder().service_env(Service::Expiration, "MONGODB_URI", "no address");
    let error = builder.start().await.unwrap_err().to_string();
    assert!(error.starts_with("expiration ended"), "{error}");
}

#[tokio::test]
async fn the_demos_admin_has_proved_the_address_and_filling_it_again_adds_nothing() {
    let fleet = Fleet::builder().admin_email(demo::ADMIN).start().await.unwrap();
    let filled = demo::fill(&fleet.url(), fleet.mail_folder()).await.unwrap();
    assert!(filled.listings >= 40, "{filled:?}");
    assert_eq!(demo::fill(&fleet.url(), fleet.mail_folder()).await.unwrap().listings, 0);
    let http = Client::builder().no_proxy().build().unwrap();
    let credentials = json!({ "email": demo::ADMIN, "password": demo::PASSWORD });
    let answer =
        http.post(format!("{}/api/users/signin", fleet.url())).json(&credentials).send().await.unwrap();
    let admin: Value = answer.json().await.unwrap();
    assert_eq!((&admin["role"], &admin["emailVerified"]), (&json!("admin"), &json!(true)));
    fleet.stop().await.unwrap();
}
