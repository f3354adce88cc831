//! How often is often enough.

use std::time::Duration;

use crate::domain::Rate;

const MINUTE: Duration = Duration::from_secs(60);

/// How much of each is let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Sign-ups, sign-ins that fail and letters of one host: accounts are not made by the thousand, nor are
    /// passwords tried on one account after the other.
    pub per_host: Rate,
    /// Wrong passwords for an account from one network: a person who forgot tries a handful.
    pub guesses_here: Rate,
    /// Wrong passwords for an account from anywhere: far more than any one network has, so that whoever
    /// guesses is stopped long before the owner could be, who comes from elsewhere.
    pub guesses_anywhere: Rate,
    /// Letters to an address that somebody of one network asks for: nobody's letter box is filled.
    pub letters_here: Rate,
    /// Letters to an address that anyone asks for.
    pub letters_anywhere: Rate,
}

impl Limits {
    /// Those that are meant, but for how many tries a minute a host has.
    pub fn with_tries_per_minute(tries: u32) -> Self {
        Self {
            per_host: Rate::new(tries, MINUTE / tries.max(1)),
            guesses_here: Rate::new(5, MINUTE * 3),
            guesses_anywhere: Rate::new(50, MINUTE * 3),
            letters_here: Rate::new(3, MINUTE * 10),
            letters_anywhere: Rate::new(10, MINUTE * 10),
        }
    }
}

/// How many tries a host has in a minute, unless the configuration says something else.
pub const TRIES_PER_MINUTE: u32 = 20;

impl Default for Limits {
    fn default() -> Self {
        Self::with_tries_per_minute(TRIES_PER_MINUTE)
    }
}
