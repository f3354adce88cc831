//! Told by auth of the accounts themselves. Whom an account belongs to is nobody else's matter.

use serde::{Deserialize, Serialize};

use super::{Event, EventKey, events_of};
use crate::ids::UserId;

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    Active,
    /// An admin has shut its owner out, until an admin lets them in again.
    Suspended,
    /// By its owner, for good.
    Closed,
}

/// The public state of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserState {
    pub id: UserId,
    pub version: i64,
    pub status: AccountStatus,
}

events_of!(UserState {
    /// An account was suspended, restored or closed, or has changed otherwise since. Of one that never was, nothing
    /// is told.
    UserUpdated = "user.updated";
});
