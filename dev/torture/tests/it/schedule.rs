//! A seed is a schedule.

use std::collections::BTreeSet;

use torture::schedule::{CRASH_POINTS, Fault, Planned, Schedule};

fn first(seed: u64, count: usize) -> Vec<Planned> {
    Schedule::new(seed, 2).take(count).collect()
}

#[test]
fn the_same_seed_is_the_same_schedule_and_another_seed_is_another() {
    assert_eq!(first(7, 500), first(7, 500));
    assert_ne!(first(7, 500), first(8, 500));
}

/// The first faults of the first seed. A change of the deck or of the numbers shows here: old reports then speak of
/// another schedule.
const FIRST: [&str; 5] = [
    "+1.1 s for 2.5 s: link to nats: cut (expiration-0)",
    "+3.2 s for 5.4 s: pause nats-server",
    "+1.3 s for 8.9 s: crash at before_outbox_removal (expiration, passage 0)",
    "+1.3 s for 4.3 s: Stripe: fails after the effect",
    "+3.3 s for 2.6 s: kill a mongod (auth)",
];

#[test]
fn a_seed_keeps_its_meaning() {
    let told: Vec<String> = first(1, 5).iter().map(ToString::to_string).collect();
    assert_eq!(told, FIRST);
}

#[test]
fn every_kind_of_fault_comes_before_long() {
    let kinds: BTreeSet<String> = first(3, 600).iter().map(|planned| planned.fault.kind()).collect();
    let points: BTreeSet<&str> = CRASH_POINTS.iter().flat_map(|(_, points)| points.iter().copied()).collect();
    // Services, nats-server, mongods and both; three troubles of three links; Stripe's; webhooks'.
    assert_eq!(kinds.len(), points.len() + 3 + 2 + 2 + 1 + 9 + 8 + 4, "{kinds:?}");
}

#[test]
fn both_replicas_of_every_service_have_their_turn() {
    let killed: BTreeSet<_> = first(5, 2_000)
        .into_iter()
        .filter_map(|planned| match planned.fault {
            Fault::Kill(replica) => Some(replica),
            _ => None,
        })
        .collect();
    assert_eq!(killed.len(), 10);
}
