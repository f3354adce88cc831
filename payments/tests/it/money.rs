//! Every price, from the request that sets it to the request that takes it.

use common::clock::Clock;
use common::events::order::{OrderCreated, OrderState};
use common::money::PriceInput;
use common::mongo::{from_document, to_document};
use payments::domain::{Order, Payment, Token};
use payments::stripe::hold;
use stripe_client_core::StripeRequest;

use crate::harness::order;

/// What Stripe is asked to hold for a price, as it stands in the body of a request.
fn asked_for(price: &str, order: &OrderState, token: &Token) -> String {
    let price = serde_json::from_str::<PriceInput>(price).unwrap().money().unwrap();
    let mut order = order.clone();
    order.ticket.price_cents = price;
    let told = serde_json::to_string(&OrderCreated(order)).unwrap();
    let OrderCreated(heard) = serde_json::from_str(&told).unwrap();
    let known: Order = from_document(&to_document(&Order::from(heard)).unwrap()).unwrap();
    let payment = Payment::new(&known, token.clone(), Clock::system().now());
    let kept: Payment = from_document(&to_document(&payment).unwrap()).unwrap();
    let body = hold(&kept).build().body.unwrap();
    let mut amounts = body.split('&').filter_map(|field| field.strip_prefix("amount="));
    let amount = amounts.next().unwrap().to_owned();
    assert_eq!(amounts.next(), None);
    amount
}

#[test]
fn every_price_from_50_cents_to_1000_dollars_is_asked_for_to_the_cent() {
    let (order, token) = (order(&Clock::system()), "pm_card_visa".parse().unwrap());
    let mut checked = 0;
    for cents in 50..=100_000 {
        let (dollars, rest) = (cents / 100, cents % 100);
        // Each as a number or as text, written in full; those that can be, also without the zeros.
        let price =
            if cents % 2 == 0 { format!("{dollars}.{rest:02}") } else { format!("\"{dollars}.{rest:02}\"") };
        assert_eq!(asked_for(&price, &order, &token), cents.to_string());
        if rest % 10 == 0 {
            let short = if rest == 0 { dollars.to_string() } else { format!("{dollars}.{}", rest / 10) };
            assert_eq!(asked_for(&short, &order, &token), cents.to_string());
        }
        checked += 1;
    }
    assert_eq!(checked, 99_951);
}
