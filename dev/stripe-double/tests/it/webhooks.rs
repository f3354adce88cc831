use reqwest::Method;
use serde_json::{Value, json};
use stripe_double::{DeliveryState, WebhookKnobs, signature};

use crate::harness::receiver::{Delivery, Receiver};
use crate::harness::{Api, eventually};

const SECRET: &str = "whsec_test";

async fn listening(answers: &[u16]) -> (Api, Receiver) {
    let api = Api::start().await;
    let receiver = Receiver::start(answers).await;
    let target = json!({ "url": receiver.url(), "secret": SECRET });
    api.control(Method::POST, "/_double/webhooks", target).await.ok();
    (api, receiver)
}

fn kind(delivery: &Delivery) -> &str {
    delivery.event["type"].as_str().unwrap()
}

#[tokio::test]
async fn an_event_is_a_signed_snapshot() {
    let (api, mut receiver) = listening(&[]).await;
    let request = crate::harness::authorisation("pm_card_visa");
    let intent = api.post_with_key("attempt-1", "/v1/payment_intents", &request).await.ok();

    let mut deliveries = receiver.take(3).await;

    deliveries.sort_by_key(|delivery| kind(delivery).to_owned());
    let kinds: Vec<&str> = deliveries.iter().map(kind).collect();
    let authorised = "payment_intent.amount_capturable_updated";
    assert_eq!(kinds, ["charge.succeeded", authorised, "payment_intent.created"]);
    let Delivery { event, signature: header, body } = &deliveries[1];
    assert_eq!(event["data"]["object"], intent.body);
    assert_eq!(event["object"], "event");
    assert_eq!(event["api_version"], stripe_double::API_VERSION);
    assert_eq!(event["livemode"], false);
    assert_eq!(event["pending_webhooks"], 1);
    assert_eq!(event["request"]["id"], intent.header("request-id"));
    assert_eq!(event["request"]["idempotency_key"], "attempt-1");
    assert!(event["id"].as_str().unwrap().starts_with("evt_"));
    let (signed_at, v1) = header.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
    assert_eq!(v1, signature::v1(SECRET, signed_at.parse().unwrap(), body));
    assert_eq!(deliveries[2].event["data"]["object"]["status"], "requires_confirmation");
}

#[test]
fn a_signature_is_the_hmac_of_time_and_payload() {
    // Reckoned with OpenSSL: printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec_test
    let expected = "35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91";
    assert_eq!(signature::v1("whsec_test", 1_700_000_000, "{}"), expected);
}

#[tokio::test]
async fn every_step_of_a_payment_is_told() {
    let (api, _receiver) = listening(&[]).await;
    let paid = api.captured("pm_card_visa").await;
    api.post("/v1/refunds", &[("payment_intent", &paid)]).await.ok();
    let held = api.held().await;
    api.post(&format!("/v1/payment_intents/{held}/cancel"), &[]).await.ok();
    api.authorise("pm_card_chargeDeclinedExpiredCard").await.refused(402, "expired_card");
    api.authorise("pm_card_threeDSecure2Required").await.ok();

    let told = api.control(Method::GET, "/_double/events", Value::Null).await.ok();

    let kinds: Vec<&str> = told.body["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["event"]["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.amount_capturable_updated",
            "charge.captured",
            "payment_intent.succeeded",
            "refund.created",
            "charge.refunded",
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.amount_capturable_updated",
            "charge.refunded",
            "payment_intent.canceled",
            "payment_intent.created",
            "charge.failed",
            "payment_intent.payment_failed",
            "payment_intent.created",
            "payment_intent.requires_action",
        ]
    );
}

