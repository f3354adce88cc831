//! What a service does with an event. A listener never acknowledges: its result says what happened, and
//! the bus does the rest.

use std::error::Error;
use std::future::Future;
use std::time::Duration;

use crate::events::Event;
use crate::mongo::DbError;

/// Hears one kind of event. Any event may come again, late, or before the one that it follows.
pub trait Listener: Send + Sync + 'static {
    type Event: Event;

    /// Ok when the event has had its effect, or needs none any more.
    fn hear(&self, event: Self::Event) -> impl Future<Output = Result<(), ListenError>> + Send;
}

/// Why an event has not had its effect.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Try again, each time after a longer while.
    #[error("failed for now")]
    Retry(#[source] Box<dyn Error + Send + Sync>),
    /// Try again after this long: something else has to happen first.
    #[error("waits for {what}")]
    RetryAfter { delay: Duration, what: &'static str },
    /// Trying again cannot help: it becomes a dead letter.
    #[error("rejected: {0}")]
    Reject(String),
}

impl ListenError {
    pub fn retry(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Retry(cause.into())
    }

    pub fn retry_after(delay: Duration, what: &'static str) -> Self {
        Self::RetryAfter { delay, what }
    }

    pub fn reject(why: impl Into<String>) -> Self {
        Self::Reject(why.into())
    }
}

impl From<DbError> for ListenError {
    fn from(error: DbError) -> Self {
        Self::retry(error)
    }
}
