//! Attempts in which something is left to do, for whoever looks after them.

use bson::doc;
use common::clock::Timestamp;
use common::ids::PaymentId;
use common::mongo::DbError;
use futures::TryStreamExt;

use super::Payments;
use crate::domain::{Payment, PaymentStatus};

/// Those of which Stripe, the order or the buyer has not said the last word; captured money has been decided about.
const UNDECIDED: [PaymentStatus; 5] = [
    PaymentStatus::Initiated,
    PaymentStatus::Sent,
    PaymentStatus::RequiresAction,
    PaymentStatus::Processing,
    PaymentStatus::Authorised,
];

impl Payments {
    /// Attempts that began before a time and did not come to an end, oldest first.
    pub async fn unfinished(&self, before: Timestamp) -> Result<Vec<Payment>, DbError> {
        let undecided: Vec<_> = UNDECIDED.iter().map(bson::serialize_to_bson).collect::<Result<_, _>>()?;
        let unfinished = doc! {
            "createdAt": { "$lt": before },
            "$or": [{ "status": { "$in": undecided } }, { "workAt": { "$type": "date" } }],
        };
        let found = self.aggregates.collection().find(unfinished).sort(doc! { "createdAt": 1 }).await?;
        Ok(found.try_collect().await?)
    }

    /// Has the next worker take an attempt at once, with new patience; `false` when there is none.
    pub async fn work_now(&self, id: PaymentId) -> Result<bool, DbError> {
        let now = doc! { "$set": { "workAt": self.clock.now(), "failures": 0 } };
        Ok(self.documents.update_one(doc! { "_id": id }, now).await?.matched_count == 1)
    }
}
