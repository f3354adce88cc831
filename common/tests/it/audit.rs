//! What admins do, and that it is noted.

use std::time::Duration;

use bson::{Document, doc};
use common::audit::{Act, Reason};
use common::auth::{Admin, Claims, Role};
use common::events::expiration::ExpirationComplete;
use common::http::{Cursor, PageSize};
use common::ids::{OrderId, SessionId, UserId};
use common::mongo::DbError;
use futures::future::join_all;
use testkit::World;

use crate::counter::{Counter, count_one_more, counters};

const START: i64 = 1_790_000_000_000;

fn admin() -> Admin {
    let email = "admin@example.com".to_owned();
    Admin(Claims::new(UserId::new(), email, Role::Admin, SessionId::new(), START / 1000).into())
}

fn act(why: &str) -> Act {
    Act::new(&admin(), "counter.raised", Reason::from(why.to_owned()))
}

fn plus_one(counter: &Counter) -> Result<Option<Counter>, DbError> {
    Ok(Some(counter.plus_one()))
}

fn size(items: usize) -> PageSize {
    serde_json::from_value(items.into()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_its_event_and_its_note_are_one_write_however_many_act_at_once() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    join_all((0..20).map(|_| async {
        counters.act(counter.id, &act("because"), plus_one).await.unwrap().unwrap();
        count_one_more(&counters, counter.id).await;
    }))
    .await;
    let counted = counters.get(counter.id).await.unwrap().unwrap();
    assert_eq!((counted.count, counted.version), (40, 41));
    let documents = counters.collection().clone_with_type::<Document>();
    let stored = documents.find_one(doc! { "_id": counter.id }).await.unwrap().unwrap();
    assert_eq!(stored.get_array("acts").unwrap().len(), 20);
    counters.relay(world.bus("orders").await).drain().await.unwrap();
    assert_eq!(world.published::<ExpirationComplete>().await.len(), 41);
}

/// Of all counters, one at least must stay at nothing.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_look_at_each_other_and_act_at_once_one_sees_what_the_other_did() {
    let world = World::new().await;
    let counters = counters(&world).await;
    for _ in 0..10 {
        let pair = [Counter::new(), Counter::new()];
        for counter in &pair {
            counters.insert(counter).await.unwrap();
        }
        let pair_at_nothing = doc! { "_id": { "$in": [pair[0].id, pair[1].id] }, "count": 0 };
        let unless_last = |counter: &Counter, others: u64| Ok((others > 0).then(|| counter.plus_one()));
        let raise = async |mine: &Counter| {
            let act = act("because");
            let raised = counters.act_in_turn::<DbError>(mine.id, &act, &pair_at_nothing, unless_last).await;
            raised.unwrap().unwrap().count
        };
        let raised = tokio::join!(raise(&pair[0]), raise(&pair[1]));
        assert!([(0, 1), (1, 0)].contains(&raised), "{raised:?}");
    }
    let log = counters.acts(PageSize::default(), None).await.unwrap();
    assert_eq!(log.into_items().len(), 10);
    counters.relay(world.bus("orders").await).drain().await.unwrap();
    assert_eq!(world.published::<ExpirationComplete>().await.len(), 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_turns_at_once_are_taken_one_after_the_other() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    join_all((0..20).map(|_| async {
        let raise = |counter: &Counter, _| plus_one(counter);
        counters.act_in_turn(counter.id, &act("because"), &doc! {}, raise).await.unwrap().unwrap();
    }))
    .await;
    assert_eq!(counters.get(counter.id).await.unwrap().unwrap().count, 20);
    assert_eq!(counters.acts(size(100), None).await.unwrap().into_items().len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_nothing_or_is_refused_is_no_act() {
    let world = World::new().await;
    let counters = counters(&world).await;
    let counter = Counter::new();
    counters.insert(&counter).await.unwrap();
    let unchanged = counters.act(counter.id, &act("because"), |_| Ok::<_, DbError>(None)).await.unwrap();
    assert_eq!(unchanged, Some(counter.clone()));
    let refused = counters.act(counter.id, &act("because"), |_| Err(DbError::Contention)).await;
    assert!(matches!(refused, Err(DbError::Contention)));
    assert_eq!(counters.act(OrderId::new(), &act("because"), plus_one).await.unwrap(), None);
    let log = counters.acts(PageSize::default(), None).await.unwrap();
    assert!(log.into_items().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_read_newest_first_page_by_page_while_more_is_done() {
    let world = World::at(START).await;
    let counters = counters(&world).await;
    let three = [Counter::new(), Counter::new(), Counter::new()];
    for counter in &three {
        counters.insert(counter).await.unwrap();
    }
    let mut expected = Vec::new();
    for round in 0..9 {
        // Three at every moment, over all of them.
        world.clock.advance(Duration::from_secs(u64::from(round % 3 == 0)));
        let (counter, why) = (&three[round % 2], format!("reason {round}"));
        counters.act(counter.id, &act(&why).with_detail("up"), plus_one).await.unwrap();
        expected.insert(0, (counter.id.to_string(), why));
    }
    for items in [1, 2, 4, 100] {
        let (mut read, mut after) = (Vec::new(), None);
        loop {
            let page = counters.acts(size(items), after.take()).await.unwrap().into_items();
            after = page.last().map(|entry| Cursor((entry.at, entry.id)));
            if page.is_empty() {
                break;
            }
            read.extend(page);
            if read.len() == 4 {
                // What is done meanwhile is newer than every page to come.
                counters.act(three[2].id, &act("meanwhile"), plus_one).await.unwrap();
            }
        }
        read.retain(|entry| entry.reason != "meanwhile");
        let subjects: Vec<_> =
            read.iter().map(|entry| (entry.subject.clone(), entry.reason.clone())).collect();
        assert_eq!(subjects, expected, "{items}");
        assert!(
            read.iter().all(|entry| entry.act == "counter.raised" && entry.detail.as_deref() == Some("up"))
        );
    }
}
