//! An aggregate that counts.

use common::aggregate::{Aggregate, Aggregates, Tell};
use common::clock::Timestamp;
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use common::mongo::DbError;
use serde::{Deserialize, Serialize};
use testkit::World;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counter {
    #[serde(rename = "_id")]
    pub id: OrderId,
    pub version: i64,
    pub count: i64,
}

impl Counter {
    pub fn new() -> Self {
        Self { id: OrderId::new(), version: 1, count: 0 }
    }

    pub fn plus_one(&self) -> Self {
        Self { id: self.id, version: self.version + 1, count: self.count + 1 }
    }
}

impl Aggregate for Counter {
    const COLLECTION: &'static str = "counters";
    type Id = OrderId;

    fn id(&self) -> OrderId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        let due_at = Timestamp::from_millis(self.count);
        vec![Box::new(ExpirationComplete { order_id: self.id, version: self.version, due_at })]
    }
}

/// The counters of a world, with their indexes.
pub async fn counters(world: &World) -> Aggregates<Counter> {
    let counters = Aggregates::new(&world.database("orders").await, world.clock.clone());
    counters.ensure_indexes(vec![]).await.unwrap();
    counters
}

pub async fn count_one_more(counters: &Aggregates<Counter>, id: OrderId) -> Counter {
    counters.change(id, |counter| Ok::<_, DbError>(Some(counter.plus_one()))).await.unwrap().unwrap()
}
