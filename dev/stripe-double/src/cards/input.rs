//! `card[number]=…&card[exp_month]=…`, checked as Stripe checks it before anything is charged.

use chrono::{DateTime, Datelike};

use super::catalogue::by_number;
use super::{Card, Decline};
use crate::error::StripeError;
use crate::form::Fields;

/// Takes a card's details out of a `card` table.
pub(crate) fn take_card(mut fields: Fields, now: i64) -> Result<Card, StripeError> {
    fields.refuse(&["networks", "address_line1", "address_line2", "address_city", "address_state"])?;
    let number: String = fields.required("number")?.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let exp_month = fields.integer("exp_month")?;
    let exp_year = fields.integer("exp_year")?;
    let cvc = fields.text("cvc")?;
    // A token's card may carry a name and address; they decide nothing here.
    for ignored in ["name", "address_zip", "address_country", "currency"] {
        fields.text(ignored)?;
    }
    let missing = |name: &str| StripeError::MissingParameter(fields.full_name(name));
    let exp_month = exp_month.ok_or_else(|| missing("exp_month"))?;
    let exp_year = exp_year.ok_or_else(|| missing("exp_year"))?;
    fields.finish()?;

    let refusal = |decline| Err(StripeError::card(decline));
    if !(12..=19).contains(&number.len()) || !number.chars().all(|c| c.is_ascii_digit()) {
        return refusal(Decline::INVALID_NUMBER);
    }
    if !passes_luhn(&number) {
        return refusal(Decline::INCORRECT_NUMBER);
    }
    if !(1..=12).contains(&exp_month) {
        return refusal(Decline::INVALID_EXPIRY_MONTH);
    }
    let exp_year = if exp_year < 100 { exp_year + 2000 } else { exp_year };
    let (year, month) = year_and_month(now);
    if exp_year < year || exp_year > year + 50 {
        return refusal(Decline::INVALID_EXPIRY_YEAR);
    }
    if exp_year == year && exp_month < month {
        return refusal(Decline::INVALID_EXPIRY_MONTH);
    }
    if cvc.as_ref().is_some_and(|cvc| !is_cvc(cvc)) {
        return refusal(Decline::INVALID_CVC);
    }
    match by_number(&number) {
        Some(card) => Ok(card.to_card(exp_month, exp_year, cvc.is_some())),
        None => refusal(Decline::LIVE_CARD),
    }
}

fn is_cvc(text: &str) -> bool {
    (3..=4).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

fn passes_luhn(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The UTC year and month of a Unix time in seconds.
fn year_and_month(now: i64) -> (i64, i64) {
    let date = DateTime::from_timestamp(now, 0).unwrap_or_default();
    (i64::from(date.year()), i64::from(date.month()))
}
