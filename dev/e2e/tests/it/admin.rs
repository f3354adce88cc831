//! What admins do, as everyone else feels it.

use e2e::{Market, Person, Ticket};
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client, eventually};

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

async fn act(admin: &Person, user: &Person, act: &str) -> Answer {
    admin.http.post(&format!("/api/admin/users/{}/{act}", user.id), &json!({ "reason": "spam" })).await
}

async fn assign(admin: &Person, user: &Person, role: &str) -> Answer {
    let path = format!("/api/admin/users/{}/role", user.id);
    admin.http.put(&path, &json!({ "role": role, "reason": "staff" })).await
}

/// The person with what auth gives a browser that asks who is signed in.
async fn renewed(person: &Person) -> Client {
    let answer = person.http.get("/api/users/currentuser").await;
    match answer.header("set-cookie").split(';').next() {
        Some(cookie) if !cookie.is_empty() => person.http.clone().with_cookie(cookie.to_owned()),
        _ => person.http.clone(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_is_nobody_in_every_service_and_in_no_new_session() {
    let market = Market::open().await;
    let (user, other, admin) = (market.person().await, market.person().await, market.admin().await);
    let ticket = user.sell("10").await;
    act(&admin, &user, "suspend").await.expect(200);
    for path in ["/api/tickets/mine", "/api/orders", &format!("/api/payments?orderId={}", ticket.id)] {
        eventually("he is nobody", || async { (user.http.get(path).await.status == 401).then_some(()) })
            .await;
    }
    let account = json!({ "email": user.email, "password": "correct horse" });
    let refused = market.anyone().post("/api/users/signin", &account).await;
    assert_eq!(refused.expect(403).code(), "suspended");
    // Everyone else is another matter.
    other.http.get("/api/tickets/mine").await.expect(200);
    act(&admin, &user, "restore").await.expect(200);
    market.anyone().post("/api/users/signin", &account).await.expect(200);
    market.settle().await;
}

/// The ids of what can be bought.
async fn on_sale(market: &Market) -> Vec<String> {
    let tickets: Vec<Ticket> = market.anyone().get("/api/tickets").await.json(200);
    tickets.into_iter().map(|ticket| ticket.id).collect()
}

/// Waits until a ticket is off the list, and orders knows that it cannot be reserved.
async fn goes_off_the_market(market: &Market, buyer: &Person, ticket: &Ticket) {
    eventually("it is off the list", || async {
        (!on_sale(market).await.contains(&ticket.id)).then_some(())
    })
    .await;
    eventually("it cannot be reserved", || async {
        let answer = buyer.try_reserve(ticket).await;
        (answer.code() == "ticket_withdrawn").then(|| answer.expect(409).status)
    })
    .await;
    market.anyone().get(&format!("/api/tickets/{}", ticket.id)).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_suspended_user_sells_cannot_be_bought_until_the_user_is_restored() {
    let market = Market::open().await;
    let (seller, buyer, admin) = (market.person().await, market.person().await, market.admin().await);
    let (ticket, reserved) = (seller.sell("10").await, seller.sell("20").await);
    let order = buyer.reserve(&reserved).await;
    buyer.sees(&order, "awaiting:payment").await;
    act(&admin, &seller, "suspend").await.expect(200);
    goes_off_the_market(&market, &buyer, &ticket).await;
    // Who is paying may finish.
    buyer.pay(&order, "tok_visa").await.expect(201);
    buyer.sees(&order, "complete").await;
    market.settle().await;

    act(&admin, &seller, "restore").await.expect(200);
    let order = eventually("it is on sale again", || async {
        let answer = buyer.try_reserve(&ticket).await;
        (answer.status == 201).then(|| answer.json(201))
    })
    .await;
    buyer.pay(&order, "tok_visa").await.expect(201);
    seller.sees_ticket(&ticket, "sold").await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_closed_account_stays_on_sale() {
    let market = Market::open().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    let (ticket, reserved) = (seller.sell("10").await, seller.sell("20").await);
    let order = buyer.reserve(&reserved).await;
    buyer.sees(&order, "awaiting:payment").await;
    let body = json!({ "password": "correct horse" });
    let close = seller.http.request(Method::DELETE, "/api/users/me").json(&body);
    seller.http.send(close).await.expect(204);
    goes_off_the_market(&market, &buyer, &ticket).await;
    // What a buyer lets go of is nobody's to sell any more.
    buyer.sees_ticket(&reserved, "reserved").await;
    buyer.cancel(&order).await.expect(204);
    goes_off_the_market(&market, &buyer, &reserved).await;
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_given_or_taken_counts_in_every_service_once_the_token_is_renewed() {
    let market = Market::open().await;
    let (user, admin) = (market.person().await, market.admin().await);
    let paths = ["/api/admin/tickets", "/api/admin/orders", "/api/admin/payments", "/api/admin/users"];
    assign(&admin, &user, "admin").await.expect(200);
    let promoted = renewed(&user).await;
    for path in paths {
        promoted.get(path).await.expect(200);
    }
    assign(&admin, &user, "user").await.expect(200);
    for path in paths {
        eventually("the token counts no more", || async {
            (promoted.get(path).await.status == 401).then_some(())
        })
        .await;
        assert_eq!(renewed(&user).await.get(path).await.expect(403).code(), "admins_only");
    }
    market.settle().await;
}
