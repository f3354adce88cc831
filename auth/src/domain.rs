//! Users, passwords and sessions, with no database, HTTP or clock in sight.

mod email;
mod password;
mod session;
mod user;

pub use email::{Email, InvalidEmail};
pub use password::{HashError, Password, PasswordHash, Verdict};
pub use session::Session;
pub use user::User;
