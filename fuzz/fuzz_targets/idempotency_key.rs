//! Idempotency-Key: one key of visible ASCII, as it was sent, or none.
#![no_main]

use common::http::IdempotencyKey;
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sent: Vec<Vec<u8>>| {
    let values = sent.iter().filter_map(|value| HeaderValue::from_bytes(value).ok());
    let headers: HeaderMap =
        values.map(|value| (HeaderName::from_static("idempotency-key"), value)).collect();
    let sent: Vec<&[u8]> = headers.values().map(HeaderValue::as_bytes).collect();
    let is_key =
        |key: &[u8]| matches!(key.len(), 1..=255) && key.iter().all(|byte| (b'!'..=b'~').contains(byte));
    let expected = match sent[..] {
        [key] if is_key(key) => Some(key),
        _ => None,
    };
    assert_eq!(IdempotencyKey::of(&headers).ok().map(str::as_bytes), expected);
});
