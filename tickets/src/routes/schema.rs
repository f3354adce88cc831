//! How the fields of a request look in the documents: the same rules that [`input`](super::input) and the
//! types of the fields apply, in words that programs understand.

use common::clock::Timestamp;
use common::money::{PriceInput, price_text};
use utoipa::PartialSchema;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{KnownFormat, RefOr, Schema};

/// Anything but control characters, and not only space.
const FILLED: &str = "^[^\\x00-\\x1f\\x7f-\\x9f]*[^\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000][^\\x00-\\x1f\\x7f-\\x9f]*$";
/// Anything but control characters.
const LINE: &str = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";
/// The same with tabs and ends of lines.
const LINES: &str = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]*$";

const SHORT: usize = 200;

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn null() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Null)
}

/// What a form sends for a field that was left empty.
fn empty() -> ObjectBuilder {
    text().max_length(Some(0))
}

pub(super) fn title() -> ObjectBuilder {
    text().min_length(Some(1)).max_length(Some(SHORT)).pattern(Some(FILLED)).examples(["Ravel: Boléro"])
}

/// A word or two of a query.
pub(super) fn words() -> ObjectBuilder {
    text().max_length(Some(SHORT)).pattern(Some(LINE))
}

pub(super) fn line() -> AnyOfBuilder {
    AnyOfBuilder::new().item(words()).item(null())
}

pub(super) fn lines() -> AnyOfBuilder {
    AnyOfBuilder::new().item(text().max_length(Some(5000)).pattern(Some(LINES))).item(null())
}

pub(super) fn time() -> AnyOfBuilder {
    AnyOfBuilder::new()
        .item(Timestamp::schema())
        .item(empty())
        .item(null())
        .description(Some("When the event starts; not in the past."))
}

/// A name of the IANA time zone database; the format is this project's own.
pub(super) fn time_zone() -> AnyOfBuilder {
    let zone = text().format(Some(SchemaFormat::Custom("time-zone".to_owned()))).examples(["Europe/Oslo"]);
    AnyOfBuilder::new()
        .item(zone)
        .item(empty())
        .item(null())
        .description(Some("The venue's IANA time zone; required with `startsAt`."))
}

pub(super) fn price_or_nothing() -> AnyOfBuilder {
    AnyOfBuilder::new()
        .item(PriceInput::schema())
        .item(empty())
        .item(null())
        .description(Some("What is printed on the ticket."))
}

pub(super) fn price_of_a_query() -> AnyOfBuilder {
    AnyOfBuilder::new().item(price_text()).item(empty())
}

pub(super) fn moment_or_day() -> AnyOfBuilder {
    let day = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
    AnyOfBuilder::new().item(Timestamp::schema()).item(RefOr::<Schema>::from(day)).item(empty())
}
