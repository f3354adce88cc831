//! Refusals in the documents: which follow from what an operation asks for, what they mean, and which words
//! their `code` may be.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::completion::{Asks, Session};

/// The statuses that an operation may answer with because of what it asks for, and what they mean.
pub(super) fn that_follow(asks: &Asks) -> Vec<(&'static str, &'static str)> {
    let rules = [
        (
            asks.parameters || asks.body,
            "400",
            "The request is not valid; `errors` names each field and what is wrong with it.",
        ),
        (asks.session == Session::Required, "401", "Nobody is signed in."),
        (asks.change, "403", "A request from another site."),
        (asks.body, "413", "A body larger than allowed."),
        (asks.body, "415", "A body of another media type than `application/json`."),
        (true, "429", "Too many requests; try again after `Retry-After` seconds."),
    ];
    rules.into_iter().filter(|(follows, ..)| *follows).map(|(_, status, meaning)| (status, meaning)).collect()
}

/// Every response has a description; a problem also has its schema, the words of its `code`, and an example of each.
pub(super) fn complete(response: &mut Map<String, Value>, status: u16, asks: &Asks) {
    let reason = reason(status);
    let description = response.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    if description.is_empty() {
        response.insert("description".to_owned(), json!(reason));
    }
    if status < 400 {
        return;
    }
    let codes = codes(status, &description, asks);
    let mut schema = json!({ "$ref": "#/components/schemas/Problem" });
    if !codes.is_empty() {
        let own = json!({ "properties": { "code": { "enum": codes }, "status": { "const": status } } });
        schema = json!({ "allOf": [schema, own] });
    }
    let examples: Map<String, Value> = match codes.as_slice() {
        [] => [("other".to_owned(), example(status, "card_declined"))].into_iter().collect(),
        codes => codes.iter().map(|code| (code.clone(), example(status, code))).collect(),
    };
    let media = json!({ "schema": schema, "examples": examples });
    response.insert("content".to_owned(), json!({ "application/problem+json": media }));
}

/// The word that every refusal of this status may have, and those that the description names. None are
/// listed if any word may come.
fn codes(status: u16, description: &str, asks: &Asks) -> Vec<String> {
    let usual = match status {
        400 => "invalid_request",
        401 => "not_authenticated",
        // Stripe's own words.
        402 => return Vec::new(),
        403 if asks.change => "cross_site",
        404 => "not_found",
        413 => "body_too_large",
        415 => "unsupported_media_type",
        429 => "too_many_requests",
        500 => "internal",
        503 => "unavailable",
        _ => "",
    };
    let quoted = description.split('`').skip(1).step_by(2).filter(|word| is_code(word));
    let mut codes = Vec::new();
    for code in Some(usual).filter(|usual| !usual.is_empty()).into_iter().chain(quoted) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// `errors` and `code` are fields of the answer, and no answer's word.
fn is_code(word: &str) -> bool {
    let letters = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    letters && !matches!(word, "errors" | "code")
}

fn example(status: u16, code: &str) -> Value {
    let message = json!({ "message": code.replace('_', " ") });
    let value = json!({
        "type": "about:blank",
        "title": reason(status),
        "status": status,
        "code": code,
        "errors": [message],
    });
    json!({ "value": value })
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Error")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKS: Asks = Asks { session: Session::Required, parameters: true, body: false, change: true };

    #[test]
    fn what_follows_is_what_the_operation_asks_for() {
        let statuses =
            |asks: Asks| that_follow(&asks).into_iter().map(|(status, _)| status).collect::<Vec<_>>();
        assert_eq!(statuses(ASKS), ["400", "401", "403", "429"]);
        let public = Asks { session: Session::Optional, parameters: false, body: true, change: false };
        assert_eq!(statuses(public), ["400", "413", "415", "429"]);
    }

    #[test]
    fn the_words_of_a_description_are_codes() {
        assert_eq!(
            codes(409, "`ticket_reserved`, or `ticket_sold` with `Retry-After`", &ASKS),
            ["ticket_reserved", "ticket_sold"]
        );
        assert_eq!(codes(403, "`not_yours`: another's", &ASKS), ["cross_site", "not_yours"]);
        assert_eq!(codes(400, "`errors` names each", &ASKS), ["invalid_request"]);
        assert!(codes(402, "`code` is Stripe's", &ASKS).is_empty());
    }
}
