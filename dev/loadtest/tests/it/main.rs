//! The generator against a real fleet: what it does and counts. What a run on a busy machine measures is no matter of
//! a test.

#![cfg(test)]

use std::collections::BTreeMap;

use bson::oid::ObjectId;
use fleet::servers::TestServers;
use fleet::{Builder, Fleet};
use loadtest::cli::Run;
use loadtest::figures::{Propagation, Ratios, Stampede, Timers};
use loadtest::market::Site;
use loadtest::report::Report;
use loadtest::visits::Scenario;

async fn builder() -> Builder {
    let servers = TestServers::shared().await.unwrap();
    Fleet::builder().on(servers, &format!("l{}", ObjectId::new().to_hex()))
}

async fn site() -> Site {
    Site::start(builder().await).await.unwrap()
}

fn counts(report: &Report) -> BTreeMap<&str, u64> {
    report.steps.iter().map(|(step, summary)| (*step, summary.count)).collect()
}

fn no_failure(report: &Report) {
    assert!(report.steps.values().all(|summary| summary.failed == 0), "{report}");
}

fn figure(report: &Report, name: &str) -> f64 {
    report.figures.iter().find(|figure| figure.figure == name).unwrap_or_else(|| panic!("{report}")).measured
}

#[tokio::test(flavor = "multi_thread")]
async fn every_visitor_of_a_crowd_is_counted_and_the_buyers_own_their_tickets() {
    let site = site().await;
    let run = Run { rate: 20, seconds: 1, url: None };
    let report = run.on(&site, Scenario::Soak).await.unwrap();
    no_failure(&report);
    let expected = [
        ("list", 14),
        ("own", 2),
        ("pay", 2),
        ("purchase", 2),
        ("reserve", 2),
        ("sell", 2),
        ("show", 14),
        ("sign in", 2),
    ];
    assert_eq!(counts(&report), BTreeMap::from(expected));
    let names: Vec<_> = report.processes.iter().map(|spent| spent.process.as_str()).collect();
    for name in ["auth", "tickets", "orders", "payments", "expiration", "nginx", "nginx worker"] {
        assert!(names.contains(&name), "{names:?}");
    }
    site.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_that_runs_already_is_visited_by_people_who_sign_up_there() {
    let fleet = builder().await.start().await.unwrap();
    let site = Site::at(&fleet.url()).await.unwrap();
    let report = Run { rate: 4, seconds: 1, url: None }.on(&site, Scenario::Buy).await.unwrap();
    no_failure(&report);
    assert_eq!(report.steps["purchase"].count, 4);
    fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_stampede_each_ticket_is_sold_once_and_all_others_are_told() {
    let site = site().await;
    let report = Stampede { buyers: 60, tickets: 3, mongod_nice: 0 }.run(&site).await.unwrap();
    no_failure(&report);
    assert_eq!(figure(&report, "tickets sold"), 3.0);
    assert_eq!(figure(&report, "complete orders"), 3.0);
    assert_eq!(figure(&report, "buyers told that it is gone"), 57.0);
    site.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn service_and_floor_answer_the_same_requests() {
    let site = site().await;
    let report = Ratios { rounds: 1, seconds: 1, rate: 30 }.run(&site).await.unwrap();
    no_failure(&report);
    let of_each =
        |service: &str| [report.steps[service].count, report.steps[&*format!("{service}, floor")].count];
    assert_eq!([of_each("show"), of_each("list"), of_each("reserve")], [[30; 2], [5; 2], [3; 2]]);
    site.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reserved_ticket_is_seen_to_leave_the_list_and_a_timer_to_fire() {
    let site = site().await;
    let report = Timers { waiting: 100, rate: 20, seconds: 1, burst: 10 }.run(&site).await.unwrap();
    let expected = [("late, many at one moment", 10), ("late, one after the other", 20)];
    assert_eq!(counts(&report), BTreeMap::from(expected));
    let report = Propagation { rate: 3, seconds: 1, crowd: 2_000 }.run(&site).await.unwrap();
    assert_eq!(report.steps["gone from the list"].count, 3);
    assert_eq!(report.steps["gone from the list"].failed, 0, "{report}");
    site.stop().await.unwrap();
}
