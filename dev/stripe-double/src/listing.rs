//! Stripe's lists: newest first, `limit`, `starting_after`, `ending_before`, `created[gte]`.

use serde_json::{Value, json};

use crate::error::StripeError;
use crate::form::Fields;
use crate::table::Table;

const DEFAULT_LIMIT: i64 = 10;
const MAX_LIMIT: i64 = 100;

/// Which page of a list is asked for.
#[derive(Debug)]
pub(crate) struct Page {
    limit: usize,
    starting_after: Option<String>,
    ending_before: Option<String>,
    from: i64,
    to: i64,
}

impl Page {
    pub(crate) fn take(fields: &mut Fields) -> Result<Self, StripeError> {
        let limit = take_limit(fields)?;
        let starting_after = fields.text("starting_after")?;
        let ending_before = fields.text("ending_before")?;
        if starting_after.is_some() && ending_before.is_some() {
            return Err(
                fields.invalid("ending_before", "You can only use one of starting_after and ending_before.")
            );
        }
        let (from, to) = take_created(fields)?;
        Ok(Self { limit, starting_after, ending_before, from, to })
    }
}

pub(crate) fn take_limit(fields: &mut Fields) -> Result<usize, StripeError> {
    let limit = fields.integer("limit")?.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let message = format!("This value must be between 1 and {MAX_LIMIT}.");
        return Err(fields.invalid("limit", &message));
    }
    Ok(usize::try_from(limit).unwrap_or_default())
}

/// The inclusive range of Unix seconds that `created=…` or `created[gte]=…` asks for.
fn take_created(fields: &mut Fields) -> Result<(i64, i64), StripeError> {
    let Some(mut table) = fields.table_if_nested("created")? else {
        return Ok(match fields.integer("created")? {
            Some(second) => (second, second),
            None => (i64::MIN, i64::MAX),
        });
    };
    let bounds = [table.integer("gte")?, table.integer("gt")?.map(|second| second.saturating_add(1))];
    let from = bounds.into_iter().flatten().max().unwrap_or(i64::MIN);
    let bounds = [table.integer("lte")?, table.integer("lt")?.map(|second| second.saturating_sub(1))];
    let to = bounds.into_iter().flatten().min().unwrap_or(i64::MAX);
    table.finish()?;
    Ok((from, to))
}

/// A page of a table, as Stripe's list object.
pub(crate) fn list<T>(
    url: &str,
    table: &Table<T>,
    page: &Page,
    created: impl Fn(&T) -> i64,
    wanted: impl Fn(&T) -> bool,
    render: impl Fn(&T) -> Value,
) -> Result<Value, StripeError> {
    let position = |cursor: &Option<String>, param| match cursor {
        None => Ok(None),
        Some(id) => match table.position(id) {
            Some(position) => Ok(Some(position)),
            None => Err(StripeError::Refused {
                code: Some("resource_missing"),
                param: Some(param),
                message: format!("No such object: '{id}'"),
            }),
        },
    };
    let starting_after = position(&page.starting_after, "starting_after")?;
    let ending_before = position(&page.ending_before, "ending_before")?;
    let on_page = |row: &&T| (page.from..=page.to).contains(&created(row)) && wanted(row);

    let mut rows: Vec<&T> = match ending_before {
        Some(position) => table.oldest_first_after(position).filter(on_page).take(page.limit + 1).collect(),
        None => table
            .newest_first(starting_after)
            // Rows are in order of creation, so what is older than the range ends the search.
            .take_while(|row| created(row) >= page.from)
            .filter(on_page)
            .take(page.limit + 1)
            .collect(),
    };
    let has_more = rows.len() > page.limit;
    rows.truncate(page.limit);
    if ending_before.is_some() {
        rows.reverse();
    }
    let data: Vec<Value> = rows.into_iter().map(render).collect();
    Ok(json!({ "object": "list", "data": data, "has_more": has_more, "url": url }))
}
