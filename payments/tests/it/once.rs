//! However often an order is paid, money is taken once.

use std::collections::BTreeSet;

use common::events::order::OrderState;
use payments::domain::PaymentStatus;
use serde_json::{Value, json};
use testkit::{Client, session};

use crate::harness::{Desk, start};

#[tokio::test(flavor = "multi_thread")]
async fn paying_a_paid_order_again_answers_with_the_payment_that_there_is() {
    let desk = start().await;
    let order = desk.ordered().await;
    let paid: Value = desk.buy(&order, "pm_card_visa").await.json(201);
    for token in ["pm_card_visa", "tok_mastercard", "pm_card_visa_chargeDeclined"] {
        assert_eq!(desk.pay(&order, token).await.json::<Value>(201), paid, "{token}");
    }
    let intents = desk.intents(order.id);
    assert_eq!(intents.iter().map(|intent| intent.amount_received).collect::<Vec<_>>(), [1999]);
    desk.close().await;
}

/// Pays an order twenty times at once, spread over some replicas.
async fn rush(desk: &Desk, order: &OrderState, urls: &[&str]) {
    let cookie = session(order.user_id, common::auth::Role::User, &desk.clock);
    let posts = (0..20).map(|index| {
        let client = Client::new(urls[index % urls.len()]).with_session(&cookie);
        let token = if index % 3 == 0 { "pm_card_visa" } else { "tok_visa" };
        let body = json!({ "orderId": order.id, "token": token });
        async move { client.post("/api/payments", &body).await.json::<Value>(201) }
    });
    let decide = async {
        let payment = desk.becomes(order, PaymentStatus::Authorised).await;
        desk.complete(order, payment.id).await;
    };
    let (answers, ()) = tokio::join!(futures::future::join_all(posts), decide);
    let ids: BTreeSet<_> = answers.iter().map(|answer| answer["id"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    let intents = desk.intents(order.id);
    assert_eq!((intents.len(), intents[0].captures, intents[0].amount_received), (1, 1, 1999));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_payments_at_once_are_one() {
    let desk = start().await;
    let order = desk.ordered().await;
    rush(&desk, &order, &[&desk.url]).await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_do_no_step_twice() {
    let desk = start().await;
    let (url, stop, running) = desk.replica().await;
    let orders = [desk.ordered().await, desk.ordered().await, desk.ordered().await];
    let urls = [desk.url.as_str(), url.as_str()];
    futures::future::join_all(orders.iter().map(|order| rush(&desk, order, &urls))).await;
    desk.rests().await;
    stop.cancel();
    running.await.unwrap().unwrap();
    desk.close().await;
}
