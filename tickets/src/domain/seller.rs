//! What tickets knows of who sells.

use common::events::user::{AccountStatus, UserState};
use common::ids::UserId;
use common::replica::Replica;
use serde::{Deserialize, Serialize};

/// The account of a user who sells, or may sell, as auth last told of it. Nothing is told of most: theirs are active.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seller {
    #[serde(rename = "_id")]
    pub id: UserId,
    pub version: i64,
    pub status: AccountStatus,
}

impl From<UserState> for Seller {
    fn from(user: UserState) -> Self {
        Self { id: user.id, version: user.version, status: user.status }
    }
}

impl Replica for Seller {
    const COLLECTION: &'static str = "sellers";
    type Id = UserId;

    fn id(&self) -> UserId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
