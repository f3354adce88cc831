//! At NATS.

use async_nats::{ConnectErrorKind, ConnectOptions};
use common::bus::{Names, UserKey};
use e2e::Market;
use fleet::Service;

use crate::dead_letters::HEARD;

/// Who tells of what, by the first word of its subjects.
const WORDS: [(Service, &str); 6] = [
    (Service::Auth, "session"),
    (Service::Auth, "user"),
    (Service::Tickets, "ticket"),
    (Service::Orders, "order"),
    (Service::Payments, "payment"),
    (Service::Expiration, "expiration"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_service_neither_speaks_for_another_nor_hears_what_is_told_to_another() {
    let market = Market::on_own_servers().start().await;
    for service in Service::ALL {
        let mut visitor = market.visit_bus(service.name()).await;
        for (other, word) in WORDS.into_iter().filter(|(other, _)| *other != service) {
            let subjects =
                HEARD.iter().map(|(subject, _)| *subject).chain(["session.revoked", "user.updated"]);
            for subject in subjects.filter(|subject| subject.starts_with(&format!("{word}."))) {
                visitor.may_not_publish(subject).await;
                // The end of a session is for all who check them.
                if subject != "session.revoked" || service == Service::Expiration {
                    visitor.may_not_subscribe(subject).await;
                }
            }
            visitor.may_not_publish(&format!("{word}.anything")).await;
            visitor.may_not_subscribe(&format!("{word}.>")).await;
            visitor.may_not_publish(&format!("dead.{other}.order.created")).await;
            visitor.may_not_subscribe(&format!("_INBOX_{other}.>")).await;
            visitor.may_not_publish(&format!("_INBOX_{other}.anything")).await;
        }
        for (subject, hearers) in HEARD {
            let stream = Names::new("").stream_of(subject);
            for other in hearers.iter().filter(|other| **other != service.name()) {
                let consumer = format!("{stream}.{}", Names::consumer(other, subject));
                visitor.may_not_publish(&format!("$JS.API.CONSUMER.MSG.NEXT.{consumer}")).await;
                visitor.may_not_publish(&format!("$JS.ACK.{consumer}.1.1.1.1.0")).await;
                visitor.may_not_publish(&format!("$JS.API.CONSUMER.DELETE.{consumer}")).await;
            }
            visitor.may_not_publish(&format!("$JS.API.CONSUMER.CREATE.{stream}.spy.{subject}")).await;
            visitor.may_not_publish(&format!("$JS.API.STREAM.MSG.GET.{stream}")).await;
            visitor.may_not_publish(&format!("$JS.API.STREAM.PURGE.{stream}")).await;
            visitor.may_not_publish(&format!("$JS.API.STREAM.DELETE.{stream}")).await;
        }
        visitor.was_refused_nothing().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_lets_nobody_in_without_one_of_the_fleets_keys() {
    let market = Market::on_own_servers().start().await;
    let stranger = UserKey::generate().unwrap().seed().expose().to_owned();
    let strangers = [
        ConnectOptions::new(),
        ConnectOptions::with_nkey(stranger),
        ConnectOptions::with_user_and_password("orders".into(), "orders".into()),
    ];
    for options in strangers {
        let refused = options.connect(&market.fleet.settings().nats_url).await.unwrap_err();
        assert_eq!(refused.kind(), ConnectErrorKind::AuthorizationViolation);
    }
}
