//! How letters leave the house: by SMTP, or into a folder where a developer reads them.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use common::clock::Timestamp;
use common::config::Secret;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, Message};
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::Letter;

/// For each step of a delivery.
const STEP: Duration = Duration::from_secs(10);
/// For a whole one; less than a worker's lease.
const DELIVERY: Duration = Duration::from_secs(40);
const CONNECTIONS: u32 = 4;

/// Where letters go, as the configuration says.
#[derive(Clone, Debug)]
pub enum Delivery {
    Smtp(SmtpUrl),
    Folder(PathBuf),
}

/// The address of an SMTP server, which may hold a password.
#[derive(Clone, Debug)]
pub struct SmtpUrl(Secret);

/// The text is no such address. It is not repeated.
#[derive(Debug, thiserror::Error)]
#[error("must be smtps://user:password@host, or smtp://host?tls=required for STARTTLS")]
pub struct InvalidSmtpUrl;

impl FromStr for SmtpUrl {
    type Err = InvalidSmtpUrl;

    fn from_str(text: &str) -> Result<Self, InvalidSmtpUrl> {
        transport(text).map_err(|_| InvalidSmtpUrl)?;
        Ok(Self(Secret::from(text.to_owned())))
    }
}

type Transport = AsyncSmtpTransport<Tokio1Executor>;

fn transport(url: &str) -> Result<smtp::AsyncSmtpTransportBuilder, smtp::Error> {
    let pool = PoolConfig::new().max_size(CONNECTIONS);
    Ok(Transport::from_url(url)?.timeout(Some(STEP)).pool_config(pool))
}

#[derive(Clone)]
enum Way {
    Smtp(Transport),
    Folder(PathBuf),
}

/// Sends letters.
#[derive(Clone)]
pub struct Post {
    way: Way,
    from: Mailbox,
}

/// Why a letter was not delivered.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// Another try would end the same way: the server does not want it, or nobody has such an address.
    #[error("the letter was refused{}", .0.map(|code| format!(" with {code}")).unwrap_or_default())]
    Refused(Option<u16>),
    /// The text of a server can hold the address, so it is left out.
    #[error("the server cannot take it now{}", .0.map(|code| format!(": {code}")).unwrap_or_default())]
    NotNow(Option<u16>),
    #[error("the server does not answer in time")]
    TimedOut,
    #[error("the folder cannot be written")]
    Folder(#[source] std::io::Error),
}

impl Post {
    /// Connects when there is something to send.
    pub fn new(delivery: &Delivery, from: Mailbox) -> anyhow::Result<Self> {
        let way = match delivery {
            Delivery::Smtp(url) => Way::Smtp(transport(url.0.expose())?.build()),
            Delivery::Folder(folder) => Way::Folder(folder.clone()),
        };
        Ok(Self { way, from })
    }

    /// Delivers a letter. One that is sent again has the same `name`, by which who gets it twice can tell.
    pub async fn deliver(&self, letter: &Letter, name: &str, now: Timestamp) -> Result<(), PostError> {
        let message = self.message(letter, name, now).ok_or(PostError::Refused(None))?;
        let delivered = async {
            match &self.way {
                Way::Smtp(transport) => transport.send(message).await.map(drop).map_err(smtp_error),
                Way::Folder(folder) => {
                    store(folder, name, &message.formatted()).await.map_err(PostError::Folder)
                }
            }
        };
        tokio::time::timeout(DELIVERY, delivered).await.unwrap_or(Err(PostError::TimedOut))
    }

    /// `None` if an address is none that a letter can have.
    fn message(&self, letter: &Letter, name: &str, now: Timestamp) -> Option<Message> {
        let to = letter.to.as_str().parse().ok()?;
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.millis()).ok()?);
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .date(at)
            .message_id(Some(format!("<{name}@{}>", self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(as_it_is(&letter.text))
            .ok()
    }
}

/// Not wrapped at 76 characters, which would break every link in two; the standard's limit is 998.
fn as_it_is(text: &str) -> Body {
    let lines = text.replace('\n', "\r\n").into_bytes();
    Body::dangerous_pre_encoded(lines, ContentTransferEncoding::SevenBit)
}

fn smtp_error(error: smtp::Error) -> PostError {
    let code = error.status().map(u16::from);
    if error.is_permanent() { PostError::Refused(code) } else { PostError::NotNow(code) }
}

/// Writes beside and renames, so that nobody reads half of it.
async fn store(folder: &Path, name: &str, message: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let draft = folder.join(format!(".{name}.draft"));
    tokio::fs::write(&draft, message).await?;
    tokio::fs::rename(&draft, folder.join(format!("{name}.eml"))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_server_is_read_and_its_password_not_shown() {
        let url: SmtpUrl = "smtps://user:hunter2@smtp.example.com".parse().unwrap();
        assert!(!format!("{url:?}").contains("hunter2"));
        for text in ["smtp://127.0.0.1:2525", "smtp://user:hunter2@smtp.example.com?tls=required"] {
            assert!(text.parse::<SmtpUrl>().is_ok(), "{text}");
        }
        for text in ["", "smtp.example.com", "https://hunter2@example.com", "smtp://host?tls=perhaps"] {
            let why = text.parse::<SmtpUrl>().unwrap_err().to_string();
            assert!(!why.contains("hunter2"));
        }
    }
}
