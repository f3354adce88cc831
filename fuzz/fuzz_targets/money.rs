//! Prices: a text or a JSON number is refused, or read to the cent, as another reading of the same digits has it.
#![no_main]

use std::sync::LazyLock;

use common::money::{Money, MoneyError, Price, PriceInput, price_text};
use libfuzzer_sys::fuzz_target;
use regex::Regex;
use serde_json::value::RawValue;

/// What the API's documents say that a price looks like.
static DOCUMENTED: LazyLock<(Regex, usize)> = LazyLock::new(|| {
    let schema = serde_json::to_value(price_text().build()).unwrap();
    let longest = schema["maxLength"].as_u64().unwrap();
    (Regex::new(schema["pattern"].as_str().unwrap()).unwrap(), longest.try_into().unwrap())
});

fuzz_target!(|text: &str| {
    let as_text = text.parse::<Money>();
    let (pattern, longest) = &*DOCUMENTED;
    assert_eq!(as_text.is_ok(), text.len() <= *longest && pattern.is_match(text), "{text:?}: {as_text:?}");
    let quoted = serde_json::to_string(text).unwrap();
    assert_eq!(read(&quoted), Some(as_text), "{text:?}");
    if let Ok(money) = as_text {
        is_what_it_says(money, text);
    }

    if let Some(Ok(money)) = read(text)
        && !text.trim().starts_with('"')
    {
        is_what_it_says(money, text.trim());
    }
    // A number that is written without an exponent is the same as the text of it, zeros at the end aside.
    if let Some(as_number) = read(text)
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        let bare = text.strip_suffix("0").filter(|bare| bare.contains('.')).unwrap_or(text);
        let bare = bare.trim_end_matches('0').trim_end_matches('.');
        let bare = if text.contains('.') { bare } else { text };
        if text.len() <= *longest && text.len() <= 28 {
            assert_eq!(as_number.ok(), bare.parse().ok(), "{text:?}");
        }
    }
});

/// `None` when it is no JSON.
fn read(json: &str) -> Option<Result<Money, MoneyError>> {
    serde_json::from_str::<&RawValue>(json).ok()?;
    Some(serde_json::from_str::<PriceInput>(json).unwrap().money())
}

fn is_what_it_says(money: Money, text: &str) {
    assert!((Money::MIN..=Money::MAX).contains(&money));
    assert_eq!(cents(text), Some(money.cents()), "{text:?}");
    let answer = serde_json::to_string(&Price(money)).unwrap();
    assert_eq!(read(&answer), Some(Ok(money)));
    assert_eq!(money.to_string().parse(), Ok(money));
}

/// The cents that a decimal number is, digit by digit; `None` if they are not whole.
fn cents(number: &str) -> Option<i64> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{decimals}");
    let mut digits = digits.trim_start_matches('0').to_owned();
    let mut power = exponent.parse::<i64>().ok()? - i64::try_from(decimals.len()).ok()? + 2;
    while power > 0 && digits.len() < 20 {
        digits.push('0');
        power -= 1;
    }
    while power < 0 {
        if digits.pop()? != '0' {
            return None;
        }
        power += 1;
    }
    digits.parse().ok().filter(|_| power == 0)
}
