//! How many orders a buyer may have. Each live one has a place of its own, and the unique index on the
//! places lets no more in than there are, however many come at once.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use bson::doc;
use common::ids::UserId;
use common::mongo::DbError;
use futures::TryStreamExt;

use super::Orders;
use super::indexes::{PLACE_TAKEN, TICKET_HELD};
use crate::domain::Order;
use crate::error::OrderError;

/// Live orders of one buyer.
const PLACES: u8 = 10;
/// Reservations of one buyer within the hour, also those that he let go.
const MAX_AN_HOUR: u64 = 100;
const HOUR: Duration = Duration::from_secs(3600);

impl Orders {
    /// Stores a new order, unless the same request has stored it. The index lets one order have a ticket:
    /// that, and no read, decides the race.
    pub async fn insert(&self, order: &Order) -> Result<Order, OrderError> {
        if let Some(retry_after) = self.wait_of(order).await? {
            return Err(OrderError::TooManyReservations { retry_after });
        }
        // Most buyers have no other order, so any place will do: which are free is read only when it does not.
        let any = RandomState::new().hash_one(order.user_id) % u64::from(PLACES);
        let any = u8::try_from(any).unwrap_or_default();
        if let Some(stored) = self.insert_at(any, order).await? {
            return Ok(stored);
        }
        for place in self.free_places(order.user_id).await? {
            if let Some(stored) = self.insert_at(place, order).await? {
                return Ok(stored);
            }
        }
        Err(OrderError::TooManyOrders)
    }

    /// `None` when the place is taken.
    async fn insert_at(&self, place: u8, order: &Order) -> Result<Option<Order>, OrderError> {
        let order = Order { place: Some(place), ..order.clone() };
        match self.aggregates.insert_once(&order).await {
            Err(DbError::Duplicate(index)) if index == PLACE_TAKEN => Ok(None),
            Err(DbError::Duplicate(index)) if index == TICKET_HELD => Err(OrderError::TicketReserved),
            stored => Ok(Some(stored?)),
        }
    }

    /// In an order of their own for each request, so that many at once do not all try the same.
    async fn free_places(&self, buyer: UserId) -> Result<Vec<u8>, DbError> {
        let taken = doc! { "userId": buyer, "place": { "$type": "number" } };
        let taken: Vec<Order> = self.aggregates.collection().find(taken).await?.try_collect().await?;
        let is_free = |place: &u8| taken.iter().all(|order| order.place != Some(*place));
        let mut free: Vec<u8> = (0..PLACES).filter(is_free).collect();
        let shuffled = RandomState::new();
        free.sort_by_key(|place| shuffled.hash_one(place));
        Ok(free)
    }

    /// How long until the oldest of too many reservations is an hour old. Requests at the same time may
    /// all find room here; they find no more than the places.
    async fn wait_of(&self, order: &Order) -> Result<Option<Duration>, DbError> {
        let now = order.created_at;
        let lately = doc! { "userId": order.user_id, "createdAt": { "$gt": now.minus(HOUR) } };
        let orders = self.aggregates.collection();
        let newest_first = orders.find_one(lately).sort(doc! { "createdAt": -1, "_id": -1 });
        let last_allowed = newest_first.skip(MAX_AN_HOUR - 1).await?;
        Ok(last_allowed.map(|order| now.until(order.created_at.plus(HOUR))))
    }
}
