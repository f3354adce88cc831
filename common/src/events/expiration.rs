//! Told by expiration.

use serde::{Deserialize, Serialize};

use super::{Event, EventKey};
use crate::clock::Timestamp;
use crate::ids::OrderId;

/// An order's time is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpirationComplete {
    pub order_id: OrderId,
    pub version: i64,
    pub due_at: Timestamp,
}

impl Event for ExpirationComplete {
    const SUBJECT: &'static str = "expiration.complete";

    fn key(&self) -> EventKey {
        EventKey::new(self.order_id, self.version)
    }
}
