//! Money: whole cents inside, a decimal number of dollars at the HTTP edge. No floating point anywhere.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OneOfBuilder, RefOr, Schema};
use validator::ValidationError;

/// The one currency of this marketplace, as ISO 4217 in lower case.
pub const CURRENCY: &str = "usd";

/// An amount in cents, from 0.50 to 999,999.99 dollars. A whole number in BSON and in events, which is read as an amount
/// only if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64")]
pub struct Money(i64);

impl Money {
    /// The least that Stripe charges in dollars, see <https://docs.stripe.com/currencies>.
    pub const MIN: Money = Money(50);
    /// The most that Stripe charges at once.
    pub const MAX: Money = Money(99_999_999);

    pub fn from_cents(cents: i64) -> Result<Self, MoneyError> {
        let money = Self(cents);
        if (Self::MIN..=Self::MAX).contains(&money) { Ok(money) } else { Err(MoneyError::OutOfRange) }
    }

    pub fn cents(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Money {
    type Error = MoneyError;

    fn try_from(cents: i64) -> Result<Self, MoneyError> {
        Self::from_cents(cents)
    }
}

/// Dollars with no more decimals than needed: `20`, `19.5`, `19.99`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (dollars, 0) => write!(f, "{dollars}"),
            (dollars, cents) if cents % 10 == 0 => write!(f, "{dollars}.{}", cents / 10),
            (dollars, cents) => write!(f, "{dollars}.{cents:02}"),
        }
    }
}

/// Why a text is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("is required")]
    Missing,
    #[error("must be a number of dollars")]
    NotANumber,
    #[error("must have at most two decimals")]
    TooPrecise,
    #[error("must be from 0.50 to 999999.99")]
    OutOfRange,
}

/// Reads dollars as people write them: `19.99`, `20`.
impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let bounded = text.len() <= MAX_DIGITS && text.ends_with(|c: char| c.is_ascii_digit());
        let digits = text.strip_prefix('-').unwrap_or(text);
        if !bounded
            || !digits.starts_with(|c: char| c.is_ascii_digit())
            || !digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            return Err(MoneyError::NotANumber);
        }
        Self::from_dollars(Decimal::from_str_exact(text).map_err(|_| MoneyError::NotANumber)?)
    }
}

impl Money {
    /// From a JSON number, which may have an exponent, and zeros at its end that say nothing.
    fn from_json_number(text: &str) -> Result<Self, MoneyError> {
        if text.len() > MAX_DIGITS {
            return Err(MoneyError::NotANumber);
        }
        let dollars = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str_exact(text)
        };
        Self::from_dollars(dollars.map_err(|_| MoneyError::NotANumber)?.normalize())
    }

    fn from_dollars(dollars: Decimal) -> Result<Self, MoneyError> {
        if dollars.scale() > 2 {
            return Err(MoneyError::TooPrecise);
        }
        let cents = dollars.checked_mul(Decimal::ONE_HUNDRED).and_then(|cents| cents.to_i64());
        Self::from_cents(cents.ok_or(MoneyError::OutOfRange)?)
    }
}

/// A decimal of 28 digits is far more than any price needs; longer texts are not worth reading.
const MAX_DIGITS: usize = 32;

/// Which texts are prices: the same rules as a regular expression.
const PRICE_PATTERN: &str = r"^(0*[1-9][0-9]{0,5}(\.[0-9]{1,2})?|0+\.[5-9][0-9]?)$";

/// How the text of a price looks in the documents.
pub fn price_text() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(PRICE_PATTERN))
        .max_length(Some(MAX_DIGITS))
        .examples(["19.99"])
}

/// A price in an answer: a JSON number of dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price(pub Money);

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl utoipa::PartialSchema for Price {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(0.5))
            .maximum(Some(999_999.99))
            .multiple_of(Some(0.01))
            .description(Some("dollars, with at most two decimals"))
            .examples([20])
            .into()
    }
}

impl utoipa::ToSchema for Price {
    fn name() -> Cow<'static, str> {
        "Price".into()
    }
}

