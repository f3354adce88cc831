//! What the server lets each user do, and what not.

use async_nats::ConnectErrorKind;
use async_nats::jetstream::consumer::pull;
use common::bus::{REPAIR, USERS, UserKey};
use futures::{StreamExt, TryStreamExt};
use serde_json::json;
use testkit::Visitor;

use crate::harness::Installation;

/// The streams of events: stream, the first word of its subjects, its producer.
const STREAMS: [(&str, &str, &str); 6] = [
    ("TICKETS", "ticket", "tickets"),
    ("ORDERS", "order", "orders"),
    ("PAYMENTS", "payment", "payments"),
    ("EXPIRATION", "expiration", "expiration"),
    ("SESSIONS", "session", "auth"),
    ("USERS", "user", "auth"),
];

struct Consumer {
    stream: &'static str,
    producer: &'static str,
    service: String,
    name: String,
    subject: String,
}

/// Every consumer, as the operator sees them.
async fn consumers(operator: &Visitor) -> Vec<Consumer> {
    let mut consumers = Vec::new();
    for (stream, _, producer) in STREAMS {
        let names = operator.jetstream.get_stream(stream).await.unwrap();
        let names: Vec<String> = names.consumer_names().try_collect().await.unwrap();
        for name in names {
            let consumer = operator.jetstream.get_consumer_from_stream::<pull::Config, _, _>(&name, stream);
            let subject = consumer.await.unwrap().cached_info().config.filter_subject.clone();
            let service = name.split('-').next().unwrap().to_owned();
            consumers.push(Consumer { stream, producer, service, name, subject });
        }
    }
    consumers
}

