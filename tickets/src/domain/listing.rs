//! What a seller says of a ticket.

use common::clock::Timestamp;
use common::events::ticket::EventDetails;
use common::money::Money;
use serde::{Deserialize, Serialize};

/// The part of a ticket that its seller writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    pub title: String,
    pub price: Money,
    pub face_value: Option<Money>,
    pub event: EventDetails,
}

/// What a listing is found and sorted by, beside the fields themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchKeys {
    /// The city, so that it can be compared without case.
    pub city: Option<String>,
    /// When the event starts; [`undated`](Self::undated) when that is not said, so that such listings
    /// come last and never count as over.
    pub date: Timestamp,
}

impl SearchKeys {
    pub fn of(event: &EventDetails) -> Self {
        Self {
            city: event.city.as_deref().map(Self::city),
            date: event.starts_at.unwrap_or_else(Self::undated),
        }
    }

    /// The end of the year 9999, the last that RFC 3339 can write.
    pub fn undated() -> Timestamp {
        Timestamp::from_millis(253_402_300_799_999)
    }

    /// `New  York` and `new york` are the same place.
    pub fn city(name: &str) -> String {
        name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_compared_without_case_and_spacing() {
        assert_eq!(SearchKeys::city("  New\u{a0} York"), SearchKeys::city("NEW YORK"));
        assert_eq!(SearchKeys::city("TROMSØ"), "tromsø");
    }

    #[test]
    fn an_undated_listing_comes_after_every_date() {
        let keys = SearchKeys::of(&EventDetails::default());
        assert_eq!(keys, SearchKeys { city: None, date: SearchKeys::undated() });
        assert_eq!(keys.date.to_string(), "9999-12-31T23:59:59.999Z");
    }
}
