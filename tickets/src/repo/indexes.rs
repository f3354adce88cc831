//! The indexes: for each sort one over the listings that can be bought, and one within a city. The keys
//! behind the id let the other filters be judged before a document is read.

use bson::{Document, doc};
use common::mongo::index;
use mongodb::IndexModel;
use mongodb::options::IndexOptions;

use crate::domain::Sort;

pub(super) fn of_tickets() -> Vec<IndexModel> {
    vec![
        listed("newest", doc! { "createdAt": -1, "_id": -1, "priceCents": 1, "keys.date": 1 }),
        listed("price", doc! { "priceCents": 1, "_id": 1, "keys.date": 1 }),
        listed("date", doc! { "keys.date": 1, "_id": 1, "priceCents": 1 }),
        listed(
            "city_newest",
            doc! { "keys.city": 1, "createdAt": -1, "_id": -1, "priceCents": 1, "keys.date": 1 },
        ),
        listed("city_price", doc! { "keys.city": 1, "priceCents": 1, "_id": 1, "keys.date": 1 }),
        listed("city_date", doc! { "keys.city": 1, "keys.date": 1, "_id": 1, "priceCents": 1 }),
        text(),
        index("seller_status", doc! { "userId": 1, "status": 1 }),
        index("seller", doc! { "userId": 1, "createdAt": -1, "_id": -1 }),
        index("all_newest", doc! { "createdAt": -1, "_id": -1 }),
        index("status_newest", doc! { "status": 1, "createdAt": -1, "_id": -1 }),
        taken_down(),
    ]
}

pub(super) fn of_orders() -> Vec<IndexModel> {
    vec![index("ticket", doc! { "ticketId": 1, "status": 1 })]
}

/// The index that a list without words walks along, so that it is sorted as it is read. Chosen here, not
/// by the server, which would rather sort in memory when it takes a filter for narrow.
pub(super) fn of_list(sort: Sort, in_city: bool) -> &'static str {
    match (sort, in_city) {
        (Sort::Newest, false) => "newest",
        (Sort::Cheapest | Sort::Dearest, false) => "price",
        (Sort::Soonest, false) => "date",
        (Sort::Newest, true) => "city_newest",
        (Sort::Cheapest | Sort::Dearest, true) => "city_price",
        (Sort::Soonest, true) => "city_date",
    }
}

/// What every query of listings that can be bought must ask for, so that the partial indexes serve it.
pub(super) fn on_sale() -> Document {
    doc! { "status": "listed" }
}

/// What every query of listings that were taken down must ask for.
pub(super) fn down() -> Document {
    doc! { "takenDown.at": { "$exists": true } }
}

fn taken_down() -> IndexModel {
    let options =
        IndexOptions::builder().name("taken_down".to_owned()).partial_filter_expression(down()).build();
    IndexModel::builder().keys(doc! { "createdAt": -1, "_id": -1 }).options(options).build()
}

fn listed(name: &str, keys: Document) -> IndexModel {
    let options = IndexOptions::builder().name(name.to_owned()).partial_filter_expression(on_sale()).build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// Without a language: names of bands and places are no prose, and "The Who" is nothing but stop words.
fn text() -> IndexModel {
    let keys =
        doc! { "title": "text", "event.description": "text", "event.venue": "text", "event.city": "text" };
    let options = IndexOptions::builder()
        .name("words".to_owned())
        .default_language("none".to_owned())
        .partial_filter_expression(on_sale())
        .build();
    IndexModel::builder().keys(keys).options(options).build()
}
