//! The keys of sessions: the private one that auth signs with, the public ones by which all others check.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde_json::json;

use super::claims::Claims;

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the signing key is no Ed25519 private key in PKCS#8 PEM")]
    NotAPrivateKey,
    #[error("the key set is no JSON Web Key Set of Ed25519 keys that have a kid")]
    NotAKeySet,
    #[error("a key could not be made")]
    Unavailable,
    #[error("a token could not be signed: {0}")]
    Sign(jsonwebtoken::errors::Error),
}

/// auth's private key. Its id (`kid`) is its thumbprint, so the same key has the same id everywhere.
#[derive(Clone)]
pub struct SigningKey {
    kid: String,
    key: EncodingKey,
    pkcs8: Vec<u8>,
    public: Vec<u8>,
}

impl SigningKey {
    /// A new key.
    pub fn generate() -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::generate().map_err(|_| KeyError::Unavailable)?;
        let pkcs8 = pair.to_pkcs8v1().map_err(|_| KeyError::Unavailable)?;
        Self::from_pkcs8(pkcs8.as_ref())
    }

    fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(|_| KeyError::NotAPrivateKey)?;
        let public = pair.public_key().as_ref().to_vec();
        let thumbprint = json!({ "crv": "Ed25519", "kty": "OKP", "x": URL_SAFE_NO_PAD.encode(&public) });
        let kid = URL_SAFE_NO_PAD.encode(digest(&SHA256, thumbprint.to_string().as_bytes()));
        // The seed alone, so that the form that the library wants does not depend on how the PEM was made.
        let pkcs8 = pair.to_pkcs8v1().map_err(|_| KeyError::NotAPrivateKey)?.as_ref().to_vec();
        Ok(Self { kid, key: EncodingKey::from_ed_der(&pkcs8), pkcs8, public })
    }

    /// PKCS#8 in PEM (RFC 7468).
    pub fn to_pem(&self) -> String {
        let base64 = STANDARD.encode(&self.pkcs8);
        format!("-----BEGIN PRIVATE KEY-----\n{base64}\n-----END PRIVATE KEY-----\n")
    }

    /// The public half as a JSON Web Key Set (RFC 7517), for `SESSION_JWKS` of the other services.
    pub fn jwks(&self) -> String {
        self.public_keys().to_string()
    }

    /// A signed token.
    pub fn sign(&self, claims: &Claims) -> Result<String, KeyError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.key).map_err(KeyError::Sign)
    }

    /// The public half.
    pub fn public_keys(&self) -> PublicKeys {
        let key = PublicKey {
            x: URL_SAFE_NO_PAD.encode(&self.public),
            decoding: DecodingKey::from_ed_der(&self.public),
        };
        PublicKeys(BTreeMap::from([(self.kid.clone(), key)]))
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    /// From PKCS#8 in PEM.
    fn from_str(pem: &str) -> Result<Self, KeyError> {
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
        let der = STANDARD.decode(body).map_err(|_| KeyError::NotAPrivateKey)?;
        Self::from_pkcs8(&der)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// The public keys by which tokens are checked, by `kid`: while keys rotate there are several.
#[derive(Clone, Debug, Default)]
pub struct PublicKeys(BTreeMap<String, PublicKey>);

#[derive(Clone, Debug)]
struct PublicKey {
    /// As a JSON Web Key spells it.
    x: String,
    decoding: DecodingKey,
}

impl PublicKeys {
    /// These and others.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Whether tokens that `key` signs are accepted.
    pub fn accept(&self, key: &SigningKey) -> bool {
        self.0.contains_key(&key.kid)
    }

    pub(super) fn get(&self, kid: &str) -> Option<&DecodingKey> {
        self.0.get(kid).map(|key| &key.decoding)
    }
}

/// A JSON Web Key Set (RFC 7517, RFC 8037).
impl fmt::Display for PublicKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let jwk = |(kid, key): (&String, &PublicKey)| json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": key.x });
        let keys: Vec<_> = self.0.iter().map(jwk).collect();
        json!({ "keys": keys }).fmt(f)
    }
}

impl FromStr for PublicKeys {
    type Err = KeyError;

    /// From a JSON Web Key Set.
    fn from_str(json: &str) -> Result<Self, KeyError> {
        let set: JwkSet = serde_json::from_str(json).map_err(|_| KeyError::NotAKeySet)?;
        let mut keys = BTreeMap::new();
        for jwk in &set.keys {
            let (Some(kid), AlgorithmParameters::OctetKeyPair(okp)) = (&jwk.common.key_id, &jwk.algorithm)
            else {
                return Err(KeyError::NotAKeySet);
            };
            if okp.curve != EllipticCurve::Ed25519 {
                return Err(KeyError::NotAKeySet);
            }
            let decoding = DecodingKey::from_ed_components(&okp.x).map_err(|_| KeyError::NotAKeySet)?;
            keys.insert(kid.clone(), PublicKey { x: okp.x.clone(), decoding });
        }
        if keys.is_empty() { Err(KeyError::NotAKeySet) } else { Ok(Self(keys)) }
    }
}
