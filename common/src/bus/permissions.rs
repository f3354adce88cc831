//! Who may do what on the bus: the least that each user needs. A subscription's permissions do not limit
//! what a consumer reads, so none but the operator's tool may make one.

use super::topology::{BROADCASTS, CONSUMERS, DEAD_LETTERS, LIVE_FEEDS, Names, STREAMS};

/// Who connects: the services, the tool that makes streams and consumers, and who repairs what a human broke.
pub const USERS: [&str; 7] = ["auth", "tickets", "orders", "payments", "expiration", OPERATOR, REPAIR];

const OPERATOR: &str = "ops";
/// Whoever publishes again what was lost, and empties what is to be forgotten.
pub const REPAIR: &str = "repair";

/// The subjects that a user may publish to and subscribe to, and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permissions {
    pub publish: Vec<String>,
    pub subscribe: Vec<String>,
}

impl Permissions {
    /// Those of one of [`USERS`].
    pub fn of(user: &str, names: &Names) -> Self {
        let publish = match user {
            OPERATOR => provisioning(names),
            REPAIR => repairing(names),
            _ => service(user, names),
        };
        let mut subscribe = vec![format!("{}.>", inbox(user))];
        let live = LIVE_FEEDS.iter().chain(&BROADCASTS).filter(|(service, _)| *service == user);
        subscribe.extend(live.map(|(_, subjects)| names.subject(subjects)));
        Self { publish, subscribe }
    }
}

/// Where a user's answers come in. The usual `_INBOX` would let each hear what is meant for others.
pub(super) fn inbox(user: &str) -> String {
    format!("_INBOX_{user}")
}

/// A service's own events, its dead letters and how many there are, to pull from and acknowledge to its own
/// consumers, and to read the streams of what all replicas hear.
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
    if CONSUMERS.iter().any(|(service, _)| *service == user) {
        publish.push(format!("$JS.API.STREAM.INFO.{}", names.stream(DEAD_LETTERS)));
    }
    for (_, subject) in BROADCASTS.iter().filter(|(service, _)| *service == user) {
        publish.push(format!("$JS.API.DIRECT.GET.{}", names.stream_of(subject)));
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

/// What the operator may; to publish what any service does, to remove a dead letter, and to remove a stream of states, which
/// the databases can fill again. What tells of sessions that ended is not among those.
fn repairing(names: &Names) -> Vec<String> {
    let mut publish = provisioning(names);
    for stream in &STREAMS {
        let name = names.stream(stream.name);
        match stream.producer {
            Some(_) => publish.push(names.subject(&format!("{}.>", stream.first_word))),
            None => publish.push(format!("$JS.API.STREAM.MSG.DELETE.{name}")),
        }
        if stream.holds_states() {
            publish.push(format!("$JS.API.STREAM.DELETE.{name}"));
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
        publish.push("$JS.API.STREAM.INFO.t1_DEAD_LETTERS".to_owned());
        assert_eq!(permissions.publish, publish);
        assert_eq!(permissions.subscribe, ["_INBOX_expiration.>"]);
    }

    #[test]
    fn who_has_a_live_feed_hears_it_and_who_checks_sessions_hears_of_their_end() {
        let names = Names::new("t1");
        let subscribe = |user| Permissions::of(user, &names).subscribe;
        assert_eq!(subscribe("tickets"), ["_INBOX_tickets.>", "t1.ticket.*", "t1.session.revoked"]);
        assert_eq!(subscribe("orders"), ["_INBOX_orders.>", "t1.order.*", "t1.session.revoked"]);
        assert_eq!(subscribe("payments"), ["_INBOX_payments.>", "t1.session.revoked"]);
        let publish =
            ["t1.session.>", "t1.user.>", "$JS.API.DIRECT.GET.t1_SESSIONS"].map(str::to_owned).into();
        let subscribe = ["_INBOX_auth.>", "t1.session.revoked"].map(str::to_owned).into();
        assert_eq!(Permissions::of("auth", &names), Permissions { publish, subscribe });
    }

    #[test]
    fn streams_are_read_without_a_consumer_by_who_checks_sessions_alone() {
        for user in USERS {
            let publish = Permissions::of(user, &Names::new("")).publish;
            let direct: Vec<_> = publish.iter().filter(|subject| subject.contains("DIRECT")).collect();
            let expected: &[&str] = match user {
                "auth" | "tickets" | "orders" | "payments" => &["$JS.API.DIRECT.GET.SESSIONS"],
                _ => &[],
            };
            assert_eq!(direct, expected, "{user}");
        }
    }

    #[test]
    fn every_user_of_the_topology_is_known() {
        let producers = STREAMS.iter().filter_map(|stream| stream.producer);
        let hearers = CONSUMERS.iter().map(|(service, _)| *service);
        let live = LIVE_FEEDS.iter().chain(&BROADCASTS).map(|(service, _)| *service);
        for user in producers.chain(hearers).chain(live) {
            assert!(USERS.contains(&user), "{user}");
        }
    }

    #[test]
    fn who_repairs_alone_may_remove_and_no_service_may_make_consumers() {
        let names = Names::new("");
        for user in USERS {
            for subject in Permissions::of(user, &names).publish {
                let removes =
                    ["STREAM.DELETE.", "MSG.DELETE.", "PURGE."].iter().any(|call| subject.contains(call));
                let removable = [
                    "MSG.DELETE.DEAD_LETTERS",
                    "DELETE.TICKETS",
                    "DELETE.ORDERS",
                    "DELETE.PAYMENTS",
                    "DELETE.EXPIRATION",
                    "DELETE.USERS",
                ];
                let removable = removable.map(|call| format!("$JS.API.STREAM.{call}"));
                assert_eq!(removes, user == REPAIR && removable.contains(&subject), "{user}: {subject}");
                let makes = [OPERATOR, REPAIR].contains(&user);
                assert!(makes || !subject.contains("CREATE"), "{user}: {subject}");
                assert!(!subject.contains('*') && !subject.starts_with('>'), "{user}: {subject}");
            }
        }
    }
}
