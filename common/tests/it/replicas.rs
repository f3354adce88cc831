//! Replicas take events as they come.

use common::ids::OrderId;
use common::replica::{Replica, Replicas};
use futures::future::join_all;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use testkit::World;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Copy {
    #[serde(rename = "_id")]
    id: OrderId,
    version: i64,
    state: String,
}

impl Copy {
    fn new(id: OrderId, version: i64) -> Self {
        Self { id, version, state: format!("as of {version}") }
    }
}

impl Replica for Copy {
    const COLLECTION: &'static str = "copies";
    type Id = OrderId;

    fn id(&self) -> OrderId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// The versions of an aggregate as they come: some twice, some never, in any order.
fn history() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(1..8_i64, 1..8)
}

async fn replicas() -> Replicas<Copy> {
    Replicas::new(&World::new().await.database("orders").await)
}

#[test]
fn the_newest_state_stays_however_events_come() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let replicas = runtime.block_on(replicas());
    proptest!(ProptestConfig::with_cases(64), |(versions in history())| {
        let id = OrderId::new();
        let newest = *versions.iter().max().unwrap();
        let stored = runtime.block_on(async {
            for version in &versions {
                replicas.apply(&Copy::new(id, *version)).await.unwrap();
            }
            replicas.get(id).await.unwrap()
        });
        prop_assert_eq!(stored, Some(Copy::new(id, newest)));
    });
}

#[test]
fn the_newest_state_stays_even_when_all_come_at_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let replicas = runtime.block_on(replicas());
    proptest!(ProptestConfig::with_cases(128), |(versions in history())| {
        let id = OrderId::new();
        let newest = *versions.iter().max().unwrap();
        let stored = runtime.block_on(async {
            let applied = join_all(versions.iter().map(|version| {
                let (replicas, copy) = (replicas.clone(), Copy::new(id, *version));
                tokio::spawn(async move { replicas.apply(&copy).await })
            }));
            for applied in applied.await {
                applied.unwrap().unwrap();
            }
            replicas.get(id).await.unwrap()
        });
        prop_assert_eq!(stored, Some(Copy::new(id, newest)));
    });
}
