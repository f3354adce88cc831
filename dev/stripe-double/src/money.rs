//! Currencies and the bounds that Stripe sets to an amount, in minor units.

use crate::error::StripeError;
use crate::form::Fields;

const MAX_AMOUNT: i64 = 99_999_999;

struct Currency {
    code: &'static str,
    symbol: &'static str,
    min_amount: i64,
    minor_digits: u32,
}

const fn currency(code: &'static str, symbol: &'static str, min_amount: i64, minor_digits: u32) -> Currency {
    Currency { code, symbol, min_amount, minor_digits }
}

const CURRENCIES: &[Currency] = &[
    currency("usd", "$", 50, 2),
    currency("eur", "€", 50, 2),
    currency("gbp", "£", 30, 2),
    currency("cad", "$", 50, 2),
    currency("aud", "$", 50, 2),
    currency("chf", "CHF ", 50, 2),
    currency("jpy", "¥", 50, 0),
];

/// Takes `currency`, which must be one of those that the double knows.
pub(crate) fn take_currency(fields: &mut Fields) -> Result<Option<&'static str>, StripeError> {
    let Some(text) = fields.text("currency")? else { return Ok(None) };
    let lower = text.to_ascii_lowercase();
    match CURRENCIES.iter().find(|currency| currency.code == lower) {
        Some(currency) => Ok(Some(currency.code)),
        None => {
            let codes: Vec<&str> = CURRENCIES.iter().map(|currency| currency.code).collect();
            let message = format!(
                "Invalid currency: {text}. Stripe currently supports these currencies: {}",
                codes.join(", ")
            );
            Err(fields.invalid("currency", &message))
        }
    }
}

/// Checks an amount to be charged against the currency's bounds.
pub(crate) fn check_amount(amount: i64, code: &str) -> Result<(), StripeError> {
    let Some(currency) = CURRENCIES.iter().find(|currency| currency.code == code) else { return Ok(()) };
    let refusal =
        |code, message| Err(StripeError::InvalidParameter { param: "amount".to_owned(), code, message });
    if amount < 1 {
        refusal(
            Some("parameter_invalid_integer"),
            "This value must be greater than or equal to 1.".to_owned(),
        )
    } else if amount < currency.min_amount {
        let least = currency.display(currency.min_amount);
        refusal(Some("amount_too_small"), format!("Amount must be at least {least} {code}"))
    } else if amount > MAX_AMOUNT {
        let most = currency.display(MAX_AMOUNT);
        refusal(Some("amount_too_large"), format!("Amount must be no more than {most}"))
    } else {
        Ok(())
    }
}

/// An amount in words for people, `$0.50`.
pub(crate) fn display(amount: i64, code: &str) -> String {
    match CURRENCIES.iter().find(|currency| currency.code == code) {
        Some(currency) => currency.display(amount),
        None => amount.to_string(),
    }
}

impl Currency {
    fn display(&self, amount: i64) -> String {
        let unit = 10_i64.pow(self.minor_digits);
        let whole = group(amount / unit);
        if self.minor_digits == 0 {
            format!("{}{whole}", self.symbol)
        } else {
            format!("{}{whole}.{:02}", self.symbol, amount % unit)
        }
    }
}

fn group(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
