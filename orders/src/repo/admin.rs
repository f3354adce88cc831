//! What admins look for and do.

use bson::{Document, doc};
use common::audit::{Act, Entry, Position};
use common::events::order::OrderStatus;
use common::http::{Cursor, Page, PageSize};
use common::ids::{OrderId, TicketId, UserId};
use common::mongo::{DbError, to_document};
use serde::Serialize;

use super::{OrderCursor, Orders, indexes};
use crate::domain::{Order, TicketAfterRefund};
use crate::error::OrderError;

/// Which orders are wanted; all that is given must fit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OrderFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    #[serde(rename = "userId", skip_serializing_if = "Option::is_none")]
    pub buyer: Option<UserId>,
    #[serde(rename = "ticket.id", skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
}

impl OrderFilter {
    fn query(&self) -> Result<Document, DbError> {
        to_document(self)
    }

    /// The index that leaves the least to be judged order by order.
    fn index(&self) -> &'static str {
        match self {
            Self { ticket: Some(_), .. } => indexes::OF_TICKET,
            Self { buyer: Some(_), .. } => indexes::OF_BUYER,
            Self { status: Some(_), .. } => indexes::OF_STATUS,
            Self { .. } => indexes::NEWEST,
        }
    }
}

impl Orders {
    /// Everyone's orders, newest first.
    pub async fn all(
        &self,
        filter: &OrderFilter,
        size: PageSize,
        after: Option<OrderCursor>,
    ) -> Result<Page<Order>, DbError> {
        self.page(filter.query()?, filter.index(), size, after).await
    }

    /// Gives the money of a sale back. The order lets go of its money and its ticket here, in the write
    /// that notes the act; payments and tickets hear of it.
    pub async fn refund(
        &self,
        id: OrderId,
        ticket: TicketAfterRefund,
        act: &Act,
    ) -> Result<Order, OrderError> {
        let refund = |order: &Order| Ok::<_, OrderError>(order.refund(ticket, self.clock.now())?);
        let order = self.aggregates.act(id, act, refund).await?;
        self.note_end(order.as_ref());
        order.ok_or(OrderError::NoOrder)
    }

    /// What admins did to orders, newest first.
    pub async fn acts(
        &self,
        size: PageSize,
        after: Option<Cursor<Position>>,
    ) -> Result<Page<Entry>, DbError> {
        self.aggregates.acts(size, after).await
    }
}