#[tokio::test]
async fn an_event_that_is_not_accepted_comes_again() {
    let (api, mut receiver) = listening(&[500, 503]).await;
    let bare = [("amount", "2500"), ("currency", "usd"), ("payment_method_types[]", "card")];
    api.post("/v1/payment_intents", &bare).await.ok();

    let deliveries = receiver.take(3).await;

    let ids: Vec<&Value> = deliveries.iter().map(|delivery| &delivery.event["id"]).collect();
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    let report = || api.double.events()[0].deliveries[0].clone();
    eventually("the event is delivered", || report().state == DeliveryState::Delivered).await;
    assert_eq!((report().attempts, report().last_status), (3, Some(200)));
    let event = api.get(&format!("/v1/events/{}", ids[0].as_str().unwrap()), &[]).await.ok();
    assert_eq!(event.body["pending_webhooks"], 0);
}

#[tokio::test]
async fn events_wait_while_webhooks_are_paused() {
    let (api, mut receiver) = listening(&[]).await;
    api.control(Method::POST, "/_double/webhooks", json!({ "paused": true })).await.ok();
    api.held().await;
    let pending = |api: &Api| {
        api.double.events().iter().all(|event| event.deliveries[0].state == DeliveryState::Pending)
    };
    assert!(pending(&api));

    api.control(Method::POST, "/_double/webhooks", json!({ "paused": false })).await.ok();

    receiver.take(3).await;
}

#[tokio::test]
async fn events_can_be_doubled_and_overtake_each_other() {
    let (api, mut receiver) = listening(&[]).await;
    api.double.set_webhook_knobs(WebhookKnobs { duplicate: true, reorder: true, ..WebhookKnobs::default() });
    api.held().await;

    let deliveries = receiver.take(6).await;

    for event in api.double.events() {
        let copies = deliveries.iter().filter(|delivery| delivery.event["id"] == event.event["id"]);
        assert_eq!(copies.count(), 2);
    }
}

#[tokio::test]
async fn events_can_be_lost_and_sent_again_by_hand() {
    let (api, mut receiver) = listening(&[]).await;
    api.double.set_webhook_knobs(WebhookKnobs { drop_probability: 1.0, ..WebhookKnobs::default() });
    api.held().await;
    let dropped =
        || api.double.events().iter().all(|event| event.deliveries[0].state == DeliveryState::Dropped);
    eventually("the events are lost", dropped).await;
    api.double.set_webhook_knobs(WebhookKnobs::default());
    let event = api.double.events().remove(0).event["id"].as_str().unwrap().to_owned();

    api.control(Method::POST, &format!("/_double/events/{event}/resend"), json!({})).await.ok();

    assert_eq!(receiver.take(1).await[0].event["id"], event.as_str());
}

#[tokio::test]
async fn a_receiver_that_is_away_gets_its_events_when_it_is_back() {
    let api = Api::start().await;
    let address = Receiver::start(&[]).await.close();
    let target = json!({ "url": format!("http://{address}/"), "secret": SECRET });
    api.control(Method::POST, "/_double/webhooks", target).await.ok();
    api.held().await;
    let tried = || api.double.events().iter().all(|event| event.deliveries[0].attempts > 0);
    eventually("the events are tried", tried).await;

    let mut receiver = Receiver::bind(address, &[]).await;

    receiver.take(3).await;
}

#[tokio::test]
async fn a_reset_forgets_everything_but_the_endpoints() {
    let (api, mut receiver) = listening(&[]).await;
    let intent = api.held().await;
    receiver.take(3).await;

    api.control(Method::POST, "/_double/reset", json!({})).await.ok();

    assert!(api.double.ledger().payment_intents.is_empty());
    let gone = api.get(&format!("/v1/payment_intents/{intent}"), &[]).await;
    gone.refused(404, "resource_missing");
    api.held().await;
    receiver.take(3).await;
}

#[tokio::test]
async fn an_endpoint_needs_a_url_and_a_secret() {
    let api = Api::start().await;
    let half = json!({ "url": "http://127.0.0.1:9/" });
    assert_eq!(api.control(Method::POST, "/_double/webhooks", half).await.status, 400);
    let odd = json!({ "drop_probability": 1.5 });
    assert_eq!(api.control(Method::POST, "/_double/webhooks", odd).await.status, 400);
}
