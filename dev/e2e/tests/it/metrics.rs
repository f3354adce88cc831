//! What the services export moves as it should.

use std::time::Duration;

use async_nats::jetstream;
use common::bus::Names;
use e2e::Market;
use fleet::Service;
use reqwest::Method;
use serde_json::json;
use testkit::eventually;

use crate::persistence::purchase;

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_is_counted_by_every_service_that_takes_part() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("19.99").await).await;
    let begun = market.metrics(Service::Orders).await;
    assert_eq!(begun.sum("orders_total", &[("status", "created")]), 1.0);
    assert_eq!(begun.sum("orders_total", &[("status", "complete")]), 0.0);
    buyer.pay(&order, "tok_visa").await.expect(201);
    market.settle().await;

    let orders = market.metrics(Service::Orders).await;
    assert_eq!(orders.sum("orders_total", &[("status", "awaiting_payment")]), 1.0);
    assert_eq!(orders.sum("orders_total", &[("status", "complete")]), 1.0);
    assert_eq!(orders.sum("orders_total", &[("status", "cancelled")]), 0.0);
    let reserved = [
        ("http_request_method", "POST"),
        ("http_route", "/api/orders"),
        ("http_response_status_code", "201"),
    ];
    assert_eq!(orders.sum("http_server_request_duration_seconds_count", &reserved), 1.0);
    let payment_created = [("messaging_destination_name", "payment.created"), ("outcome", "ok")];
    assert_eq!(orders.sum("messaging_process_duration_seconds_count", &payment_created), 1.0);
    assert!(orders.sum("outbox_published_total", &[("collection", "orders")]) >= 3.0);
    assert_eq!(orders.sum("outbox_pending", &[]), 0.0);
    assert_eq!(orders.sum("outbox_oldest_seconds", &[]), 0.0);
    assert_eq!(orders.sum("messaging_consumer_pending_messages", &[]), 0.0);
    assert_eq!(orders.sum("messaging_dead_letters", &[]), 0.0);

    let payments = market.metrics(Service::Payments).await;
    assert_eq!(payments.sum("payments_total", &[("status", "captured")]), 1.0);
    assert_eq!(payments.sum("payments_cents_total", &[("status", "captured")]), 1999.0);
    assert_eq!(payments.sum("payments_total", &[("status", "declined")]), 0.0);
    assert_eq!(payments.sum("payments_in_progress", &[]), 0.0);
    let stripe = [("http_request_method", "POST"), ("http_response_status_code", "200")];
    assert!(payments.sum("http_client_request_duration_seconds_count", &stripe) >= 2.0);
    market.fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_runs_out_is_counted_with_its_reason_and_its_timer_with_its_lateness() {
    let market = Market::on_shared_servers().await.order_window(Duration::from_secs(1)).start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("10").await).await;
    buyer.sees(&order, "cancelled").await;
    let orders = market.metrics(Service::Orders).await;
    assert_eq!(orders.sum("orders_total", &[("status", "cancelled"), ("reason", "expired")]), 1.0);
    assert_eq!(orders.sum("orders_total", &[("status", "cancelled"), ("reason", "user")]), 0.0);
    let expiration = market.metrics(Service::Expiration).await;
    assert_eq!(expiration.sum("expiration_timer_lateness_seconds_count", &[]), 1.0);
    assert_eq!(expiration.sum("expiration_timers_due", &[]), 0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_card_and_a_stripe_that_fails_are_counted() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("10").await).await;
    market
        .stripe
        .fault(json!({
            "match": { "method": "POST", "path_prefix": "/v1/payment_intents" },
            "kind": "error_before", "status": 500, "times": 1,
        }))
        .await;
    buyer.pay(&order, "pm_card_visa_chargeDeclined").await.expect(402);
    let payments = market.metrics(Service::Payments).await;
    assert_eq!(payments.sum("payments_total", &[("status", "declined")]), 1.0);
    assert_eq!(payments.sum("payments_total", &[("status", "captured")]), 0.0);
    let failed = [("http_response_status_code", "500")];
    assert_eq!(payments.sum("http_client_request_duration_seconds_count", &failed), 1.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_counted_by_route_whatever_path_or_method_somebody_invents() {
    let market = Market::open().await;
    let anyone = market.anyone();
    for ticket in ["6565656565656565656565aa", "6565656565656565656565ab"] {
        anyone.get(&format!("/api/tickets/{ticket}")).await.expect(404);
    }
    let tickets = market.fleet.service(Service::Tickets, 0).unwrap().url();
    for (method, path) in [("BREW", "/api/tickets"), ("GET", "/api/tickets/a/b/c/d"), ("GET", "/cgi-bin")] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        reqwest::Client::new().request(method, format!("{tickets}{path}")).send().await.unwrap();
    }
    let metrics = market.metrics(Service::Tickets).await;
    let count = |method, route, status| {
        let labels =
            [("http_request_method", method), ("http_route", route), ("http_response_status_code", status)];
        metrics.count("http_server_request_duration_seconds_count", &labels)
    };
    assert_eq!(count("GET", "/api/tickets/{id}", "404"), 2.0);
    assert_eq!(count("_OTHER", "/api/tickets", "405"), 1.0);
    assert_eq!(count("GET", "none", "404"), 2.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_cannot_be_read_is_counted_as_a_dead_letter_and_stays_in_sight() {
    let market = Market::open().await;
    let names = Names::new(&market.fleet.settings().bus_prefix);
    let client = async_nats::connect(&market.fleet.settings().nats_url).await.unwrap();
    let jetstream = jetstream::new(client);
    let stored = jetstream.publish(names.subject("order.payment_rejected"), "?".into()).await.unwrap();
    stored.await.unwrap();
    let subject = ("messaging_destination_name", "order.payment_rejected");
    eventually("payments counts it", || async {
        let metrics = market.metrics(Service::Payments).await;
        (metrics.sum("messaging_dead_letters_total", &[subject]) == 1.0).then_some(())
    })
    .await;
    let rejected = [subject, ("outcome", "rejected")];
    let payments = market.metrics(Service::Payments).await;
    assert_eq!(payments.sum("messaging_process_duration_seconds_count", &rejected), 1.0);
    assert_eq!(market.metrics(Service::Orders).await.sum("messaging_dead_letters", &[]), 1.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_server_that_is_down_is_seen_until_it_is_back() {
    let market = Market::on_own_servers().start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    purchase(&seller, &buyer).await;
    market.settle().await;
    let listing = json!({ "title": "Concert", "price": 10 });

    let nats = market.fleet.nats().unwrap();
    nats.kill().await.unwrap();
    seller.http.post("/api/tickets", &listing).await.expect(201);
    eventually("tickets has something to tell, and cannot", || async {
        let metrics = market.metrics(Service::Tickets).await;
        let (pending, oldest) =
            (metrics.sum("outbox_pending", &[]), metrics.sum("outbox_oldest_seconds", &[]));
        let seen = pending == 1.0 && oldest > 0.0 && metrics.sum("outbox_failures_total", &[]) > 0.0;
        (seen && metrics.sum("service_ready", &[]) == 0.0).then_some(())
    })
    .await;
    let orders = market.metrics(Service::Orders).await;
    assert!(orders.sum("messaging_consumer_pending_messages", &[]).is_nan(), "nobody knows");
    nats.start_again().await.unwrap();
    market.ready().await;
    eventually("it is told", || async {
        let metrics = market.metrics(Service::Tickets).await;
        (metrics.sum("outbox_pending", &[]) == 0.0 && metrics.sum("service_ready", &[]) == 1.0).then_some(())
    })
    .await;

    let mongod = market.fleet.mongod(Service::Orders).unwrap();
    mongod.kill().await.unwrap();
    seller.http.post("/api/tickets", &listing).await.expect(201);
    let ticket_created = ("messaging_destination_name", "ticket.created");
    eventually("orders hears it again and again", || async {
        let metrics = market.metrics(Service::Orders).await;
        let again = metrics.sum("messaging_redeliveries_total", &[ticket_created]) >= 2.0;
        let waits = metrics.sum("messaging_consumer_ack_pending_messages", &[ticket_created]) == 1.0;
        let failing = metrics.sum("dependency_up", &[("dependency", "mongodb")]) == 0.0;
        (again && waits && failing && metrics.sum("outbox_pending", &[]).is_nan()).then_some(())
    })
    .await;
    mongod.start_again().await.unwrap();
    market.ready().await;
    eventually("it is heard", || async {
        let metrics = market.metrics(Service::Orders).await;
        (metrics.sum("messaging_consumer_ack_pending_messages", &[ticket_created]) == 0.0).then_some(())
    })
    .await;
    let orders = market.metrics(Service::Orders).await;
    assert_eq!(orders.sum("messaging_dead_letters_total", &[ticket_created]), 0.0);
    let retried = [ticket_created, ("outcome", "retry")];
    assert!(orders.sum("messaging_process_duration_seconds_count", &retried) >= 2.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_to_mongodb_are_counted_by_what_they_do() {
    let market = Market::open().await;
    market.person().await;
    let metrics = market.metrics(Service::Auth).await;
    let (idle, used) = (
        metrics.sum("db_client_connection_count", &[("state", "idle")]),
        metrics.sum("db_client_connection_count", &[("state", "used")]),
    );
    let max = metrics.sum("db_client_connection_max", &[]);
    assert!(idle >= 0.0 && used >= 0.0 && (1.0..=max).contains(&(idle + used)), "{idle} {used} {max}");
    assert!(metrics.sum("db_client_connection_wait_time_seconds_count", &[]) > 0.0);
    assert_eq!(metrics.sum("db_client_connection_failures_total", &[]), 0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_tells_what_it_is_and_what_it_takes() {
    let market = Market::open().await;
    for service in Service::ALL {
        let metrics = market.metrics(service).await;
        assert_eq!(metrics.sum("build_info", &[("version", env!("CARGO_PKG_VERSION"))]), 1.0);
        assert!(metrics.sum("process_resident_memory_bytes", &[]) > 1e6);
        assert!(metrics.sum("process_open_fds", &[]) < metrics.sum("process_max_fds", &[]));
        assert!(metrics.sum("process_cpu_seconds_total", &[]) >= 0.0);
        assert!(metrics.sum("process_start_time_seconds", &[]) > 1.7e9);
    }
}
