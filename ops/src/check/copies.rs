//! What services know of each other's aggregates.

use std::fmt::{Debug, Display};

use auth::domain::User;
use bson::doc;
use common::aggregate::Aggregate;
use common::replica::Replica;
use expiration::domain::{Timer, TimerState};
use futures::stream::BoxStream;
use orders::domain::Order;
use serde::de::DeserializeOwned;
use tickets::domain::{Seller, Ticket};

use super::Findings;
use super::join::side_by_side;
use super::reading::Reader;
use crate::installation::Service;

/// Every copy equals its source, and an order's timer waits for as long as the order does.
pub(super) async fn all(reader: &Reader<'_>, findings: &mut Findings) -> mongodb::error::Result<()> {
    let of = |service| Side { reader, service };
    let (orders, tickets) = (of(Service::Orders), of(Service::Tickets));
    let copy_of_ticket = |ticket: &Ticket| Some(orders::domain::Ticket::from(ticket.state()));
    compare(&tickets, &orders, copy_of_ticket, findings).await?;
    let copy_of_order = |order: &Order| Some(tickets::domain::Order::from(order.state()));
    compare(&orders, &tickets, copy_of_order, findings).await?;
    let copy_of_order = |order: &Order| Some(payments::domain::Order::from(order.state()));
    compare(&orders, &of(Service::Payments), copy_of_order, findings).await?;
    let copy_of_user = |user: &User| user.state().map(Seller::from);
    compare(&of(Service::Auth), &tickets, copy_of_user, findings).await?;
    timers(&orders, &of(Service::Expiration), findings).await
}

struct Side<'a> {
    reader: &'a Reader<'a>,
    service: Service,
}

impl<'a> Side<'a> {
    async fn sorted<T: DeserializeOwned + Send + 'static>(
        &self,
        collection: &str,
    ) -> mongodb::error::Result<BoxStream<'a, mongodb::error::Result<T>>> {
        self.reader.sorted(self.service, collection, doc! {}, doc! { "_id": 1 }).await
    }
}

async fn compare<T, R>(
    source: &Side<'_>,
    copying: &Side<'_>,
    copy_of: impl Fn(&T) -> Option<R>,
    findings: &mut Findings,
) -> mongodb::error::Result<()>
where
    T: Aggregate,
    R: Replica<Id = T::Id> + PartialEq + Debug,
    T::Id: Ord + Display,
{
    let originals = source.sorted::<T>(T::COLLECTION).await?;
    let copies = copying.sorted::<R>(R::COLLECTION).await?;
    let name = format!("{}.{}", copying.service, R::COLLECTION);
    let each = |original: Option<T>, copies: Vec<R>| {
        let (expected, copy) = (original.as_ref().and_then(&copy_of), copies.first());
        if copy.is_some() {
            findings.count("copies");
        }
        let id = match (&expected, copy) {
            (Some(expected), Some(copy)) if expected != copy => expected.id(),
            (Some(expected), None) => expected.id(),
            (None, Some(copy)) => copy.id(),
            _ => return,
        };
        let version = |copy: Option<&R>| {
            copy.map_or("missing".to_owned(), |copy| format!("version {}", copy.version()))
        };
        let seen = format!("{} at the source, {} here", version(expected.as_ref()), version(copy));
        findings.violation("copy is not its source", format!("{name} {id}"), seen);
    };
    side_by_side(originals, copies, Aggregate::id, Replica::id, each).await
}

/// A finished order's timer is gone some time after.
async fn timers(
    orders: &Side<'_>,
    expiration: &Side<'_>,
    findings: &mut Findings,
) -> mongodb::error::Result<()> {
    let (orders, timers) = (
        orders.sorted::<Order>(Order::COLLECTION).await?,
        expiration.sorted::<Timer>(Timer::COLLECTION).await?,
    );
    let each = |order: Option<Order>, timers: Vec<Timer>| {
        findings.count("timers");
        let state = timers.first().map(|timer| timer.state);
        let (id, wrong) = match &order {
            None => (timers.first().map(|timer| timer.order_id), true),
            Some(order) if order.status.is_live() => {
                (Some(order.id), !matches!(state, Some(TimerState::Armed | TimerState::Fired)))
            }
            Some(order) => (Some(order.id), !matches!(state, None | Some(TimerState::Disarmed))),
        };
        if let Some(id) = id.filter(|_| wrong) {
            let seen = format!("timer {state:?}, order {:?}", order.map(|order| order.status));
            findings.violation("timer does not stand as its order", id, seen);
        }
    };
    side_by_side(orders, timers, |order| order.id, |timer| timer.order_id, each).await
}
