//! What the services tell each other. An event carries the whole public state of its aggregate and its
//! version. These types are the contract: a field may be added, nothing else changes; the frozen
//! examples in `common/contracts/` see to it.

pub mod expiration;
pub mod order;
pub mod payment;
pub mod session;
pub mod ticket;
pub mod user;

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that happened, told under one subject.
pub trait Event: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The subject, without a fleet's prefix.
    const SUBJECT: &'static str;

    /// Which state of which aggregate the event tells of.
    fn key(&self) -> EventKey;
}

/// An aggregate's id and version: with the subject, an event's identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventKey {
    pub aggregate: String,
    pub version: i64,
}

impl EventKey {
    pub fn new(aggregate: impl fmt::Display, version: i64) -> Self {
        Self { aggregate: aggregate.to_string(), version }
    }
}

/// Events that carry the same state under different subjects.
macro_rules! events_of {
    ($state:ident { $($(#[$doc:meta])* $name:ident = $subject:literal;)* }) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $state);

        impl Event for $name {
            const SUBJECT: &'static str = $subject;

            fn key(&self) -> EventKey {
                EventKey::new(self.0.id, self.0.version)
            }
        }
    )*};
}
use events_of;

#[cfg(test)]
mod tests {
    use super::*;

    fn stays<E: Event>(frozen: &str) {
        let event: E = serde_json::from_str(frozen).unwrap();
        let frozen: serde_json::Value = serde_json::from_str(frozen).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), frozen, "{}", E::SUBJECT);
        bears_additions::<E>(&frozen);
    }

    #[test]
    fn events_keep_their_frozen_form() {
        stays::<ticket::TicketCreated>(include_str!("../contracts/ticket.created.json"));
        stays::<ticket::TicketUpdated>(include_str!("../contracts/ticket.updated.json"));
        stays::<ticket::TicketWithdrawn>(include_str!("../contracts/ticket.withdrawn.json"));
        stays::<order::OrderCreated>(include_str!("../contracts/order.created.json"));
        stays::<order::OrderUpdated>(include_str!("../contracts/order.updated.json"));
        stays::<order::OrderCancelled>(include_str!("../contracts/order.cancelled.json"));
        stays::<order::OrderCompleted>(include_str!("../contracts/order.completed.json"));
        stays::<order::OrderPaymentRejected>(include_str!("../contracts/order.payment_rejected.json"));
        stays::<payment::PaymentCreated>(include_str!("../contracts/payment.created.json"));
        stays::<payment::PaymentCaptured>(include_str!("../contracts/payment.captured.json"));
        stays::<payment::PaymentFailed>(include_str!("../contracts/payment.failed.json"));
        stays::<payment::PaymentRefunded>(include_str!("../contracts/payment.refunded.json"));
        stays::<expiration::ExpirationComplete>(include_str!("../contracts/expiration.complete.json"));
        stays::<session::SessionRevoked>(include_str!("../contracts/session.revoked.one.json"));
        stays::<session::SessionRevoked>(include_str!("../contracts/session.revoked.all.json"));
        stays::<user::UserUpdated>(include_str!("../contracts/user.updated.json"));
    }

    /// Streams hold what was told before a field was there.
    #[test]
    fn a_field_that_old_messages_lack_has_its_default() {
        let mut old: serde_json::Value =
            serde_json::from_str(include_str!("../contracts/order.cancelled.json")).unwrap();
        old.as_object_mut().unwrap().remove("ticketVoided").unwrap();
        let order::OrderCancelled(state) = serde_json::from_value(old).unwrap();
        assert!(!state.ticket_voided);
    }

    /// Fleets of two versions run side by side during an upgrade.
    fn bears_additions<E: Event>(frozen: &serde_json::Value) {
        let mut newer = frozen.clone();
        add_everywhere(&mut newer);
        let event: E = serde_json::from_value(newer).unwrap();
        assert_eq!(&serde_json::to_value(&event).unwrap(), frozen, "{}", E::SUBJECT);
    }

    fn add_everywhere(value: &mut serde_json::Value) {
        let Some(fields) = value.as_object_mut() else { return };
        fields.values_mut().for_each(add_everywhere);
        fields.insert("addedLater".to_owned(), true.into());
    }
}
