//! A user's key at the NATS server: an NKEY, an Ed25519 pair in NATS's own spelling. The server knows the
//! public key alone.

use std::str::FromStr;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use nkeys::{KeyPair, KeyPairType};

use crate::config::Secret;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum UserKeyError {
    #[error("no seed of a NATS user, which begins with SU")]
    NotASeed,
    #[error("a key could not be made")]
    Unavailable,
}

/// What a user of the bus shows who they are with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserKey {
    seed: Secret,
    public: String,
}

impl UserKey {
    /// A new key, from the system's random numbers.
    pub fn generate() -> Result<Self, UserKeyError> {
        let mut random = [0; 32];
        SystemRandom::new().fill(&mut random).map_err(|_| UserKeyError::Unavailable)?;
        KeyPair::new_from_raw(KeyPairType::User, random)
            .and_then(|pair| Self::from_pair(&pair))
            .map_err(|_| UserKeyError::Unavailable)
    }

    fn from_pair(pair: &KeyPair) -> Result<Self, nkeys::error::Error> {
        Ok(Self { seed: pair.seed()?.into(), public: pair.public_key() })
    }

    /// `SU…`, for the user alone.
    pub fn seed(&self) -> &Secret {
        &self.seed
    }

    /// `U…`, for the server's configuration.
    pub fn public(&self) -> &str {
        &self.public
    }
}

impl FromStr for UserKey {
    type Err = UserKeyError;

    /// From its seed.
    fn from_str(seed: &str) -> Result<Self, UserKeyError> {
        let pair = KeyPair::from_seed(seed).map_err(|_| UserKeyError::NotASeed)?;
        if pair.key_pair_type() != KeyPairType::User {
            return Err(UserKeyError::NotASeed);
        }
        Self::from_pair(&pair).map_err(|_| UserKeyError::NotASeed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_seed_and_hides_it() {
        let key = UserKey::generate().unwrap();
        let seed = key.seed().expose();
        assert!(seed.starts_with("SU") && key.public().starts_with('U'));
        assert_eq!(seed.parse::<UserKey>().unwrap(), key);
        assert!(!format!("{key:?}").contains(seed));
        assert_ne!(UserKey::generate().unwrap(), key);
    }

    #[test]
    fn what_is_no_users_seed_is_refused() {
        let key = UserKey::generate().unwrap();
        let account = KeyPair::new_from_raw(KeyPairType::Account, [7; 32]).unwrap().seed().unwrap();
        let altered = key.seed().expose().replacen("SUA", "SUB", 1) + "A";
        for text in ["", "hunter2", key.public(), &account, &altered] {
            assert!(matches!(text.parse::<UserKey>(), Err(UserKeyError::NotASeed)), "{text}");
        }
    }
}
