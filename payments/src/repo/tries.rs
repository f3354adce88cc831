//! How many cards may be tried. Who tries many is testing stolen ones, at our price: Stripe counts refused
//! cards against the shop.

use std::time::Duration;

use bson::{Document, doc};
use common::clock::Timestamp;
use common::ids::{OrderId, UserId};
use common::mongo::DbError;

use super::Payments;
use crate::domain::Order;
use crate::error::PaymentError;

/// Cards of one order that are declined.
const MAX_DECLINED: u64 = 5;
/// Attempts of one order, also those that the buyer left for another card.
const MAX_ATTEMPTS: u64 = 20;
/// Cards of one buyer that are declined within the hour.
const MAX_DECLINED_AN_HOUR: u64 = 10;
const HOUR: Duration = Duration::from_secs(3600);

pub(super) const OF_BUYER: &str = "of_buyer";

impl Payments {
    /// Whether another card may be tried for an order. Nothing holds the counts still until the attempt is
    /// stored; but one attempt at a time is open for an order, and a buyer has ten live orders at most, so
    /// all that he can do at once is nine cards more than the hour allows.
    pub async fn may_try(&self, order: &Order, now: Timestamp) -> Result<(), PaymentError> {
        let of_order = doc! { "orderId": order.id };
        if self.count(of_order, MAX_ATTEMPTS).await? >= MAX_ATTEMPTS
            || self.count(declined_of_order(order.id), MAX_DECLINED).await? >= MAX_DECLINED
        {
            return Err(PaymentError::TooManyCards);
        }
        match self.wait_of(order.user_id, now).await? {
            Some(retry_after) => Err(PaymentError::TooManyTries { retry_after }),
            None => Ok(()),
        }
    }

    async fn count(&self, of: Document, enough: u64) -> Result<u64, DbError> {
        Ok(self.documents.count_documents(of).limit(enough).await?)
    }

    /// How long until the oldest of too many declined cards is an hour old.
    async fn wait_of(&self, buyer: UserId, now: Timestamp) -> Result<Option<Duration>, DbError> {
        let lately = doc! { "$gt": now.minus(HOUR) };
        let declined = doc! { "userId": buyer, "status": "declined", "createdAt": lately };
        let payments = self.aggregates.collection();
        let newest_first = payments.find_one(declined).sort(doc! { "createdAt": -1 });
        let last_allowed = newest_first.skip(MAX_DECLINED_AN_HOUR - 1).await?;
        Ok(last_allowed.map(|payment| now.until(payment.created_at.plus(HOUR))))
    }
}

fn declined_of_order(order: OrderId) -> Document {
    doc! { "orderId": order, "status": "declined" }
}
