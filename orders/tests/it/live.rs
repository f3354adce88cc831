//! GET /api/orders/{id}/live

use std::pin::Pin;

use common::events::payment::PaymentCreated;
use common::events::ticket::TicketUpdated;
use futures::{Stream, StreamExt};
use reqwest::Method;
use serde_json::Value;
use testkit::Client;

use crate::harness::{marked, payment_of, start};

/// A stream of server-sent events.
struct Events {
    chunks: Pin<Box<dyn Stream<Item = reqwest::Result<axum::body::Bytes>> + Send>>,
    buffer: String,
}

#[derive(Debug, Default)]
struct Event {
    name: String,
    id: String,
    data: Value,
}

impl Events {
    async fn of(client: &Client, path: &str) -> Self {
        let response = client.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert_eq!(response.headers()["cache-control"], "no-cache, no-transform");
        Self { chunks: Box::pin(response.bytes_stream()), buffer: String::new() }
    }

    /// The next event that carries data; `None` once the stream has ended well.
    async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let event = parse(block);
                self.buffer = rest.to_owned();
                if event.is_some() {
                    return event;
                }
            }
            let chunk = self.chunks.next().await?.expect("the stream is not cut");
            self.buffer.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

fn parse(block: &str) -> Option<Event> {
    let mut event = Event::default();
    for (field, value) in block.lines().filter_map(|line| line.split_once(": ")) {
        match field {
            "event" => event.name = value.to_owned(),
            "id" => event.id = value.to_owned(),
            "data" => event.data = serde_json::from_str(value).unwrap(),
            _ => {}
        }
    }
    (!event.data.is_null()).then_some(event)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_view_shows_the_order_then_its_changes_and_ends_with_the_service() {
    let market = start().await;
    let ticket = market.listed().await;
    let order = market.reserved(&ticket).await;
    let path = format!("/api/orders/{}/live", order.id);
    let mut view = Events::of(&market.user(order.user_id), &path).await;
    let first = view.next().await.unwrap();
    assert_eq!((first.name.as_str(), first.id.as_str()), ("order", "1"));
    assert_eq!((&first.data["status"], &first.data["id"]), (&"created".into(), &order.id.to_string().into()));
    assert!(first.data["serverNow"].is_string() && first.data["expiresAt"].is_string());
    let page: Value = market.user(order.user_id).get(path.trim_end_matches("/live")).await.json(200);
    let fields = |order: &Value| order.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&first.data), fields(&page));

    // Another order's changes are not shown.
    market.payable().await;
    market.publish(&TicketUpdated(marked(&ticket, order.id))).await;
    let second = view.next().await.unwrap();
    assert_eq!((second.id.as_str(), &second.data["status"]), ("2", &"awaiting:payment".into()));
    market.publish(&PaymentCreated(payment_of(&order))).await;
    let third = view.next().await.unwrap();
    assert_eq!((third.id.as_str(), &third.data["status"]), ("3", &"complete".into()));
    // A view that is opened later begins with how it stands.
    let mut late = Events::of(&market.user(order.user_id), &path).await;
    assert_eq!(late.next().await.unwrap().data["status"], "complete");

    let (stopped, first, second) = tokio::join!(market.app.stop(), view.next(), late.next());
    stopped.unwrap();
    assert!(first.is_none() && second.is_none());
}
