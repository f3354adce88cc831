//! Users, passwords and sessions, with no database, HTTP or clock in sight.

mod common_passwords;
mod email;
mod errand;
mod moderation;
mod network;
mod password;
mod proof;
mod rate;
mod session;
mod user;

pub use email::{Email, InvalidEmail};
pub use errand::Errand;
pub use moderation::{Suspension, UserStatus};
pub use network::Network;
pub use password::{HashError, Memory, Password, PasswordHash, Verdict, not_common};
pub use proof::{NoRandomness, Proof, ProofId, Purpose, Token, TokenHash, TokenText};
pub use rate::Rate;
pub use session::Session;
pub use user::User;
