//! What is traced, and that nobody waits for it.

use std::path::Path;

use e2e::{Collector, Market, Person, SpanKind};
use fleet::Service;
use serde_json::json;
use testkit::eventually;
use tokio::net::TcpListener;

use crate::persistence::purchase;

/// A request that a browser makes in a trace of its own.
async fn pay_in_trace(market: &Market, buyer: &Person, order: &str, traceparent: &str) {
    let answer = reqwest::Client::new()
        .post(format!("{}/api/payments", market.fleet.url()))
        .header("cookie", &buyer.cookie)
        .header("traceparent", traceparent)
        .json(&json!({ "orderId": order, "token": "tok_visa" }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_is_one_trace_through_every_service_that_takes_part() {
    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    const UNSAMPLED: &str = "5bf92f3577b34da6a3ce929d0e0e4736";
    const BROWSER: &str = "00f067aa0ba902b7";
    let collector = Collector::start().await;
    let market = Market::on_shared_servers()
        .await
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url)
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .start()
        .await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let unsampled = buyer.reserve(&seller.sell("10").await).await;
    pay_in_trace(&market, &buyer, &unsampled.id, &format!("00-{UNSAMPLED}-{BROWSER}-00")).await;
    let order = buyer.reserve(&seller.sell("20").await).await;
    pay_in_trace(&market, &buyer, &order.id, &format!("00-{TRACE}-{BROWSER}-01")).await;
    market.settle().await;

    let expected = [
        ("payments", SpanKind::Server, "POST /api/payments", 1),
        ("payments", SpanKind::Producer, "send payment.created", 1),
        ("orders", SpanKind::Consumer, "process payment.created", 1),
        ("orders", SpanKind::Producer, "send order.completed", 1),
        ("tickets", SpanKind::Consumer, "process order.completed", 1),
        ("expiration", SpanKind::Consumer, "process order.completed", 1),
        ("payments", SpanKind::Consumer, "process order.completed", 1),
        // A method of the token, the hold, and the capture.
        ("payments", SpanKind::Client, "POST", 3),
        ("payments", SpanKind::Producer, "send payment.captured", 1),
        ("orders", SpanKind::Consumer, "process payment.captured", 1),
    ];
    let spans = eventually("the trace is whole", || async {
        let spans = collector.trace(TRACE);
        let count = |service, kind, name| {
            spans.iter().filter(|s| s.service == service && s.kind == kind && s.name == name).count()
        };
        let whole =
            expected.iter().all(|(service, kind, name, times)| count(*service, *kind, *name) >= *times);
        whole.then(|| spans.clone())
    })
    .await;

    for span in &spans {
        let is_parent = span.parent == BROWSER || spans.iter().any(|other| other.id == span.parent);
        assert!(is_parent, "{span:?} hangs in the air");
    }
    let of_browser: Vec<_> = spans.iter().filter(|span| span.parent == BROWSER).collect();
    assert_eq!(of_browser.iter().map(|span| span.name.as_str()).collect::<Vec<_>>(), ["POST /api/payments"]);
    assert_eq!(of_browser[0].attribute("http.response.status_code"), "201");
    let stripe: Vec<_> = spans.iter().filter(|span| span.kind == SpanKind::Client).collect();
    assert!(stripe.iter().any(|span| span.attribute("url.full").ends_with("/capture")), "{stripe:?}");
    assert!(collector.trace(UNSAMPLED).is_empty(), "who calls can say that it is not to be traced");

    let logged = logged(&market.fleet.logs(), TRACE);
    assert!(logged.contains("\"/api/payments\""), "{logged}");
    market.fleet.stop().await.unwrap();
    let all = Service::ALL.map(|service| service.name().to_owned());
    assert_eq!(collector.services(), all.into(), "what was left was sent at the end");
}

/// The lines that name a trace.
fn logged(folder: &Path, trace: &str) -> String {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let texts = files.map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned());
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| line.contains(trace)).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_never_answers_holds_up_no_purchase_and_no_stop() {
    // The system takes connections, and nobody ever reads from them.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let market = Market::on_shared_servers()
        .await
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &format!("http://{}", silent.local_addr().unwrap()))
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "4")
        .env("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4")
        .start()
        .await;
    let (seller, buyer) = (market.person().await, market.person().await);
    for _ in 0..3 {
        purchase(&seller, &buyer).await;
    }
    market.settle().await;
    eventually("spans that do not fit are dropped", || async {
        logged(&market.fleet.logs(), "dropped a Span due to queue full").contains("WARN").then_some(())
    })
    .await;
    // A service that is killed because it does not stop, or stops with an error, is told here.
    market.fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_not_there_holds_up_no_purchase_and_no_stop() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let market = Market::on_shared_servers()
        .await
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &format!("http://{closed}"))
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .start()
        .await;
    purchase(&market.person().await, &market.person().await).await;
    market.settle().await;
    market.fleet.stop().await.unwrap();
}
