//! Passwords and what is kept of them: Argon2id (RFC 9106) at the parameters that OWASP's Password
//! Storage Cheat Sheet recommends. Everything that hashes here takes tens of milliseconds of a core.

use std::fmt;

use argon2::password_hash::phc::{self, ParamsString, Salt};
use argon2::password_hash::{Error, try_generate_salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use validator::{ValidateLength, ValidationError};

use super::common_passwords::is_common;

const ALGORITHM: Algorithm = Algorithm::Argon2id;
const VERSION: Version = Version::V0x13;
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

    pub fn hash(&self, memory: &mut Memory) -> Result<PasswordHash, HashError> {
        let (params, salt) = (present()?, Salt::new(&try_generate_salt()?)?);
        let hash = phc::PasswordHash {
            algorithm: ALGORITHM.ident(),
            version: Some(VERSION.into()),
            params: ParamsString::try_from(&params)?,
            salt: Some(salt),
            hash: Some(memory.derive(&Argon2::new(ALGORITHM, VERSION, params), self, &salt)?),
        };
        Ok(PasswordHash(hash.to_string()))
    }
}

/// Where Argon2 does its work. It grows with the first password and is kept for the next ones: fresh memory costs the
/// system a page fault for each 4 KiB.
#[derive(Default)]
pub struct Memory(Vec<Block>);

impl Memory {
    fn derive(
        &mut self,
        argon2: &Argon2<'_>,
        password: &Password,
        salt: &Salt,
    ) -> Result<phc::Output, HashError> {
        let blocks = argon2.params().block_count();
        if self.0.len() < blocks {
            self.0.resize(blocks, Block::new());
        }
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        argon2.hash_password_into_with_memory(password.0.as_bytes(), salt, &mut output, &mut self.0)?;
        Ok(phc::Output::new(&output)?)
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

    pub fn check(&self, password: &Password, memory: &mut Memory) -> Result<Verdict, HashError> {
        let kept = phc::PasswordHash::new(&self.0)?;
        let salt = kept.salt.ok_or(Error::SaltInvalid)?;
        let algorithm = Algorithm::try_from(kept.algorithm.as_str())?;
        let version = kept.version.map_or(Ok(VERSION), Version::try_from)?;
        let argon2 = Argon2::new(algorithm, version, Params::try_from(&kept)?);
        // Outputs are compared in constant time.
        if kept.hash != Some(memory.derive(&argon2, password, &salt)?) {
            Ok(Verdict::Wrong)
        } else if is_present(&kept) {
            Ok(Verdict::Right)
        } else {
            password.hash(memory).map(Verdict::Rehashed)
        }
    }
}

const OF_NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The parameters for new hashes.
fn present() -> Result<Params, HashError> {
    Ok(Params::new(MEMORY, PASSES, LANES, None)?)
}

fn is_present(hash: &phc::PasswordHash) -> bool {
    let params = Params::try_from(hash).map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    hash.algorithm.as_str() == ALGORITHM.as_str()
        && hash.version == Some(VERSION.into())
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
pub struct HashError(Error);

impl<E: Into<Error>> From<E> for HashError {
    fn from(why: E) -> Self {
        Self(why.into())
    }
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;

    fn password(text: &str) -> Password {
        Password::from(text.to_owned())
    }

    #[test]
    fn every_character_of_a_password_counts() {
        let mut memory = Memory::default();
        let hash = password(" pa ss wörd\u{0}🎟 ").hash(&mut memory).unwrap();
        assert!(matches!(hash.check(&password(" pa ss wörd\u{0}🎟 "), &mut memory).unwrap(), Verdict::Right));
        for other in ["pa ss wörd\u{0}🎟", " pa ss wo\u{308}rd\u{0}🎟 ", " pa ss wörd", " PA SS WÖRD\u{0}🎟 "]
        {
            assert!(matches!(hash.check(&password(other), &mut memory).unwrap(), Verdict::Wrong), "{other}");
        }
    }

    #[test]
    fn what_is_kept_is_what_any_argon2_can_check() {
        let PasswordHash(kept) = password("right").hash(&mut Memory::default()).unwrap();
        Argon2::default().verify_password(b"right", kept.as_str()).unwrap();
        Argon2::default().verify_password(b"wrong", kept.as_str()).unwrap_err();
    }

    #[test]
    fn the_same_password_has_another_hash_each_time() {
        let mut memory = Memory::default();
        let [one, other] = [(); 2].map(|()| password("same").hash(&mut memory).unwrap());
        assert!(one != other);
    }

    #[test]
    fn nobodys_hash_costs_what_others_cost_and_fits_no_password() {
        let mut memory = Memory::default();
        let PasswordHash(nobodys) = PasswordHash::of_nobody();
        assert!(is_present(&phc::PasswordHash::new(&nobodys).unwrap()));
        assert_eq!(nobodys.len(), password("real").hash(&mut memory).unwrap().0.len());
        assert!(matches!(
            PasswordHash::of_nobody().check(&password(""), &mut memory).unwrap(),
            Verdict::Wrong
        ));
    }

    #[test]
    fn a_hash_with_old_parameters_is_replaced_when_the_password_is_right() {
        let mut memory = Memory::default();
        let params = Params::new(8_192, 1, 1, None).unwrap();
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(b"right").unwrap();
        let old = PasswordHash(old.to_string());
        assert!(matches!(old.check(&password("wrong"), &mut memory).unwrap(), Verdict::Wrong));
        let Verdict::Rehashed(new) = old.check(&password("right"), &mut memory).unwrap() else {
            panic!("not rehashed")
        };
        assert!(matches!(new.check(&password("right"), &mut memory).unwrap(), Verdict::Right));
    }

    #[test]
    fn neither_password_nor_hash_is_printed() {
        let mut memory = Memory::default();
        let password = password("hunter2hunter2");
        let hash = password.hash(&mut memory).unwrap();
        assert!(!format!("{password:?} {hash:?}").contains("hunter2"));
        assert!(!format!("{hash:?}").contains("argon2"));
        assert!(!serde_json::to_string(&password).unwrap().contains("hunter2"));
        let why = serde_json::from_str::<Password>("12345678").unwrap_err();
        assert!(!why.to_string().contains("12345678"));
    }
}
