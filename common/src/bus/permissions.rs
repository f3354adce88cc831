//! Who may do what on the bus: the least that each user needs. A subscription's permissions do not limit
//! what a consumer reads, so none but the operator's tool may make one.

use super::topology::{CONSUMERS, LIVE_FEEDS, Names, STREAMS};

/// Who connects: the services, and the tool that makes streams and consumers.
pub const USERS: [&str; 6] = ["auth", "tickets", "orders", "payments", "expiration", OPERATOR];

const OPERATOR: &str = "ops";

/// The subjects that a user may publish to and subscribe to, and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permissions {
    pub publish: Vec<String>,
    pub subscribe: Vec<String>,
}

impl Permissions {
    /// Those of one of [`USERS`].
    pub fn of(user: &str, names: &Names) -> Self {
        let publish = if user == OPERATOR { provisioning(names) } else { service(user, names) };
        let mut subscribe = vec![format!("{}.>", inbox(user))];
        let live = LIVE_FEEDS.iter().filter(|(service, _)| *service == user);
        subscribe.extend(live.map(|(_, subjects)| names.subject(subjects)));
        Self { publish, subscribe }
    }
}

/// Where a user's answers come in. The usual `_INBOX` would let each hear what is meant for others.
pub(super) fn inbox(user: &str) -> String {
    format!("_INBOX_{user}")
}

/// A service's own events, its dead letters, and to pull from and acknowledge to its own consumers.
fn service(user: &str, names: &Names) -> Vec<String> {
    let mut publish = Vec::new();
    for stream in STREAMS.iter().filter(|stream| stream.producer == Some(user)) {
        publish.push(names.subject(&format!("{}.>", stream.first_word)));
    }
    for (service, subjects) in CONSUMERS.iter().filter(|(service, _)| *service == user) {
        publish.push(names.subject(&format!("dead.{service}.>")));
        for subject in *subjects {
            let consumer = format!("{}.{}", names.stream_of(subject), Names::consumer(service, subject));
            publish.push(format!("$JS.API.CONSUMER.INFO.{consumer}"));
            publish.push(format!("$JS.API.CONSUMER.MSG.NEXT.{consumer}"));
            publish.push(format!("$JS.ACK.{consumer}.>"));
        }
    }
    publish
}

/// To make the streams and consumers that there are, bring them up to date, and read them. To delete any is
/// nobody's.
fn provisioning(names: &Names) -> Vec<String> {
    let mut publish: Vec<String> =
        ["INFO", "STREAM.NAMES", "STREAM.LIST"].map(|call| format!("$JS.API.{call}")).into();
    for stream in &STREAMS {
        let stream = names.stream(stream.name);
        for call in [
            "STREAM.CREATE",
            "STREAM.UPDATE",
            "STREAM.INFO",
            "STREAM.MSG.GET",
            "CONSUMER.NAMES",
            "CONSUMER.LIST",
        ] {
            publish.push(format!("$JS.API.{call}.{stream}"));
        }
    }
    for (service, subjects) in CONSUMERS {
        for subject in subjects {
            let (stream, consumer) = (names.stream_of(subject), Names::consumer(service, subject));
            let subject = names.subject(subject);
            publish.push(format!("$JS.API.CONSUMER.CREATE.{stream}.{consumer}.{subject}"));
            publish.push(format!("$JS.API.CONSUMER.INFO.{stream}.{consumer}"));
        }
    }
    publish
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_may_do_exactly_what_it_needs() {
        let permissions = Permissions::of("expiration", &Names::new("t1"));
        let consumer = |subject: &str| {
            let consumer = format!("t1_ORDERS.expiration-order-{subject}");
            [
                format!("$JS.API.CONSUMER.INFO.{consumer}"),
                format!("$JS.API.CONSUMER.MSG.NEXT.{consumer}"),
                format!("$JS.ACK.{consumer}.>"),
            ]
        };
        let mut publish = vec!["t1.expiration.>".to_owned(), "t1.dead.expiration.>".to_owned()];
        publish.extend(["created", "updated", "cancelled", "completed"].into_iter().flat_map(consumer));
        assert_eq!(permissions.publish, publish);
        assert_eq!(permissions.subscribe, ["_INBOX_expiration.>"]);
    }

    #[test]
    fn who_has_a_live_feed_hears_it_and_auth_hears_and_says_nothing() {
        let names = Names::new("");
        assert_eq!(Permissions::of("tickets", &names).subscribe, ["_INBOX_tickets.>", "ticket.*"]);
        assert_eq!(Permissions::of("orders", &names).subscribe, ["_INBOX_orders.>", "order.*"]);
        assert_eq!(
            Permissions::of("auth", &names),
            Permissions { publish: vec![], subscribe: vec!["_INBOX_auth.>".to_owned()] }
        );
    }

    #[test]
    fn every_user_of_the_topology_is_known() {
        let producers = STREAMS.iter().filter_map(|stream| stream.producer);
        let hearers = CONSUMERS.iter().map(|(service, _)| *service);
        let live = LIVE_FEEDS.iter().map(|(service, _)| *service);
        for user in producers.chain(hearers).chain(live) {
            assert!(USERS.contains(&user), "{user}");
        }
    }

    #[test]
    fn nobody_may_delete_and_the_operator_alone_may_make_consumers() {
        let names = Names::new("");
        for user in USERS {
            for subject in Permissions::of(user, &names).publish {
                assert!(!subject.contains("DELETE") && !subject.contains("PURGE"), "{user}: {subject}");
                assert!(user == OPERATOR || !subject.contains("CREATE"), "{user}: {subject}");
                assert!(!subject.contains('*') && !subject.starts_with('>'), "{user}: {subject}");
            }
        }
    }
}
