//! What is refused, with which status and code, and in which order it is checked.

use common::events::order::OrderStatus;
use common::events::payment::PaymentCreated;
use common::events::ticket::{TicketStatus, TicketWithdrawn};
use common::http::MAX_BODY_BYTES;
use common::ids::{OrderId, TicketId, UserId};
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client};

use crate::harness::{payment_of, start};

fn told(answer: &Answer) -> (u16, String) {
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(!answer.message().is_empty());
    (answer.status.as_u16(), answer.code())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_cannot_be_bought_is_refused_with_the_reason() {
    let market = start().await;
    let (buyer, ticket) = (UserId::new(), market.listed().await);
    assert_eq!(told(&market.try_reserve(buyer, TicketId::new()).await), (404, "not_found".to_owned()));
    assert_eq!(told(&market.try_reserve(ticket.user_id, ticket.id).await), (409, "own_ticket".to_owned()));

    market.try_reserve(buyer, ticket.id).await.expect(201);
    for other in [UserId::new(), buyer] {
        let answer = market.try_reserve(other, ticket.id).await;
        assert_eq!(told(&answer), (409, "ticket_reserved".to_owned()));
        assert_eq!(answer.message(), "Ticket is already reserved!");
    }

    let mut withdrawn = market.listed().await;
    (withdrawn.version, withdrawn.status) = (2, TicketStatus::Withdrawn);
    market.publish(&TicketWithdrawn(withdrawn.clone())).await;
    market.knows(&withdrawn).await;
    assert_eq!(told(&market.try_reserve(buyer, withdrawn.id).await), (409, "ticket_withdrawn".to_owned()));
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_calls_comes_first_then_what_is_said_then_what_there_is_then_whose_it_is_then_how_it_stands() {
    let market = start().await;
    let (ticket, json) = (market.listed().await, "application/json");
    let (anyone, buyer) = (market.anyone(), market.user(UserId::new()));
    assert_eq!(told(&anyone.post_raw("/api/orders", "text/plain", "no JSON").await).0, 401);
    assert_eq!(told(&anyone.post_raw("/api/orders", json, "{").await).0, 401);
    assert_eq!(told(&anyone.get("/api/orders?limit=0").await).0, 401);
    assert_eq!(told(&buyer.post_raw("/api/orders", json, "{").await).0, 400);
    assert_eq!(told(&buyer.post("/api/orders", &json!({ "ticketId": TicketId::new() })).await).0, 404);
    // Unknown and misjudged: what is wrong with the request is said before that there is no such ticket.
    let unknown = json!({ "ticketId": TicketId::new(), "expectedPrice": "free" });
    assert_eq!(told(&buyer.post("/api/orders", &unknown).await).0, 400);
    // His own and at another price: one answer, whichever.
    let own = json!({ "ticketId": ticket.id, "expectedPrice": 1 });
    assert_eq!(told(&market.user(ticket.user_id).post("/api/orders", &own).await).1, "own_ticket");

    let order = market.payable().await;
    market.publish(&PaymentCreated(payment_of(&order))).await;
    market.becomes(order.id, OrderStatus::Complete).await;
    for (method, suffix) in [(Method::GET, ""), (Method::GET, "/live"), (Method::DELETE, "")] {
        let ask =
            |client: &Client, id: &str| client.request(method.clone(), &format!("/api/orders/{id}{suffix}"));
        let id = order.id.to_string();
        assert_eq!(told(&anyone.send(ask(&anyone, "12")).await), (401, "not_authenticated".to_owned()));
        let malformed = buyer.send(ask(&buyer, "12")).await;
        assert_eq!((told(&malformed).0, malformed.fields()), (400, vec!["id".to_owned()]));
        let unknown = buyer.send(ask(&buyer, &OrderId::new().to_string())).await;
        assert_eq!(told(&unknown), (404, "not_found".to_owned()));
        // Another's order is 403 although it is complete and could not be cancelled anyway.
        assert_eq!(told(&buyer.send(ask(&buyer, &id)).await), (403, "not_yours".to_owned()));
    }
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_reservation_is_refused_field_by_field() {
    let market = start().await;
    let (buyer, ticket) = (market.user(UserId::new()), market.listed().await.id);
    for (body, fields) in [
        ("".to_owned(), vec![]),
        ("null".to_owned(), vec![]),
        ("[]".to_owned(), vec![]),
        ("{}".to_owned(), vec!["ticketId"]),
        (format!(r#"{{"ticketId":"{ticket}"}} {{}}"#), vec![]),
        (format!(r#"{{"ticketId":"{ticket}","ticketId":"{ticket}"}}"#), vec![]),
        (r#"{"ticketId":null}"#.to_owned(), vec!["ticketId"]),
        (r#"{"ticketId":12}"#.to_owned(), vec!["ticketId"]),
        (r#"{"ticketId":"12"}"#.to_owned(), vec!["ticketId"]),
        (r#"{"ticketId":{"$gt":""}}"#.to_owned(), vec!["ticketId"]),
        (format!(r#"{{"ticketId":"{ticket}","price":0.5}}"#), vec!["price"]),
        (format!(r#"{{"ticketId":"{ticket}","userId":"{ticket}"}}"#), vec!["userId"]),
        (format!(r#"{{"ticketId":"{ticket}","expectedPrice":-1}}"#), vec!["expectedPrice"]),
        (format!(r#"{{"ticketId":"{ticket}","expectedPrice":0.49}}"#), vec!["expectedPrice"]),
        (format!(r#"{{"ticketId":"{ticket}","expectedPrice":19.999}}"#), vec!["expectedPrice"]),
        (format!(r#"{{"ticketId":"{ticket}","expectedPrice":1e400}}"#), vec!["expectedPrice"]),
        (format!(r#"{{"ticketId":"{ticket}","expectedPrice":"NaN"}}"#), vec!["expectedPrice"]),
        (format!(r#"{{"ticketId":"{ticket}","expectedPrice":{{"$gt":0}}}}"#), vec!["expectedPrice"]),
    ] {
        let answer = buyer.post_raw("/api/orders", "application/json", body.clone()).await;
        assert_eq!(told(&answer), (400, "invalid_request".to_owned()), "{body}");
        assert_eq!(answer.fields(), fields, "{body}: {}", answer.body);
    }
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        let answer = buyer.post_raw("/api/orders", media_type, format!(r#"{{"ticketId":"{ticket}"}}"#)).await;
        assert_eq!(told(&answer), (415, "unsupported_media_type".to_owned()), "{media_type}");
    }
    let large = format!(r#"{{"ticketId":"{ticket}","more":"{}"}}"#, "a".repeat(MAX_BODY_BYTES));
    assert_eq!(told(&buyer.post_raw("/api/orders", "application/json", large).await).0, 413);
    for path in
        ["/api/orders/12", "/api/orders/%00", "/api/orders/zzzzzzzzzzzzzzzzzzzzzzzz", "/api/orders/%ff"]
    {
        assert_eq!(told(&buyer.get(path).await).0, 400, "{path}");
        assert_eq!(told(&buyer.delete(path).await).0, 400, "{path}");
    }
    assert_eq!(told(&buyer.put("/api/orders", &json!({})).await).0, 405);
    market.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_another_site_made_the_browser_send_is_refused() {
    let market = start().await;
    let (buyer, ticket) = (market.user(UserId::new()), market.listed().await);
    let forged = buyer
        .request(Method::POST, "/api/orders")
        .header("sec-fetch-site", "cross-site")
        .json(&json!({ "ticketId": ticket.id }));
    assert_eq!(told(&buyer.send(forged).await), (403, "cross_site".to_owned()));
    assert_eq!(buyer.get("/api/orders").await.body, "[]");
    market.app.stop().await.unwrap();
}
