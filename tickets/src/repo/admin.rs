//! What admins look for and do.

use bson::doc;
use common::audit::{self, Act, Entry};
use common::http::{Cursor, Page, PageSize};
use common::ids::TicketId;
use common::mongo::{DbError, literal};

use super::search::{Query, beyond, order};
use super::{Tickets, indexes};
use crate::domain::{AdminSearch, Position, Sort, Standing, Ticket};
use crate::error::TicketError;

impl Tickets {
    /// A page of all listings that `search` wants, newest first.
    pub async fn all(
        &self,
        search: &AdminSearch,
        size: PageSize,
        after: Option<Cursor<Position>>,
    ) -> Result<Page<Ticket>, DbError> {
        let query = Query::of_all(search, after.map(|Cursor(position)| position));
        self.page(query, Sort::Newest, size).await
    }

    /// Takes a listing off the market. A live order on it is cancelled by orders, which hears of this; a
    /// sale that is decided in the same moment counts.
    pub async fn take_down(&self, id: TicketId, reason: &str, act: &Act) -> Result<Ticket, TicketError> {
        let take_down = |ticket: &Ticket| Ok::<_, TicketError>(ticket.take_down(reason, self.clock.now())?);
        self.aggregates.act(id, act, take_down).await?.ok_or(TicketError::NoTicket)
    }

    /// Puts a listing that was taken down back on the market, as its circumstances have it.
    ///
    /// An order that is heard of between the reading of the circumstances and the write found the listing down
    /// and left it so; that is why the listing is settled once more. If this process dies before it comes to
    /// that, orders tells of the order again within minutes, and it is settled then. The same goes for the
    /// seller's account.
    pub async fn put_back(&self, id: TicketId, act: &Act) -> Result<Ticket, TicketError> {
        let ticket = self.get(id).await?.ok_or(TicketError::NoTicket)?;
        let circumstances = self.circumstances_of(&ticket).await?;
        let put_back = |ticket: &Ticket| Ok::<_, TicketError>(ticket.put_back(&circumstances));
        self.aggregates.act(id, act, put_back).await?.ok_or(TicketError::NoTicket)?;
        self.settle(id).await?.ok_or(TicketError::NoTicket)
    }

    /// What admins did to listings, newest first.
    pub async fn acts(
        &self,
        size: PageSize,
        after: Option<Cursor<audit::Position>>,
    ) -> Result<Page<Entry>, DbError> {
        self.aggregates.acts(size, after).await
    }
}

impl Query {
    /// All listings that `search` wants. The index over words knows only what is on sale, so a text is held
    /// against one listing after the other, from the newest on; the time limit of a page ends that.
    pub fn of_all(search: &AdminSearch, after: Option<Position>) -> Self {
        let mut clauses = vec![doc! {}];
        clauses.extend(search.standing.map(|standing| match standing {
            Standing::Listed => doc! { "status": "listed" },
            Standing::Reserved => doc! { "status": "reserved" },
            Standing::Sold => doc! { "status": "sold" },
            Standing::Withdrawn => doc! { "status": "withdrawn" },
            Standing::TakenDown => indexes::down(),
        }));
        clauses.extend(search.seller.map(|seller| doc! { "userId": seller }));
        clauses.extend(after.map(beyond));
        let mut index = match (search.seller, search.standing) {
            (Some(_), _) => "seller",
            (None, Some(Standing::TakenDown)) => "taken_down",
            (None, Some(_)) => "status_newest",
            (None, None) => "all_newest",
        };
        if let Some(text) = &search.text {
            if let Ok(id) = text.parse::<TicketId>() {
                clauses.push(doc! { "_id": id });
                index = "_id_";
            } else {
                let fits = doc! { "$regex": literal(text), "$options": "i" };
                let fields = ["title", "event.venue", "event.city"];
                clauses.push(doc! { "$or": fields.map(|field| doc! { field: &fits }).to_vec() });
            }
        }
        Self { filter: doc! { "$and": clauses }, sort: order(Sort::Newest), index: Some(index) }
    }
}
