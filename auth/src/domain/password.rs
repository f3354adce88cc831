//! Passwords and what is kept of them: Argon2id (RFC 9106) at the parameters that OWASP's Password
//! Storage Cheat Sheet recommends. Everything that hashes here takes tens of milliseconds of a core.

use std::fmt;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use validator::{ValidateLength, ValidationError};

use super::common_passwords::is_common;

/// KiB of memory.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A password as it was typed. Any characters may stand in it and all of them count, so it is neither
/// trimmed nor normalised: text that looks the same but is composed of other code points is another
/// password.
#[derive(Clone, Default)]
pub struct Password(String);

impl Password {
    pub const MIN_CHARS: u64 = 8;
    pub const MAX_CHARS: u64 = 128;

    /// Whether it is among the passwords that are tried first.
    pub fn is_common(&self) -> bool {
        is_common(&self.0)
    }

    pub fn hash(&self) -> Result<PasswordHash, HashError> {
        let hash = present()?.hash_password(self.0.as_bytes()).map_err(HashError)?;
        Ok(PasswordHash(hash.to_string()))
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The usual message would repeat a value of the wrong type, and that could be the password.
        let text = String::deserialize(deserializer);
        text.map(Self).map_err(|_| serde::de::Error::custom("must be a string"))
    }
}

/// A validation error carries a copy of the value it is about; of a password it gets a blank.
impl Serialize for Password {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("…")
    }
}

impl ValidateLength<u64> for Password {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// For `#[validate]` of a new password; one that was chosen before this rule still counts.
pub fn not_common(password: &Password) -> Result<(), ValidationError> {
    let error = || ValidationError::new("common").with_message("is too common".into());
    if password.is_common() { Err(error()) } else { Ok(()) }
}

/// What is kept of a password: a PHC string, which holds algorithm, parameters, salt and hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(String);

/// What came of checking a password.
#[derive(Debug)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, and this should be kept instead, because the parameters have changed since it was made.
    Rehashed(PasswordHash),
}

impl PasswordHash {
    /// A hash that costs as much as any other and that no password has.
    pub fn of_nobody() -> Self {
        Self(OF_NOBODY.to_owned())
    }

    pub fn check(&self, password: &Password) -> Result<Verdict, HashError> {
        let parsed = phc::PasswordHash::new(&self.0).map_err(|why| HashError(why.into()))?;
        match present()?.verify_password(password.0.as_bytes(), &parsed) {
            Ok(()) if is_present(&parsed) => Ok(Verdict::Right),
            Ok(()) => password.hash().map(Verdict::Rehashed),
            Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
            Err(why) => Err(HashError(why)),
        }
    }
}

const OF_NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The algorithm and parameters for new hashes.
fn present() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(|why| HashError(why.into()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_present(hash: &phc::PasswordHash) -> bool {
    let params = Params::try_from(hash).map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
        && hash.version == Some(Version::V0x13.into())
        && params == Ok((MEMORY, PASSES, LANES))
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// The stored hash cannot be read, or the system gave no memory or randomness.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct HashError(argon2::password_hash::Error);

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::from(text.to_owned())
    }

    #[test]
    fn every_character_of_a_password_counts() {
        let hash = password(" pa ss wörd\u{0}🎟 ").hash().unwrap();
        assert!(matches!(hash.check(&password(" pa ss wörd\u{0}🎟 ")).unwrap(), Verdict::Right));
        for other in ["pa ss wörd\u{0}🎟", " pa ss wo\u{308}rd\u{0}🎟 ", " pa ss wörd", " PA SS WÖRD\u{0}🎟 "]
        {
            assert!(matches!(hash.check(&password(other)).unwrap(), Verdict::Wrong), "{other}");
        }
    }

    #[test]
    fn the_same_password_has_another_hash_each_time() {
        assert!(password("same").hash().unwrap() != password("same").hash().unwrap());
    }

    #[test]
    fn nobodys_hash_costs_what_others_cost_and_fits_no_password() {
        let PasswordHash(nobodys) = PasswordHash::of_nobody();
        assert!(is_present(&phc::PasswordHash::new(&nobodys).unwrap()));
        assert_eq!(nobodys.len(), password("real").hash().unwrap().0.len());
        assert!(matches!(PasswordHash::of_nobody().check(&password("")).unwrap(), Verdict::Wrong));
    }

    #[test]
    fn a_hash_with_old_parameters_is_replaced_when_the_password_is_right() {
        let params = Params::new(8_192, 1, 1, None).unwrap();
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(b"right").unwrap();
        let old = PasswordHash(old.to_string());
        assert!(matches!(old.check(&password("wrong")).unwrap(), Verdict::Wrong));
        let Verdict::Rehashed(new) = old.check(&password("right")).unwrap() else { panic!("not rehashed") };
        assert!(matches!(new.check(&password("right")).unwrap(), Verdict::Right));
    }

    #[test]
    fn neither_password_nor_hash_is_printed() {
        let password = password("hunter2hunter2");
        let hash = password.hash().unwrap();
        assert!(!format!("{password:?} {hash:?}").contains("hunter2"));
        assert!(!format!("{hash:?}").contains("argon2"));
        assert!(!serde_json::to_string(&password).unwrap().contains("hunter2"));
        let why = serde_json::from_str::<Password>("12345678").unwrap_err();
        assert!(!why.to_string().contains("12345678"));
    }
}
