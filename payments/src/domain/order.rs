//! What payments knows of an order.

use common::clock::Timestamp;
use common::events::order::{OrderState, OrderStatus};
use common::ids::{OrderId, PaymentId, UserId};
use common::money::Money;
use common::replica::Replica;
use serde::{Deserialize, Serialize};

/// The replica of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[serde(rename = "_id")]
    pub id: OrderId,
    pub version: i64,
    pub user_id: UserId,
    pub status: OrderStatus,
    pub amount: Money,
    pub currency: String,
    pub expires_at: Timestamp,
    /// The payment that completed it.
    pub payment_id: Option<PaymentId>,
}

impl Order {
    /// Whether an attempt to pay it may begin.
    pub fn is_payable(&self, now: Timestamp) -> bool {
        self.status.is_live() && now < self.expires_at
    }
}

impl From<OrderState> for Order {
    fn from(state: OrderState) -> Self {
        Self {
            id: state.id,
            version: state.version,
            user_id: state.user_id,
            status: state.status,
            amount: state.ticket.price_cents,
            currency: state.ticket.currency,
            expires_at: state.expires_at,
            payment_id: state.payment_id,
        }
    }
}

impl Replica for Order {
    const COLLECTION: &'static str = "orders";
    type Id = OrderId;

    fn id(&self) -> OrderId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
