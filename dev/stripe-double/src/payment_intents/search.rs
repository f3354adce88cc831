//! GET /v1/payment_intents/search: Stripe's query language, terms joined by AND.

mod query;

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use self::query::{Query, Term};
use super::{PaymentIntent, rendered};
use crate::error::StripeError;
use crate::expand::Expand;
use crate::listing::take_limit;
use crate::metadata::Metadata;
use crate::pipeline::Work;
use crate::store::Store;

/// Which intents, by their position, ever had a metadata value; whether they still have it is asked of the intents.
#[derive(Debug, Default)]
pub(crate) struct SearchIndex {
    by_metadata: HashMap<(String, String), BTreeSet<usize>>,
    /// Stripe's search is behind its writes; by how much here, in milliseconds.
    pub lag_ms: i64,
}

impl SearchIndex {
    pub(crate) fn add(&mut self, position: Option<usize>, metadata: &Metadata) {
        for (key, value) in metadata {
            self.by_metadata.entry((key.clone(), value.clone())).or_default().extend(position);
        }
    }
}

pub(crate) fn search(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let query = Query::parse(&fields.required("query")?)?;
    let limit = take_limit(&mut fields)?;
    let page = fields.integer("page")?.unwrap_or(0);
    let expand = Expand::take(&mut fields, &["data.latest_charge", "data.payment_method", "total_count"])?;
    fields.finish()?;

    let store = &*work.store;
    let visible_until = store.clock.now_ms().saturating_sub(store.search.lag_ms);
    let skipped = usize::try_from(page).unwrap_or_default();
    let mut found: Vec<&PaymentIntent> = candidates(store, &query)
        .filter(|intent| intent.created_ms <= visible_until && query.matches(intent))
        .skip(skipped)
        .take(limit + 1)
        .collect();
    let has_more = found.len() > limit;
    found.truncate(limit);
    let inner = expand.within("data");
    let data: Vec<Value> = found.iter().map(|intent| rendered(store, &intent.id, &inner)).collect();
    Ok(json!({
        "object": "search_result",
        "data": data,
        "has_more": has_more,
        "next_page": has_more.then(|| (skipped + limit).to_string()),
        "url": "/v1/payment_intents/search",
    }))
}

/// The intents that can match, newest first: few when the query names a metadata value, else all.
fn candidates<'a>(store: &'a Store, query: &Query) -> Box<dyn Iterator<Item = &'a PaymentIntent> + 'a> {
    let indexed = query.terms().iter().find_map(Term::metadata_value);
    match indexed {
        None => Box::new(store.payment_intents.newest_first(None)),
        Some(pair) => {
            let positions = store.search.by_metadata.get(&pair).into_iter().flatten();
            Box::new(positions.rev().filter_map(|position| store.payment_intents.at(*position)))
        }
    }
}
