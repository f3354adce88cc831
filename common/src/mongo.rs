//! MongoDB: the connection with its limits, and errors in the words that callers decide by.

mod pool;

use std::time::Duration;

use bson::{Document, doc};
use mongodb::error::{Error, ErrorKind, WriteFailure};
use mongodb::options::{Acknowledgment, ClientOptions, ReadConcern, WriteConcern};
use mongodb::{Client, Collection, Database, IndexModel};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config::Secret;
use crate::error::ApiError;

/// What went wrong in the database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique index, by its name, has this key already.
    #[error("duplicate key in index {0}")]
    Duplicate(String),
    /// The server did not answer; whether a write had its effect is unknown.
    #[error("the database is unavailable ({0})")]
    Unavailable(String),
    /// Too many others changed the same document at the same time.
    #[error("a document is under too much contention")]
    Contention,
    /// The server refused, or a document has not the shape that we know: a bug.
    #[error("the database refused ({0})")]
    Refused(String),
}

impl From<Error> for DbError {
    // The driver's own text repeats whole documents, so only the kind and the server's code are kept.
    fn from(error: Error) -> Self {
        match (error.kind.as_ref(), code(&error)) {
            (_, Some((DUPLICATE_KEY, message))) => Self::Duplicate(index_in(&message)),
            (ErrorKind::Io(why), _) => Self::Unavailable(why.to_string()),
            (ErrorKind::ServerSelection { message, .. }, _) => Self::Unavailable(message.clone()),
            (ErrorKind::ConnectionPoolCleared { .. }, _) => {
                Self::Unavailable("connection pool cleared".to_owned())
            }
            (_, Some((code, _)))
                if error.contains_label("RetryableWriteError") || code == MAX_TIME_EXPIRED =>
            {
                Self::Unavailable(format!("code {code}"))
            }
            (_, Some((code, message))) => Self::Refused(format!("code {code}: {message}")),
            (ErrorKind::BsonSerialization(why), _) => Self::Refused(why.to_string()),
            (ErrorKind::BsonDeserialization(why), _) => Self::Refused(why.to_string()),
            _ => Self::Unavailable("driver error".to_owned()),
        }
    }
}

const DUPLICATE_KEY: i32 = 11000;
const MAX_TIME_EXPIRED: i32 = 50;

fn code(error: &Error) -> Option<(i32, String)> {
    match error.kind.as_ref() {
        ErrorKind::Write(WriteFailure::WriteError(write)) => Some((write.code, write.message.clone())),
        ErrorKind::Command(command) => Some((command.code, command.message.clone())),
        ErrorKind::InsertMany(many) => {
            many.write_errors.as_ref()?.first().map(|write| (write.code, write.message.clone()))
        }
        _ => None,
    }
}

/// MongoDB's own index on `_id`, which it asks before any other.
pub const PRIMARY: &str = "_id_";

/// `… index: u_email dup key: …`
fn index_in(message: &str) -> String {
    let name = message.split("index: ").nth(1).and_then(|rest| rest.split_whitespace().next());
    name.unwrap_or_default().to_owned()
}

impl From<bson::error::Error> for DbError {
    fn from(error: bson::error::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(_) | DbError::Contention => Self::unavailable(error),
            DbError::Duplicate(_) | DbError::Refused(_) => Self::internal(error),
        }
    }
}

/// A database of a server that need not be there yet. Writes count when a majority has journaled them.
pub async fn connect(uri: &Secret, database: &str) -> Result<Database, DbError> {
    let mut options = ClientOptions::parse(uri.expose()).await?;
    options.app_name = Some(database.to_owned());
    options.server_selection_timeout = Some(Duration::from_secs(3));
    options.connect_timeout = Some(Duration::from_secs(2));
    options.heartbeat_freq = Some(Duration::from_secs(2));
    options.max_pool_size = Some(MAX_CONNECTIONS);
    options.write_concern = Some(WriteConcern::builder().w(Acknowledgment::Majority).journal(true).build());
    options.read_concern = Some(ReadConcern::majority());
    options.retry_writes = Some(true);
    options.cmap_event_handler = Some(pool::observer(MAX_CONNECTIONS));
    Ok(Client::with_options(options)?.database(database))
}

/// More connections only queue inside the server instead of here.
const MAX_CONNECTIONS: u32 = 32;

/// Whether the server answers within a second.
pub async fn answers(database: &Database) -> bool {
    let ping = database.run_command(doc! { "ping": 1 });
    matches!(tokio::time::timeout(Duration::from_secs(1), ping).await, Ok(Ok(_)))
}

/// An ascending or descending index with a name.
pub fn index(name: &str, keys: Document) -> IndexModel {
    let options = mongodb::options::IndexOptions::builder().name(name.to_owned()).build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// An index over the documents that `filter` selects.
pub fn partial_index(name: &str, keys: Document, filter: Document) -> IndexModel {
    let options = mongodb::options::IndexOptions::builder()
        .name(name.to_owned())
        .partial_filter_expression(filter)
        .build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// A regular expression that nothing but the text itself fits.
pub fn literal(text: &str) -> String {
    let sign = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    text.chars().flat_map(|c| sign(c).then_some('\\').into_iter().chain([c])).collect()
}

/// An index that no two documents may share a key in, of those that `filter` selects.
pub fn unique_index(name: &str, keys: Document, filter: Option<Document>) -> IndexModel {
    let options = mongodb::options::IndexOptions::builder()
        .name(name.to_owned())
        .unique(true)
        .partial_filter_expression(filter)
        .build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// Makes indexes that are not there yet.
pub async fn ensure_indexes<T: Send + Sync>(
    collection: &Collection<T>,
    indexes: Vec<IndexModel>,
) -> Result<(), DbError> {
    collection.create_indexes(indexes).await?;
    Ok(())
}

/// A value in the form that the database keeps: ids are ObjectIds and times are dates.
pub fn to_document<T: Serialize>(value: &T) -> Result<Document, DbError> {
    let bytes = bson::serialize_to_vec(value)?;
    Ok(bson::deserialize_from_slice(&bytes)?)
}

/// The opposite of [`to_document`].
pub fn from_document<T: DeserializeOwned>(document: &Document) -> Result<T, DbError> {
    let bytes = bson::serialize_to_vec(document)?;
    Ok(bson::deserialize_from_slice(&bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_pattern() {
        for (text, pattern) in [
            ("jazz", "jazz"),
            (".*", "\\.\\*"),
            ("(a+)+$", "\\(a\\+\\)\\+\\$"),
            ("\\Qa\\E", "\\\\Qa\\\\E"),
            ("Tromsø", "Tromsø"),
        ] {
            assert_eq!(literal(text), pattern);
        }
    }
}
