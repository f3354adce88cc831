//! The double never runs where a live key is in reach.

use std::ffi::OsString;

const LIVE_PREFIXES: [&str; 3] = ["sk_live_", "rk_live_", "pk_live_"];

/// A live key was found; `place` says where, the key itself is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place} holds a live Stripe key; the double only ever runs with test keys")]
pub struct LiveKey {
    place: String,
}

/// Looks for live keys in the environment and the arguments.
///
/// # Errors
/// The first place that holds one.
pub fn refuse_live_keys(
    environment: impl Iterator<Item = (OsString, OsString)>,
    arguments: impl Iterator<Item = OsString>,
) -> Result<(), LiveKey> {
    let named = environment.map(|(name, value)| (name.to_string_lossy().into_owned(), value));
    let numbered = arguments.enumerate().map(|(index, value)| (format!("argument {index}"), value));
    for (place, value) in named.chain(numbered) {
        let value = value.to_string_lossy();
        if LIVE_PREFIXES.iter().any(|prefix| holds(&value, prefix)) {
            return Err(LiveKey { place });
        }
    }
    Ok(())
}

/// Whether a text holds a key with this prefix, at its start or after what cannot be part of a word (`task_live_…`).
fn holds(text: &str, prefix: &str) -> bool {
    text.match_indices(prefix).any(|(index, _)| {
        let before = text.get(..index).and_then(|head| head.chars().next_back());
        before.is_none_or(|character| !character.is_ascii_alphanumeric() && character != '_')
    })
}
