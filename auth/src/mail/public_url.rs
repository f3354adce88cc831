//! Where people reach the fleet.

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;

use crate::domain::Token;

/// The address of the client, as browsers know it; without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// A link to one of its pages. The token stands behind the #, which browsers send to nobody.
    pub fn link(&self, page: &str, token: &Token) -> String {
        format!("{self}{page}#token={}", token.to_text())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no such address.
#[derive(Debug, thiserror::Error)]
#[error("must be an address such as https://tickets.example.com, without query or fragment")]
pub struct InvalidUrl;

impl FromStr for PublicUrl {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        let uri: Uri = text.parse().map_err(|_| InvalidUrl)?;
        let web = matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
        if !web || text.contains(['?', '#']) {
            return Err(InvalidUrl);
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_a_page_with_its_token_behind_the_hash() {
        let (url, token) =
            ("https://tickets.example.com/".parse::<PublicUrl>().unwrap(), Token::random().unwrap());
        let link = url.link("/account/verify-email", &token);
        assert_eq!(
            link,
            format!("https://tickets.example.com/account/verify-email#token={}", token.to_text())
        );
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused() {
        for text in
            ["", "tickets.example.com", "ftp://example.com", "https://", "https://example.com/?a", "/a"]
        {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
