//! An account was suspended, restored or closed: what its owner sells goes off the market, or comes back.

use common::bus::{ListenError, Listener};
use common::events::user::UserUpdated;

use crate::repo::Tickets;

pub struct UserUpdatedListener(pub Tickets);

impl Listener for UserUpdatedListener {
    type Event = UserUpdated;

    async fn hear(&self, UserUpdated(user): UserUpdated) -> Result<(), ListenError> {
        tracing::info!(user.id = %user.id, user.status = ?user.status, "the seller's account");
        Ok(self.0.apply_seller(&user.into()).await?)
    }
}
