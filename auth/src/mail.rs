//! Mail: written and sent by workers from a queue in the database, never within a request, so that a crash
//! loses none, and how long a request takes tells nothing about who has an account.

mod letter;
mod post;
mod public_url;
mod worker;

pub use letter::Letter;
pub use post::{Delivery, Post, PostError, SmtpUrl};
pub use public_url::PublicUrl;
pub use worker::Postman;
