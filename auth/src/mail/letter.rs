//! What the letters say.

use crate::domain::{Email, Token};

use super::PublicUrl;

/// A letter to somebody. Its text is ASCII in short lines, so that it travels as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub to: Email,
    pub subject: &'static str,
    pub text: String,
}

impl Letter {
    pub fn verify_email(to: Email, site: &PublicUrl, token: &Token) -> Self {
        let link = site.link("/account/verify-email", token);
        let text = format!(
            "Hello,\n\n\
             please open this link to confirm that this is your address:\n\n\
             {link}\n\n\
             It counts for 24 hours, and once. If you have no account at {site},\n\
             somebody else has typed your address; then do nothing.\n"
        );
        Self { to, subject: "Confirm your address", text }
    }

    pub fn reset_password(to: Email, site: &PublicUrl, token: &Token) -> Self {
        let link = site.link("/account/reset-password", token);
        let text = format!(
            "Hello,\n\n\
             open this link to choose a new password:\n\n\
             {link}\n\n\
             It counts for an hour, and once. If you have not asked for it, do nothing:\n\
             your password at {site} stays as it is.\n"
        );
        Self { to, subject: "Choose a new password", text }
    }

    pub fn password_changed(to: Email, site: &PublicUrl) -> Self {
        let text = format!(
            "Hello,\n\n\
             the password of your account at {site} was changed, and\n\
             everyone who was signed in elsewhere was signed out.\n\n\
             If that was not you, choose a new password at once:\n\n\
             {site}/account/reset-password\n"
        );
        Self { to, subject: "Your password was changed", text }
    }
}
