//! The collections.

mod buckets;
mod familiar;
mod sessions;
mod users;

pub use buckets::{BucketKey, Buckets};
pub use familiar::FamiliarNetworks;
pub use sessions::Sessions;
pub use users::Users;
