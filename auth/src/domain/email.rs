//! E-mail addresses.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use validator::{ValidateEmail, ValidateLength};

/// An address as its owner wrote it, less the space around it. Two addresses are equal when only upper
/// and lower case differ. Whether the text is an address at all is for [`ValidateEmail`] to say.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Email {
    shown: String,
    key: String,
}

impl Email {
    pub const MAX_CHARS: u64 = 254;

    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The form that addresses are compared in.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl From<String> for Email {
    fn from(text: String) -> Self {
        let shown = text.trim().to_owned();
        let key = shown.to_lowercase();
        Self { shown, key }
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.shown
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Email {}

/// Logs never hold an address.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

impl ValidateEmail for Email {
    fn as_email_string(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(&self.shown))
    }
}

impl ValidateLength<u64> for Email {
    fn length(&self) -> Option<u64> {
        self.shown.length()
    }
}

/// The text is no e-mail address.
#[derive(Debug, thiserror::Error)]
#[error("it is no e-mail address")]
pub struct InvalidEmail;

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let email = Self::from(text.to_owned());
        let valid = email.validate_email() && email.validate_length(None, Some(Self::MAX_CHARS), None);
        valid.then_some(email).ok_or(InvalidEmail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_case_and_shown_as_written() {
        let email: Email = " Ada.Lovelace@Example.COM\n".parse().unwrap();
        assert_eq!(email, "ada.lovelace@example.com".parse().unwrap());
        assert_eq!(email.as_str(), "Ada.Lovelace@Example.COM");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("ada@{}.example", ["a".repeat(60).as_str(); 5].join("."));
        for text in ["", "ada", "ada@", "@example.com", "a da@example.com", "ada@exa mple.com", &long] {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_not_printed() {
        let email: Email = "ada@example.com".parse().unwrap();
        assert!(!format!("{email:?}").contains("ada"));
    }
}
