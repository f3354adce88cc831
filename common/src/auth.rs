//! Sessions: a JWT signed with EdDSA (Ed25519, RFC 8037) by auth alone, carried in a cookie, checked by
//! every service with public keys, unless auth has told that it ended. The extractors here are the only way
//! to be a user.

mod claims;
mod extract;
mod hearing;
mod keys;
mod revocations;
mod verified;
mod verifier;

pub use claims::{Claims, Role, SESSION_LIFETIME};
pub use extract::{Admin, CurrentUser, OptionalUser};
pub use keys::{KeyError, PublicKeys, SigningKey};
pub(crate) use revocations::Revocations;
pub use verifier::{SessionCookie, SessionVerifier};
