//! Ids in Stripe's shape: a prefix that names the kind, then letters and digits.

use uuid::Uuid;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A fresh id such as `pi_3Nk4…`.
pub(crate) fn fresh(prefix: &str) -> String {
    format!("{prefix}_3{}", random(23))
}

/// A fresh request id, `req_…`.
pub(crate) fn request() -> String {
    format!("req_{}", random(14))
}

/// The client secret of an intent: whoever holds it may finish the payment in a browser.
pub(crate) fn client_secret(intent: &str) -> String {
    format!("{intent}_secret_{}", random(25))
}

/// A number from 0 up to, but not including, 1.
pub(crate) fn chance() -> f64 {
    let bits = Uuid::new_v4().as_u128() & 0xffff_ffff;
    f64::from(u32::try_from(bits).unwrap_or(0)) / 4_294_967_296.0
}

fn random(length: usize) -> String {
    let bytes = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    bytes
        .into_iter()
        .take(length)
        .filter_map(|byte| ALPHABET.get(usize::from(byte) % ALPHABET.len()).copied().map(char::from))
        .collect()
}
