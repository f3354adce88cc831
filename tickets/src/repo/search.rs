//! Lists of tickets, a page at a time.

use std::time::Duration;

use bson::{Bson, Document, doc};
use common::clock::Timestamp;
use common::http::{Cursor, Page, PageSize};
use common::ids::UserId;
use common::mongo::DbError;
use futures::TryStreamExt;
use mongodb::action::Action;
use mongodb::options::Hint;

use super::{Tickets, indexes};
use crate::domain::{Position, Search, SearchKeys, Sort, Ticket};

/// Far longer than any page takes; what takes longer harms all others.
const MAX_TIME: Duration = Duration::from_secs(5);

/// A page's query as the server gets it.
#[derive(Clone, Debug)]
pub struct Query {
    pub filter: Document,
    pub sort: Document,
    /// The index to walk along; `None` leaves that to the server, which has no choice for words.
    pub index: Option<&'static str>,
}

impl Tickets {
    /// A page of the listings that can be bought and that `search` wants.
    pub async fn search(
        &self,
        search: &Search,
        size: PageSize,
        after: Option<Cursor<Position>>,
    ) -> Result<Page<Ticket>, DbError> {
        let query = Query::of_search(search, after.map(|Cursor(position)| position), self.clock.now());
        self.page(query, search.sort, size).await
    }

    /// A page of a seller's listings, whatever their status, newest first.
    pub async fn of(
        &self,
        seller: UserId,
        size: PageSize,
        after: Option<Cursor<Position>>,
    ) -> Result<Page<Ticket>, DbError> {
        let query = Query::of_seller(seller, after.map(|Cursor(position)| position));
        self.page(query, Sort::Newest, size).await
    }

    pub(super) async fn page(
        &self,
        query: Query,
        sort: Sort,
        size: PageSize,
    ) -> Result<Page<Ticket>, DbError> {
        let one_more = i64::try_from(size.get()).unwrap_or(i64::MAX).saturating_add(1);
        let found = self
            .aggregates
            .collection()
            .find(query.filter)
            .sort(query.sort)
            .limit(one_more)
            .max_time(MAX_TIME)
            .optional(query.index, |find, index| find.hint(Hint::Name(index.to_owned())))
            .await?;
        Ok(Page::new(found.try_collect().await?, size, |last| Position::of(last, sort)))
    }
}

impl Query {
    /// The listings that can be bought at `now`: on sale, and their event not begun.
    pub fn of_search(search: &Search, after: Option<Position>, now: Timestamp) -> Self {
        let (sorted_by, _) = key(search.sort);
        let mut clauses = vec![
            indexes::on_sale(),
            doc! { "keys.date": { "$gt": now } },
            // True of all, and the only way to have the index's further keys judged before the documents.
            doc! { sorted_by: { "$gte": Bson::MinKey } },
        ];
        if let Some(text) = &search.text {
            clauses.push(doc! { "$text": { "$search": every_word(text) } });
        }
        if let Some(city) = &search.city {
            clauses.push(doc! { "keys.city": SearchKeys::city(city) });
        }
        if let Some(price) = search.min_price {
            clauses.push(doc! { "priceCents": { "$gte": price.cents() } });
        }
        if let Some(price) = search.max_price {
            clauses.push(doc! { "priceCents": { "$lte": price.cents() } });
        }
        if search.from.is_some() || search.to.is_some() {
            // Who asks for a time does not want what has none.
            clauses.push(doc! { "keys.date": { "$lt": SearchKeys::undated() } });
        }
        if let Some(from) = search.from {
            clauses.push(doc! { "keys.date": { "$gte": from } });
        }
        if let Some(to) = search.to {
            clauses.push(doc! { "keys.date": { "$lte": to } });
        }
        clauses.extend(after.map(beyond));
        let index = search.text.is_none().then(|| indexes::of_list(search.sort, search.city.is_some()));
        Self { filter: doc! { "$and": clauses }, sort: order(search.sort), index }
    }

    pub fn of_seller(seller: UserId, after: Option<Position>) -> Self {
        let mut clauses = vec![doc! { "userId": seller }];
        clauses.extend(after.map(beyond));
        Self { filter: doc! { "$and": clauses }, sort: order(Sort::Newest), index: Some("seller") }
    }
}

/// A search that every word must fit: as phrases, since the server takes bare words for alternatives. No
/// sign reaches it, so that nothing in the text can be an operator.
fn every_word(text: &str) -> String {
    let words = text.split(divides_words).filter(|word| !word.is_empty());
    words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
}

/// Spaces and signs. What is no letter elsewhere in Unicode may still be part of a word: the vowels of
/// Indian scripts, accents that follow their letter.
fn divides_words(c: char) -> bool {
    let signs = matches!(c, '\0'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{303f}');
    c.is_whitespace() || (signs && !c.is_alphanumeric())
}

/// The field that a list is sorted by, and 1 for upwards or -1 for downwards.
fn key(sort: Sort) -> (&'static str, i32) {
    match sort {
        Sort::Newest => ("createdAt", -1),
        Sort::Cheapest => ("priceCents", 1),
        Sort::Dearest => ("priceCents", -1),
        Sort::Soonest => ("keys.date", 1),
    }
}

pub(super) fn order(sort: Sort) -> Document {
    let (key, direction) = key(sort);
    doc! { key: direction, "_id": direction }
}

/// Whatever comes after a position. The first clause says nothing that the second does not; it is the one
/// that bounds the walk along the index.
pub(super) fn beyond(Position { sort, value, id }: Position) -> Document {
    let (key, direction) = key(sort);
    let value = match sort {
        Sort::Newest | Sort::Soonest => Bson::from(Timestamp::from_millis(value)),
        Sort::Cheapest | Sort::Dearest => Bson::Int64(value),
    };
    let (past, not_before) = if direction > 0 { ("$gt", "$gte") } else { ("$lt", "$lte") };
    doc! { "$and": [
        { key: { not_before: &value } },
        { "$or": [{ key: { past: &value } }, { key: &value, "_id": { past: id } }] },
    ] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_search_text_is_an_operator() {
        for (text, search) in [
            ("jazz oslo", "\"jazz\" \"oslo\""),
            ("-jazz", "\"jazz\""),
            ("\"AC/DC\" \\", "\"AC\" \"DC\""),
            ("Tromsø 2027", "\"Tromsø\" \"2027\""),
            ("“संगीत”—रात", "\"संगीत\" \"रात\""),
            ("?!", ""),
        ] {
            assert_eq!(every_word(text), search);
        }
    }
}
