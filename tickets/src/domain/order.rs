//! What tickets knows of the orders on its tickets.

use common::events::order::{OrderState, OrderStatus};
use common::ids::{OrderId, TicketId};
use common::replica::Replica;
use serde::{Deserialize, Serialize};

/// An order on a ticket, as orders last told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[serde(rename = "_id")]
    pub id: OrderId,
    pub version: i64,
    pub ticket_id: TicketId,
    pub status: OrderStatus,
    /// Its money was given back, and the ticket is not to be sold again.
    #[serde(default)]
    pub ticket_voided: bool,
}

impl Order {
    /// Which of the orders on a ticket has it. In truth there is at most one, but while events overtake
    /// each other several can seem to: then a complete one counts before a live one, because complete is
    /// all but final, and the newest before the others, because a later order can only have been made
    /// once the earlier one had let go. The answer depends on nothing but the orders, so that whatever
    /// order their events came in, the end is the same.
    pub fn holder(orders: &[Self]) -> Option<&Self> {
        let holding = orders.iter().filter(|order| order.status.holds_ticket());
        holding.max_by_key(|order| (order.status == OrderStatus::Complete, order.id))
    }
}

impl From<OrderState> for Order {
    fn from(order: OrderState) -> Self {
        Self {
            id: order.id,
            version: order.version,
            ticket_id: order.ticket.id,
            status: order.status,
            ticket_voided: order.ticket_voided,
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

#[cfg(test)]
mod tests {
    use super::*;
    use OrderStatus::{AwaitingPayment, Cancelled, Complete, Created};

    fn orders(statuses: &[OrderStatus]) -> Vec<Order> {
        let ticket_id = TicketId::new();
        let order = |(status, id)| Order { id, version: 1, ticket_id, status, ticket_voided: false };
        statuses.iter().copied().zip(std::iter::repeat_with(OrderId::new)).map(order).collect()
    }

    #[test]
    fn the_holder_is_the_complete_order_or_else_the_newest_live_one() {
        for (statuses, holder) in [
            (vec![], None),
            (vec![Cancelled, Cancelled], None),
            (vec![Created], Some(0)),
            (vec![Cancelled, AwaitingPayment, Cancelled], Some(1)),
            (vec![Created, Created], Some(1)),
            (vec![Complete, Created], Some(0)),
        ] {
            let mut orders = orders(&statuses);
            let expected = holder.map(|index: usize| orders[index].id);
            assert_eq!(Order::holder(&orders).map(|order| order.id), expected, "{statuses:?}");
            orders.reverse();
            assert_eq!(Order::holder(&orders).map(|order| order.id), expected, "{statuses:?} reversed");
        }
    }
}
