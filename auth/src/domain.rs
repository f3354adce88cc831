//! Users, passwords and sessions, with no database, HTTP or clock in sight.

mod common_passwords;
mod email;
mod network;
mod password;
mod rate;
mod session;
mod user;

pub use email::{Email, InvalidEmail};
pub use network::Network;
pub use password::{HashError, Password, PasswordHash, Verdict, not_common};
pub use rate::Rate;
pub use session::Session;
pub use user::User;
