//! Every price, from the request that sets it to the request that takes it.

use std::thread;

use bson::{deserialize_from_slice, serialize_to_vec};
use common::clock::Clock;
use common::events::order::{OrderCreated, OrderState};
use common::events::ticket::EventDetails;
use common::money::PriceInput;
use payments::domain::{Order, Payment, Token};
use payments::stripe::hold;
use stripe_client_core::StripeRequest;

use crate::harness::order;

/// What Stripe is asked to hold for a price, as it stands in the body of a request.
fn asked_for(price: &str, order: &OrderState, token: &Token) -> String {
    let mut order = order.clone();
    order.ticket.price_cents = serde_json::from_str::<PriceInput>(price).unwrap().money().unwrap();
    let told = serde_json::to_vec(&OrderCreated(order)).unwrap();
    let OrderCreated(heard) = serde_json::from_slice(&told).unwrap();
    let known: Order = deserialize_from_slice(&serialize_to_vec(&Order::from(heard)).unwrap()).unwrap();
    let body = hold(&Payment::new(&known, token.clone(), known.expires_at)).build().body.unwrap();
    let amounts: Vec<_> = body.split('&').filter_map(|field| field.strip_prefix("amount=")).collect();
    assert_eq!(amounts.len(), 1, "{body}");
    amounts[0].to_owned()
}

/// A number or a text, written in full or without the zeros that it does not need.
fn written(cents: i64) -> String {
    let (dollars, rest) = (cents / 100, cents % 100);
    match cents % 4 {
        1 => format!("\"{dollars}.{rest:02}\""),
        _ if rest == 0 => dollars.to_string(),
        _ if rest % 10 == 0 => format!("{dollars}.{}", rest / 10),
        _ => format!("{dollars}.{rest:02}"),
    }
}

#[test]
fn every_price_from_50_cents_to_1000_dollars_is_asked_for_to_the_cent() {
    const THREADS: usize = 4;
    let (mut order, token) = (order(&Clock::system()), "pm_card_visa".parse::<Token>().unwrap());
    order.ticket.event = EventDetails::default();
    let check = &|first: i64| {
        let mut checked = 0;
        for cents in (first..=100_000).step_by(THREADS) {
            assert_eq!(asked_for(&written(cents), &order, &token), cents.to_string());
            checked += 1;
        }
        checked
    };
    let checked: usize = thread::scope(|scope| {
        let threads: Vec<_> = (50..).take(THREADS).map(|first| scope.spawn(move || check(first))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(checked, 99_951);
}
