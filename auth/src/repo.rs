//! The collections.

mod admin;
mod buckets;
mod familiar;
mod mails;
mod proofs;
mod sessions;
mod users;

pub use admin::{UserCursor, UserFilter};
pub use buckets::{BucketKey, Buckets};
pub use familiar::FamiliarNetworks;
pub use mails::{LEASE, Mail, Mails};
pub use proofs::Proofs;
pub use sessions::Sessions;
pub use users::Users;
