//! What admins do, as everyone else feels it.

use e2e::{Market, Person, Ticket};
use serde_json::json;
use testkit::{Answer, eventually};

async fn moderate(admin: &Person, ticket: &Ticket, act: &str) -> Answer {
    let path = format!("/api/admin/tickets/{}/{act}", ticket.id);
    admin.http.post(&path, &json!({ "reason": "counterfeit" })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_is_taken_down_cannot_be_bought_until_it_is_put_back() {
    let market = Market::open().await;
    let (seller, buyer, admin) = (market.person().await, market.person().await, market.admin().await);
    let ticket = seller.sell("10").await;
    let order = buyer.reserve(&ticket).await;
    buyer.sees(&order, "awaiting:payment").await;
    moderate(&admin, &ticket, "take-down").await.expect(200);
    let cancelled = buyer.sees(&order, "cancelled").await;
    assert_eq!(cancelled.cancel_reason.as_deref(), Some("withdrawn"));
    assert_eq!(buyer.pay(&order, "tok_visa").await.status.as_u16(), 409);
    assert_eq!(buyer.try_reserve(&ticket).await.expect(409).code(), "ticket_withdrawn");
    market.settle().await;

    moderate(&admin, &ticket, "put-back").await.expect(200);
    let order = eventually("it is on sale again", || async {
        let answer = buyer.try_reserve(&ticket).await;
        (answer.status == 201).then(|| answer.json(201))
    })
    .await;
    buyer.pay(&order, "tok_visa").await.expect(201);
    seller.sees_ticket(&ticket, "sold").await;
    assert_eq!(moderate(&admin, &ticket, "take-down").await.expect(409).code(), "ticket_sold");
    market.settle().await;
}
