//! The collections.

mod sessions;
mod users;

pub use sessions::Sessions;
pub use users::Users;
