//! The body of a request that writes a listing.

use chrono_tz::Tz;
use common::clock::{MalformedTimestamp, Timestamp};
use common::error::ApiError;
use common::events::ticket::EventDetails;
use common::money::PriceInput;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use validator::Validate;

use super::input::{Fields, Form, Text};
use super::schema;
use crate::domain::Listing;

const SHORT: Form = Form::Line { max: 200 };
const LONG: Form = Form::Lines { max: 5000 };

/// What a seller says of a ticket. Space around texts is taken off, and empty ones count as left out.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListingBody {
    #[serde(default)]
    #[schema(required, schema_with = schema::title)]
    title: Text,
    #[serde(default)]
    #[schema(required)]
    price: PriceInput,
    #[serde(default)]
    #[schema(schema_with = schema::lines)]
    description: Text,
    #[serde(default)]
    #[schema(schema_with = schema::line)]
    venue: Text,
    #[serde(default)]
    #[schema(schema_with = schema::line)]
    city: Text,
    /// When the event starts; not in the past.
    #[serde(default)]
    #[schema(schema_with = schema::time)]
    starts_at: Text,
    /// The venue's IANA time zone; required with `startsAt`.
    #[serde(default)]
    #[schema(schema_with = schema::time_zone)]
    timezone: Text,
    #[serde(default)]
    #[schema(schema_with = schema::line)]
    section: Text,
    #[serde(default)]
    #[schema(schema_with = schema::line)]
    row: Text,
    #[serde(default)]
    #[schema(schema_with = schema::line)]
    seat: Text,
    /// What is printed on the ticket.
    #[serde(default, deserialize_with = "price_unless_empty")]
    #[schema(schema_with = schema::price_or_nothing)]
    face_value: Option<PriceInput>,
}

impl ListingBody {
    /// The listing, or everything that is wrong with it.
    pub(super) fn read(self, now: Timestamp) -> Result<Listing, ApiError> {
        let mut fields = Fields::default();
        if !self.starts_at.is_left_out() && self.timezone.is_left_out() {
            fields.note("timezone", "is required with startsAt");
        }
        let event = EventDetails {
            description: fields.text("description", self.description, LONG),
            venue: fields.text("venue", self.venue, SHORT),
            city: fields.text("city", self.city, SHORT),
            starts_at: fields.read("startsAt", self.starts_at, |text| future(text, now)),
            timezone: fields.read("timezone", self.timezone, timezone),
            section: fields.text("section", self.section, SHORT),
            row: fields.text("row", self.row, SHORT),
            seat: fields.text("seat", self.seat, SHORT),
        };
        let face_value = self.face_value.and_then(|price| fields.keep("faceValue", price.money()));
        let price = fields.keep("price", self.price.money());
        let title = fields.required("title", self.title, SHORT);
        let listing = title.zip(price).map(|(title, price)| Listing { title, price, face_value, event });
        fields.finish(listing)
    }
}

fn future(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    let at: Timestamp = text.parse().map_err(|why: MalformedTimestamp| why.to_string())?;
    if at > now { Ok(at) } else { Err("must not be in the past".to_owned()) }
}

fn timezone(text: &str) -> Result<String, &'static str> {
    let zone: Tz = text.parse().map_err(|_| "must be an IANA time zone, for example Europe/Oslo")?;
    Ok(zone.name().to_owned())
}

/// A form sends an empty text for a number that was not filled in.
fn price_unless_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PriceInput>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(deserializer)? else { return Ok(None) };
    let empty = raw.get() == "\"\"";
    let price = (!empty).then(|| serde_json::from_str(raw.get()));
    price.transpose().map_err(serde::de::Error::custom)
}