/// A price in a request: a JSON number or a numeric string. What it holds is judged by
/// [`PriceInput::check`] with the other fields, so that one answer names every wrong field.
#[derive(Clone, Copy, Debug)]
pub struct PriceInput(Result<Money, MoneyError>);

impl PriceInput {
    /// For `#[validate(custom(function = "PriceInput::check"))]`.
    pub fn check(&self) -> Result<(), ValidationError> {
        self.money()
            .map(|_| ())
            .map_err(|why| ValidationError::new("price").with_message(Cow::Owned(why.to_string())))
    }

    pub fn money(&self) -> Result<Money, MoneyError> {
        self.0
    }
}

impl Default for PriceInput {
    fn default() -> Self {
        Self(Err(MoneyError::Missing))
    }
}

/// The validator keeps the value that it refused.
impl Serialize for PriceInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.ok().map(Price).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PriceInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The raw text, because a number that went through floating point has lost its decimals.
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(match raw.get() {
            quoted if quoted.starts_with('"') => {
                serde_json::from_str::<String>(quoted).map_err(serde::de::Error::custom)?.parse()
            }
            number => Money::from_json_number(number),
        }))
    }
}

impl utoipa::PartialSchema for PriceInput {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new().item(<Price as utoipa::PartialSchema>::schema()).item(price_text()).into()
    }
}

impl utoipa::ToSchema for PriceInput {
    fn name() -> Cow<'static, str> {
        "PriceInput".into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str) -> Result<Money, MoneyError> {
        serde_json::from_str::<PriceInput>(json).unwrap().money()
    }

    proptest! {
        #[test]
        fn every_price_survives_the_edge(cents in 50_i64..=99_999_999) {
            let money = Money::from_cents(cents).unwrap();
            let json = serde_json::to_string(&Price(money)).unwrap();
            prop_assert_eq!(read(&json), Ok(money));
            prop_assert_eq!(read(&format!("\"{}.{:02}\"", cents / 100, cents % 100)), Ok(money));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,40}") {
            let _ = text.parse::<Money>();
        }
    }

    #[test]
    fn what_is_no_price_is_named() {
        for (json, why) in [
            ("19.999", MoneyError::TooPrecise),
            ("\"10.000\"", MoneyError::TooPrecise),
            ("0.49", MoneyError::OutOfRange),
            ("-5", MoneyError::OutOfRange),
            ("1000000", MoneyError::OutOfRange),
            ("1e400", MoneyError::NotANumber),
            ("1e20", MoneyError::OutOfRange),
            ("\"NaN\"", MoneyError::NotANumber),
            ("\"\"", MoneyError::NotANumber),
            ("\"1_000\"", MoneyError::NotANumber),
            ("\"+5\"", MoneyError::NotANumber),
            ("\"2e1\"", MoneyError::NotANumber),
            ("\"-5\"", MoneyError::OutOfRange),
            ("\"5-5\"", MoneyError::NotANumber),
            ("true", MoneyError::NotANumber),
            ("\"5.\"", MoneyError::NotANumber),
            ("\".5\"", MoneyError::NotANumber),
            ("null", MoneyError::NotANumber),
            ("{\"$gt\":0}", MoneyError::NotANumber),
            ("19.990000000000000001", MoneyError::TooPrecise),
        ] {
            assert_eq!(read(json), Err(why), "{json}");
        }
    }

    #[test]
    fn what_is_no_price_is_none_in_an_event_or_a_database_either() {
        for cents in [50_i64, 99_999_999, 49, 0, -1, 100_000_000, i64::MIN, i64::MAX] {
            let expected = Money::from_cents(cents).ok();
            assert_eq!(serde_json::from_str::<Money>(&cents.to_string()).ok(), expected, "{cents}");
            assert_eq!(bson::deserialize_from_bson::<Money>(cents.into()).ok(), expected, "{cents}");
        }
        assert_eq!(bson::serialize_to_bson(&Money::MIN).unwrap(), bson::Bson::Int64(50));
    }

    #[test]
    fn another_way_to_write_a_price_is_a_price() {
        for json in ["2e1", "20.000", "200e-1", "\"0020\""] {
            assert_eq!(read(json), Money::from_cents(2000), "{json}");
        }
    }
}
