//! The `Stripe-Signature` header: `t=<Unix seconds>,v1=<hex HMAC-SHA256 of "t.payload">`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header's value for a payload, signed at a time.
#[must_use]
pub fn header(secret: &str, unix_seconds: i64, payload: &str) -> String {
    format!("t={unix_seconds},v1={}", v1(secret, unix_seconds, payload))
}

/// The signature alone, in hex.
#[must_use]
pub fn v1(secret: &str, unix_seconds: i64, payload: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        // HMAC takes keys of every length.
        return String::new();
    };
    mac.update(format!("{unix_seconds}.{payload}").as_bytes());
    hex::encode(mac.finalize().into_bytes())
}
