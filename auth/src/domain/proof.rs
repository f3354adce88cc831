//! Proofs of an address: a token is sent there, and whoever brings it back reads what is sent there.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bson::Binary;
use bson::spec::BinarySubtype;
use common::clock::Timestamp;
use common::ids::UserId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::Email;

const HOUR: Duration = Duration::from_secs(3600);
const BYTES: usize = 32;

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    VerifyEmail,
    ResetPassword,
}

impl Purpose {
    /// How long its tokens count.
    fn lifetime(self) -> Duration {
        match self {
            Self::VerifyEmail => 24 * HOUR,
            Self::ResetPassword => HOUR,
        }
    }
}

/// 256 random bits. Only its hash is stored; the token itself is in a letter and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

/// The system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("a token could not be made")]
pub struct NoRandomness;

impl Token {
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = [0; BYTES];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| NoRandomness)?;
        Ok(Self(bytes))
    }

    pub fn hash(&self) -> TokenHash {
        let bytes = Sha256::digest(self.0).to_vec();
        TokenHash(Binary { subtype: BinarySubtype::Generic, bytes })
    }

    /// As it stands in a link.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// `None` for what is no token of ours.
    pub fn from_text(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text.trim()).ok()?.try_into().ok().map(Self)
    }
}

/// What a body says is a token, and may be anything. Neither logs nor errors hold it.
#[derive(Default)]
pub struct TokenText(String);

impl TokenText {
    pub fn token(&self) -> Option<Token> {
        Token::from_text(&self.0)
    }
}

impl<'de> Deserialize<'de> for TokenText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer);
        text.map(Self).map_err(|_| serde::de::Error::custom("must be a string"))
    }
}

impl Serialize for TokenText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("…")
    }
}

impl fmt::Debug for TokenText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenText(…)")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What is kept of a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(pub Binary);

/// A user has one proof of each kind at a time: a newer one takes the older one's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProofId {
    pub user_id: UserId,
    pub purpose: Purpose,
}

/// A token that was sent and has not come back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    #[serde(rename = "_id")]
    pub id: ProofId,
    pub hash: TokenHash,
    /// Where it was sent: it proves nothing about another address.
    pub email_key: String,
    pub expires_at: Timestamp,
}

impl Proof {
    pub fn new(id: ProofId, email: &Email, token: &Token, now: Timestamp) -> Self {
        let expires_at = now.plus(id.purpose.lifetime());
        Self { id, hash: token.hash(), email_key: email.key().to_owned(), expires_at }
    }

    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_link_and_no_other_text_is_one() {
        let token = Token::random().unwrap();
        assert_eq!(Token::from_text(&token.to_text()), Some(token.clone()));
        assert_ne!(Token::random().unwrap(), token);
        for text in ["", "AAAA", "ÄÄÄÄ", &"A".repeat(42), &"A".repeat(44), &format!("{}=", token.to_text())]
        {
            assert_eq!(Token::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_counts_for_a_day_or_an_hour() {
        let (start, token) = (Timestamp::from_millis(0), Token::random().unwrap());
        let email: Email = "ada@example.com".parse().unwrap();
        for (purpose, lifetime) in [(Purpose::VerifyEmail, 24 * HOUR), (Purpose::ResetPassword, HOUR)] {
            let id = ProofId { user_id: UserId::new(), purpose };
            let proof = Proof::new(id, &email, &token, start);
            assert!(proof.is_live(start.plus(lifetime - Duration::from_millis(1))));
            assert!(!proof.is_live(start.plus(lifetime)));
        }
    }

    #[test]
    fn a_token_is_not_printed() {
        let token = Token::random().unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
        let presented: TokenText = serde_json::from_str("\"secret\"").unwrap();
        assert!(!format!("{presented:?} {}", serde_json::to_string(&presented).unwrap()).contains("secret"));
        assert!(!serde_json::from_str::<TokenText>("12345").unwrap_err().to_string().contains("12345"));
    }
}
