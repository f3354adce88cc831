//! GET /api/tickets

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime};
use common::clock::Timestamp;
use common::error::ApiError;
use common::http::{CommonErrors, Cursor, PageSize, ValidQuery};
use common::money::Money;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::TicketView;
use super::input::{Fields, Form, Text};
use super::schema;
use crate::domain::{Position, Search, Sort};
use crate::repo::Tickets;

const SHORT: Form = Form::Line { max: 200 };
/// The letters of `2099-06-01`.
const DAY: usize = 10;

#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// Words of which each must occur in the title, description, venue or city.
    #[param(required = false, schema_with = schema::words)]
    q: Text,
    /// Compared without case.
    #[param(required = false, schema_with = schema::words)]
    city: Text,
    /// Dollars.
    #[param(required = false, schema_with = schema::price_of_a_query)]
    min_price: Text,
    /// Dollars.
    #[param(required = false, schema_with = schema::price_of_a_query)]
    max_price: Text,
    /// The event starts then or later: an RFC 3339 time, or a date, whose day is meant in UTC.
    #[param(required = false, schema_with = schema::moment_or_day)]
    from: Text,
    /// The event starts then or earlier; a date includes its day.
    #[param(required = false, schema_with = schema::moment_or_day)]
    to: Text,
    /// `newest` (when left out), `price`, `-price` or `date`.
    #[param(inline, value_type = Option<Sort>)]
    sort: Text,
    /// 1 to 100, 50 when left out.
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<Cursor<Position>>,
}

impl ListQuery {
    /// The search, or everything that is wrong with it.
    fn read(self) -> Result<Search, ApiError> {
        let mut fields = Fields::default();
        let search = Search {
            text: fields.text("q", self.q, SHORT),
            city: fields.text("city", self.city, SHORT),
            min_price: fields.read("minPrice", self.min_price, str::parse::<Money>),
            max_price: fields.read("maxPrice", self.max_price, str::parse::<Money>),
            from: fields.read("from", self.from, |text| moment_or_day(text, NaiveTime::MIN)),
            to: fields.read("to", self.to, |text| moment_or_day(text, last_of_day())),
            sort: fields.read("sort", self.sort, str::parse::<Sort>).unwrap_or_default(),
        };
        fields.finish(Some(search))
    }
}

/// The tickets that can be bought now.
#[utoipa::path(get, path = "/api/tickets", params(ListQuery), responses(
    (status = 200, body = Vec<TicketView>,
        headers(("Link" = String, description = "the next page, if there is one"))),
    CommonErrors,
))]
pub(super) async fn list(
    State(tickets): State<Tickets>,
    uri: Uri,
    ValidQuery(mut query): ValidQuery<ListQuery>,
) -> Result<Response, ApiError> {
    let (limit, after) = (query.limit, query.after.take());
    let search = query.read()?;
    let after = of_this_list(after, search.sort)?;
    let page = tickets.search(&search, limit, after).await?;
    Ok(page.map(TicketView::from).response(&uri))
}

/// A cursor says nothing about a list of another order.
pub(super) fn of_this_list(
    after: Option<Cursor<Position>>,
    sort: Sort,
) -> Result<Option<Cursor<Position>>, ApiError> {
    match after {
        Some(Cursor(position)) if position.sort != sort => {
            Err(ApiError::field("after", "after is no cursor of this list"))
        }
        after => Ok(after),
    }
}

fn moment_or_day(text: &str, time: NaiveTime) -> Result<Timestamp, &'static str> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == DAY) {
        Some(day) => Ok(Timestamp::from_millis(day.and_time(time).and_utc().timestamp_millis())),
        None => text.parse().map_err(|_| "must be an RFC 3339 date and time with its offset, or a date"),
    }
}

/// To the millisecond, as times are kept.
fn last_of_day() -> NaiveTime {
    NaiveTime::from_hms_milli_opt(23, 59, 59, 999).unwrap_or(NaiveTime::MIN)
}
