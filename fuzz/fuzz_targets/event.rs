//! Messages of the bus: one is refused, or tells again exactly what it told, under the id that its subject, its
//! aggregate and its version have.
#![no_main]

use std::fmt::Debug;

use common::bus::Outgoing;
use common::clock::Timestamp;
use common::events::Event;
use common::events::expiration::ExpirationComplete;
use common::events::order::{
    OrderCancelled, OrderCompleted, OrderCreated, OrderPaymentRejected, OrderState, OrderUpdated,
};
use common::events::payment::{
    PaymentCaptured, PaymentCreated, PaymentFailed, PaymentRefunded, PaymentState,
};
use common::events::session::SessionRevoked;
use common::events::ticket::{TicketCreated, TicketState, TicketUpdated, TicketWithdrawn};
use common::events::user::UserUpdated;
use common::money::Money;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|message: &[u8]| {
    for ticket in [
        told::<TicketCreated>(message).map(|event| event.0),
        told::<TicketUpdated>(message).map(|event| event.0),
        told::<TicketWithdrawn>(message).map(|event| event.0),
    ] {
        ticket.iter().for_each(is_ticket);
    }
    for order in [
        told::<OrderCreated>(message).map(|event| event.0),
        told::<OrderUpdated>(message).map(|event| event.0),
        told::<OrderCancelled>(message).map(|event| event.0),
        told::<OrderCompleted>(message).map(|event| event.0),
    ] {
        order.iter().for_each(is_order);
    }
    for payment in [
        told::<PaymentCreated>(message).map(|event| event.0),
        told::<PaymentCaptured>(message).map(|event| event.0),
        told::<PaymentFailed>(message).map(|event| event.0),
        told::<PaymentRefunded>(message).map(|event| event.0),
    ] {
        payment.iter().for_each(is_payment);
    }
    told::<OrderPaymentRejected>(message);
    told::<ExpirationComplete>(message);
    told::<SessionRevoked>(message);
    told::<UserUpdated>(message);
});

fn told<E: Event + PartialEq + Debug>(message: &[u8]) -> Option<E> {
    let event: E = serde_json::from_slice(message).ok()?;
    let at = Timestamp::from_millis(1_790_000_000_000);
    let outgoing = Outgoing::new(&event, at).unwrap();
    let key = event.key();
    assert_eq!(outgoing.id, format!("{}:{}:{}", E::SUBJECT, key.aggregate, key.version));
    // It becomes a header, where a line must not end.
    assert!(outgoing.id.bytes().all(|byte| byte.is_ascii_graphic()), "{:?}", outgoing.id);
    assert_eq!(serde_json::from_str::<E>(&outgoing.body).unwrap(), event);

    // As an outbox keeps it, and as a version that knows more would tell it.
    let kept: Outgoing =
        bson::deserialize_from_document(bson::serialize_to_document(&outgoing).unwrap()).unwrap();
    assert_eq!(kept, outgoing);
    let mut newer: Value = serde_json::from_str(&outgoing.body).unwrap();
    newer.as_object_mut().unwrap().insert("addedLater".to_owned(), Value::from(1));
    assert_eq!(serde_json::from_value::<E>(newer).unwrap(), event);
    Some(event)
}

fn is_price(money: Money) {
    assert!((Money::MIN..=Money::MAX).contains(&money), "{money:?}");
}

fn is_ticket(ticket: &TicketState) {
    is_price(ticket.price_cents);
    ticket.face_value_cents.into_iter().for_each(is_price);
}

fn is_order(order: &OrderState) {
    is_price(order.ticket.price_cents);
}

fn is_payment(payment: &PaymentState) {
    is_price(payment.amount_cents);
}
