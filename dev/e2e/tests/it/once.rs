//! Money is taken once, and to the cent.

use e2e::Market;
use futures::StreamExt;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_payments_of_one_order_at_once_are_one_charge() {
    let market = Market::on_shared_servers().await.replicas(fleet::Service::Payments, 2).start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let order = buyer.reserve(&seller.sell("64").await).await;
    let answers: Vec<_> = futures::stream::iter(0..20)
        .map(|_| buyer.pay(&order, "tok_visa"))
        .buffer_unordered(20)
        .collect()
        .await;
    for answer in &answers {
        assert!([201, 202].contains(&answer.status.as_u16()), "{answer:?}");
    }
    market.settle().await;
    assert_eq!(market.stripe.intents_of(&order.id).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_of_every_shape_are_charged_to_the_cent() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let prices = [
        "0.50", "0.51", "0.57", "1.10", "4.35", "8.20", "19.99", "20", "64.1", "100.01", "999.99", "1000.00",
    ];
    for price in prices {
        let order = buyer.reserve(&seller.sell(price).await).await;
        buyer.pay(&order, "pm_card_visa").await.expect(201);
        let cents = price.parse::<common::money::Money>().unwrap().cents();
        let received: Vec<_> =
            market.stripe.intents_of(&order.id).await.iter().map(|i| i.amount_received).collect();
        assert_eq!(received, [cents], "{price}");
    }
    market.settle().await;
}
