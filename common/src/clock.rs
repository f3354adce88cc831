//! The time: a [`Timestamp`] with the precision that every store and wire format here keeps, and the
//! [`Clock`] that tells it. Code under test gets a clock that the test sets.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bson::Bson;
use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{KnownFormat, RefOr, Schema};

/// A moment in UTC, in whole milliseconds. RFC 3339 text in JSON, a date in BSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// From milliseconds since the Unix epoch; a number outside of what a calendar can hold is the epoch.
    pub fn from_millis(millis: i64) -> Self {
        Self(DateTime::from_timestamp_millis(millis).unwrap_or_default())
    }

    /// Milliseconds since the Unix epoch.
    pub fn millis(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// Whole seconds since the Unix epoch.
    pub fn seconds(self) -> i64 {
        self.0.timestamp()
    }

    pub fn plus(self, duration: Duration) -> Self {
        Self::from_millis(self.millis().saturating_add(millis_of(duration)))
    }

    pub fn minus(self, duration: Duration) -> Self {
        Self::from_millis(self.millis().saturating_sub(millis_of(duration)))
    }

    /// How long from `self` until `later`; zero when `later` is not later.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.millis().saturating_sub(self.millis())).unwrap_or(0))
    }
}

fn millis_of(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

/// The text is no moment that RFC 3339 can write in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an RFC 3339 date and time with its offset, for example 2099-03-01T19:00:00+01:00")]
pub struct MalformedTimestamp;

impl FromStr for Timestamp {
    type Err = MalformedTimestamp;

    fn from_str(text: &str) -> Result<Self, MalformedTimestamp> {
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| MalformedTimestamp)?.to_utc();
        // An offset can lead out of the four digits that a year has.
        if (0..=9999).contains(&at.year()) {
            Ok(Self::from_millis(at.timestamp_millis()))
        } else {
            Err(MalformedTimestamp)
        }
    }
}

impl From<Timestamp> for Bson {
    fn from(at: Timestamp) -> Self {
        Bson::DateTime(bson::DateTime::from_millis(at.millis()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            bson::DateTime::from_millis(self.millis()).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
        } else {
            bson::DateTime::deserialize(deserializer).map(|at| Self::from_millis(at.timestamp_millis()))
        }
    }
}

impl utoipa::PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

impl utoipa::ToSchema for Timestamp {
    fn name() -> Cow<'static, str> {
        "Timestamp".into()
    }
}

/// Tells the time: the machine's, or one that a test sets.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Manual(Arc<AtomicI64>),
}

impl Clock {
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `at` until [`advance`](Self::advance) moves it. Clones move together.
    pub fn manual(at: Timestamp) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(at.millis()))))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => Timestamp::from_millis(Utc::now().timestamp_millis()),
            Source::Manual(millis) => Timestamp::from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock on; the machine's own clock cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(millis) = &self.0 {
            millis.fetch_add(millis_of(by), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_shows_utc_with_milliseconds() {
        let at: Timestamp = serde_json::from_str("\"2026-03-01T12:00:00.5+02:00\"").unwrap();
        assert_eq!(serde_json::to_string(&at).unwrap(), "\"2026-03-01T10:00:00.500Z\"");
    }

    #[test]
    fn what_can_be_read_can_be_written_and_read_again() {
        for text in ["9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z", "2024-02-29T12:00:00-23:59"] {
            let at: Timestamp = text.parse().unwrap();
            assert_eq!(at.to_string().parse(), Ok(at));
        }
        for text in ["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59", "2023-02-29T12:00:00Z", ""] {
            assert_eq!(text.parse::<Timestamp>(), Err(MalformedTimestamp));
        }
    }

    #[test]
    fn bson_keeps_a_date() {
        let at = Timestamp::from_millis(1_700_000_000_123);
        let bytes = bson::serialize_to_vec(&bson::doc! { "at": at }).unwrap();
        #[derive(Deserialize)]
        struct Doc {
            at: Timestamp,
        }
        assert_eq!(bson::deserialize_from_slice::<Doc>(&bytes).unwrap().at, at);
    }
}