async fn provisioned() -> (Installation, fleet::Server) {
    let installation = Installation::new();
    let nats = installation.start_nats().await;
    installation.provision("1").await;
    (installation, nats)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_service_publishes_pulls_and_acknowledges_what_is_its_own() {
    let (installation, _nats) = provisioned().await;
    let mut operator = installation.connect("ops").await;
    let consumers = consumers(&operator).await;
    assert_eq!(consumers.len(), 22);
    for consumer in &consumers {
        let mut producer = installation.connect(consumer.producer).await;
        let stored = producer.jetstream.publish(consumer.subject.clone(), "{}".into()).await.unwrap();
        assert_eq!(stored.await.unwrap().stream, consumer.stream);
        producer.was_refused_nothing().await;

        let mut service = installation.connect(&consumer.service).await;
        let pulled =
            service.jetstream.get_consumer_from_stream::<pull::Config, _, _>(&consumer.name, consumer.stream);
        let mut messages = pulled.await.unwrap().stream().messages().await.unwrap();
        let message = messages.next().await.unwrap().unwrap();
        message.double_ack().await.unwrap();
        let grave = format!("dead.{}.{}", consumer.service, consumer.subject);
        let buried = service.jetstream.publish(grave, "{}".into()).await.unwrap();
        assert_eq!(buried.await.unwrap().stream, "DEAD_LETTERS");
        service.was_refused_nothing().await;
    }
    let dead_letters = operator.jetstream.get_stream("DEAD_LETTERS").await.unwrap();
    assert_eq!(dead_letters.cached_info().state.messages, 22);
    assert_eq!(dead_letters.get_raw_message(1).await.unwrap().payload, "{}");
    operator.was_refused_nothing().await;
}

/// No service.
fn operates(user: &str) -> bool {
    ["ops", REPAIR].contains(&user)
}

/// Whether a user may remove a stream of states.
fn repairs(user: &str, call: &str, stream: &str) -> bool {
    user == REPAIR
        && match call {
            "STREAM.DELETE" => ["TICKETS", "ORDERS", "PAYMENTS", "EXPIRATION", "USERS"].contains(&stream),
            _ => false,
        }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_is_refused_to_each() {
    let (installation, _nats) = provisioned().await;
    let consumers = consumers(&installation.connect("ops").await).await;
    for user in USERS {
        let mut visitor = installation.connect(user).await;
        for (stream, word, producer) in STREAMS {
            if producer != user && user != REPAIR {
                visitor.may_not_publish(&format!("{word}.created")).await;
            }
            let hears_live = (user, word) == ("tickets", "ticket") || (user, word) == ("orders", "order");
            if !hears_live {
                visitor.may_not_subscribe(&format!("{word}.*")).await;
            }
            for call in ["STREAM.DELETE", "STREAM.PURGE", "STREAM.MSG.DELETE"] {
                if !repairs(user, call, stream) {
                    visitor.may_not_publish(&format!("$JS.API.{call}.{stream}")).await;
                }
            }
        }
        for consumer in &consumers {
            let at = format!("{}.{}", consumer.stream, consumer.name);
            visitor.may_not_publish(&format!("$JS.API.CONSUMER.DELETE.{at}")).await;
            if consumer.service != user {
                visitor.may_not_publish(&format!("$JS.API.CONSUMER.MSG.NEXT.{at}")).await;
                visitor.may_not_publish(&format!("$JS.ACK.{at}.1.1.1.1.0")).await;
            }
        }
        for other in USERS.into_iter().filter(|other| *other != user) {
            visitor.may_not_publish(&format!("dead.{other}.order.created")).await;
            visitor.may_not_subscribe(&format!("_INBOX_{other}.>")).await;
        }
        for subject in [">", "_INBOX.>", "$JS.ACK.>", "dead.>", "*.created"] {
            visitor.may_not_subscribe(subject).await;
        }
        visitor.may_not_publish("$SYS.REQ.SERVER.PING").await;
        visitor.may_not_publish("anything").await;
        visitor.was_refused_nothing().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_checks_sessions_hears_and_reads_which_ended_and_reads_nothing_else() {
    let (installation, _nats) = provisioned().await;
    let mut auth = installation.connect("auth").await;
    let stored = auth.jetstream.publish("session.revoked", "{}".into()).await.unwrap();
    assert_eq!(stored.await.unwrap().stream, "SESSIONS");
    auth.was_refused_nothing().await;
    for user in USERS {
        let mut visitor = installation.connect(user).await;
        if ["auth", "tickets", "orders", "payments"].contains(&user) {
            let mut heard = visitor.client.subscribe("session.revoked").await.unwrap();
            let first = json!({ "start_time": "2020-01-01T00:00:00Z", "next_by_subj": "session.revoked" });
            let read = visitor.client.request("$JS.API.DIRECT.GET.SESSIONS", first.to_string().into());
            assert_eq!(read.await.unwrap().payload, "{}");
            auth.client.publish("session.revoked", "{}".into()).await.unwrap();
            assert_eq!(heard.next().await.unwrap().payload, "{}");
            visitor.was_refused_nothing().await;
        } else {
            visitor.may_not_publish("$JS.API.DIRECT.GET.SESSIONS").await;
            visitor.may_not_subscribe("session.revoked").await;
        }
        for (stream, word, _) in STREAMS {
            visitor.may_not_publish(&format!("$JS.API.DIRECT.GET.{stream}.{word}.created")).await;
            if stream != "SESSIONS" {
                visitor.may_not_publish(&format!("$JS.API.DIRECT.GET.{stream}")).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_operates_alone_makes_streams_and_consumers_and_only_those_that_there_are() {
    let (installation, _nats) = provisioned().await;
    let consumers = consumers(&installation.connect("ops").await).await;
    for user in USERS {
        let mut visitor = installation.connect(user).await;
        for (stream, ..) in STREAMS {
            for call in [
                format!("CONSUMER.CREATE.{stream}"),
                format!("CONSUMER.CREATE.{stream}.spy"),
                format!("CONSUMER.CREATE.{stream}.spy.order.created"),
                format!("CONSUMER.DURABLE.CREATE.{stream}.spy"),
                "STREAM.CREATE.SPY".to_owned(),
            ] {
                visitor.may_not_publish(&format!("$JS.API.{call}")).await;
            }
            if !operates(user) {
                // Who listens may know how many dead letters there are.
                let calls = match (stream, user) {
                    ("DEAD_LETTERS", "tickets" | "orders" | "payments" | "expiration") => &["INFO"][..],
                    _ => &[],
                };
                for call in
                    ["CREATE", "UPDATE", "INFO", "MSG.GET"].iter().filter(|call| !calls.contains(call))
                {
                    visitor.may_not_publish(&format!("$JS.API.STREAM.{call}.{stream}")).await;
                }
            }
        }
        for Consumer { stream, name, subject, .. } in consumers.iter().filter(|_| !operates(user)) {
            visitor.may_not_publish(&format!("$JS.API.CONSUMER.CREATE.{stream}.{name}.{subject}")).await;
        }
    }
}

#[tokio::test]
async fn nobody_connects_without_a_key_or_with_a_strangers() {
    let installation = Installation::new();
    let _nats = installation.start_nats().await;
    let stranger = UserKey::generate().unwrap().seed().expose().to_owned();
    for options in [async_nats::ConnectOptions::new(), async_nats::ConnectOptions::with_nkey(stranger)] {
        let refused = options.connect(&installation.url).await.unwrap_err();
        assert_eq!(refused.kind(), ConnectErrorKind::AuthorizationViolation);
    }
}
