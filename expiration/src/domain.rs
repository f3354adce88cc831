//! A timer and its states.

use common::aggregate::{Aggregate, Tell};
use common::clock::Timestamp;
use common::events::expiration::ExpirationComplete;
use common::ids::OrderId;
use serde::{Deserialize, Serialize};

/// An order's timer; its id is the order's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timer {
    #[serde(rename = "_id")]
    pub order_id: OrderId,
    pub version: i64,
    pub state: TimerState,
    pub due_at: Timestamp,
    /// When the document is not needed any more: once no event of the order can still arrive late.
    pub remove_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimerState {
    /// Waits for its time.
    Armed,
    /// Its time came and was told.
    Fired,
    /// The order is finished.
    Disarmed,
}

impl Timer {
    /// A timer of an order that was made.
    pub fn armed(order_id: OrderId, due_at: Timestamp) -> Self {
        Self { order_id, version: 1, state: TimerState::Armed, due_at, remove_at: None }
    }

    /// The timer of an order that was finished before it was heard of: it keeps an `order.created` that
    /// comes late from arming one.
    pub fn disarmed(order_id: OrderId, due_at: Timestamp, remove_at: Timestamp) -> Self {
        Self { order_id, version: 1, state: TimerState::Disarmed, due_at, remove_at: Some(remove_at) }
    }

    /// Its time has come; `None` if it does not wait.
    pub fn fire(&self) -> Option<Self> {
        (self.state == TimerState::Armed).then(|| self.next(TimerState::Fired, None))
    }

    /// The order is finished; `None` if that is known.
    pub fn disarm(&self, remove_at: Timestamp) -> Option<Self> {
        (self.state != TimerState::Disarmed).then(|| self.next(TimerState::Disarmed, Some(remove_at)))
    }

    fn next(&self, state: TimerState, remove_at: Option<Timestamp>) -> Self {
        Self { state, remove_at, version: self.version + 1, ..self.clone() }
    }
}

impl Aggregate for Timer {
    const COLLECTION: &'static str = "timers";
    type Id = OrderId;

    fn id(&self) -> OrderId {
        self.order_id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        match self.state {
            TimerState::Fired => vec![Box::new(ExpirationComplete {
                order_id: self.order_id,
                version: self.version,
                due_at: self.due_at,
            })],
            TimerState::Armed | TimerState::Disarmed => vec![],
        }
    }
}
