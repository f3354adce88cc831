//! POST /api/payments with every kind of card.

use std::time::Duration;

use common::events::payment::{PaymentCaptured, PaymentCreated, PaymentState};
use common::ids::UserId;
use payments::domain::PaymentStatus;
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::{Desk, start};

/// What Stripe's script makes of a card in the browser.
async fn confirmation_token(desk: &Desk) -> String {
    let card = [
        ("payment_method_data[type]", "card"),
        ("payment_method_data[card][number]", "4242424242424242"),
        ("payment_method_data[card][exp_month]", "12"),
        ("payment_method_data[card][exp_year]", "2040"),
        ("payment_method_data[card][cvc]", "123"),
    ];
    let url = format!("{}/v1/confirmation_tokens", desk.stripe.url());
    let made =
        reqwest::Client::new().post(url).bearer_auth("pk_test_double").form(&card).send().await.unwrap();
    let made: Value = made.json().await.unwrap();
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_token_pays_and_every_step_is_told() {
    let desk = start().await;
    for token in ["pm_card_visa".to_owned(), "tok_mastercard".to_owned(), confirmation_token(&desk).await] {
        let order = desk.ordered().await;
        let paid: Value = desk.buy(&order, &token).await.json(201);
        assert_eq!(paid, json!({ "id": paid["id"], "status": "succeeded" }));

        let intents = desk.intents(order.id);
        assert_eq!(intents.len(), 1, "{token}");
        let intent = &intents[0];
        assert_eq!(
            (intent.status.as_str(), intent.amount, intent.amount_received),
            ("succeeded", 1999, 1999)
        );
        assert_eq!((intent.currency.as_str(), intent.capture_method.as_str()), ("usd", "manual"));
        assert_eq!(
            (intent.captures, intent.metadata["payment_id"].as_str()),
            (1, paid["id"].as_str().unwrap())
        );

        let state = |version| PaymentState {
            id: paid["id"].as_str().unwrap().parse().unwrap(),
            version,
            order_id: order.id,
            user_id: order.user_id,
            amount_cents: order.ticket.price_cents,
            currency: "usd".to_owned(),
            stripe_id: intent.id.clone(),
        };
        let told = eventually("the capture is told", || async {
            let told = desk.published::<PaymentCaptured>().await;
            told.into_iter().find(|told| told.0.order_id == order.id)
        })
        .await;
        let created: Vec<_> = desk
            .published::<PaymentCreated>()
            .await
            .into_iter()
            .filter(|told| told.0.order_id == order.id)
            .collect();
        // Sent and authorised; an old-style token became a payment method before.
        let authorised = if token.starts_with("tok_") { 4 } else { 3 };
        assert_eq!(created, [PaymentCreated(state(authorised))]);
        assert_eq!(told, PaymentCaptured(state(authorised + 1)));
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_card_is_402_with_the_reason_and_its_intent_cannot_be_confirmed_any_more() {
    let desk = start().await;
    let cards = [
        ("pm_card_visa_chargeDeclined", "card_declined", "Your card was declined."),
        ("tok_visa_chargeDeclined", "card_declined", "Your card was declined."),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "Your card has insufficient funds."),
        ("pm_card_chargeDeclinedLostCard", "card_declined", "Your card was declined."),
        ("pm_card_chargeDeclinedStolenCard", "card_declined", "Your card was declined."),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "Your card has expired."),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "Your card's security code is incorrect."),
        (
            "pm_card_chargeDeclinedProcessingError",
            "processing_error",
            "An error occurred while processing your card. Try again in a little bit.",
        ),
        ("pm_nobody_knows", "resource_missing", "This card cannot be used, enter it again"),
        ("tok_nobody_knows", "resource_missing", "This card cannot be used, enter it again"),
        ("ctoken_nobody_knows", "resource_missing", "This card cannot be used, enter it again"),
    ];
    let mut orders = Vec::new();
    for (token, code, message) in cards {
        let order = desk.ordered().await;
        let answer = desk.pay(&order, token).await;
        assert_eq!(answer.expect(402).header("content-type"), "application/problem+json");
        assert_eq!((answer.code().as_str(), answer.message().as_str()), (code, message), "{token}");
        let attempt = desk.becomes(&order, PaymentStatus::Declined).await;
        assert_eq!(attempt.decline.unwrap().code, code);
        orders.push(order);
    }
    desk.rests().await;
    let intents: Vec<_> = orders.iter().flat_map(|order| desk.intents(order.id)).collect();
    assert_eq!(intents.len(), 8);
    assert!(intents.iter().all(|intent| intent.status == "canceled"), "{intents:?}");

    // Each order can still be paid with a good card.
    desk.buy(&orders[0], "pm_card_visa").await.expect(201);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_takes_its_time_is_waited_for() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.stripe.slow_charges(1, Duration::from_millis(300));
    let (answer, ()) = tokio::join!(desk.pay(&order, "pm_card_visa"), async {
        desk.becomes(&order, PaymentStatus::Processing).await;
        let payment = desk.becomes(&order, PaymentStatus::Authorised).await;
        desk.complete(&order, payment.id).await;
    });
    answer.expect(201);
    assert_eq!(desk.intents(order.id).len(), 1);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_takes_longer_than_a_caller_waits_is_processing() {
    let desk = start().await;
    let order = desk.ordered().await;
    desk.stripe.slow_charges(1, Duration::from_secs(3600));
    let waiting: Value = desk.pay(&order, "pm_card_visa").await.json(202);
    assert_eq!(waiting, json!({ "id": waiting["id"], "status": "processing" }));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_is_told_how_to_reach_stripe_and_no_secret() {
    let desk = start().await;
    for client in [desk.anyone(), desk.user(UserId::new())] {
        assert_eq!(
            client.get("/api/payments/config").await.json::<Value>(200),
            json!({
                "publishableKey": "pk_test_double",
                "stripeJsUrl": "https://js.example/stripe.js",
                "currency": "usd",
            })
        );
    }
    desk.close().await;
}
