//! What is refused, with which status and code, and in which order it is checked.

use std::time::Duration;

use common::events::order::OrderUpdated;
use common::http::MAX_BODY_BYTES;
use common::ids::{OrderId, UserId};
use serde_json::json;
use testkit::Answer;

use crate::harness::{order, start, start_with_standing_clock};

const PATH: &str = "/api/payments";
const JSON: &str = "application/json";

fn told(answer: &Answer) -> (u16, String) {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
    assert!(!answer.message().is_empty());
    (answer.status.as_u16(), answer.code())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_cannot_be_paid_is_refused_with_the_reason() {
    let desk = start_with_standing_clock().await;
    let body = |id: OrderId| json!({ "orderId": id, "token": "tok_visa" });
    let (anyone, stranger) = (desk.anyone(), desk.user(UserId::new()));
    let unknown = OrderId::new();
    assert_eq!(
        told(&anyone.post_raw(PATH, "text/plain", "no JSON").await),
        (401, "not_authenticated".to_owned())
    );
    assert_eq!(told(&stranger.post_raw(PATH, JSON, "{").await), (400, "invalid_request".to_owned()));
    assert_eq!(told(&stranger.post(PATH, &body(unknown)).await), (404, "not_found".to_owned()));
    // Before it is said that there is no such order, the token is looked at.
    assert_eq!(told(&stranger.post(PATH, &json!({ "orderId": unknown, "token": "x" })).await).0, 400);

    let live = desk.ordered().await;
    assert_eq!(told(&stranger.post(PATH, &body(live.id)).await), (403, "not_yours".to_owned()));
    let cancelled = desk.ordered().await;
    desk.knows(&desk.cancel(&cancelled).await).await;
    // Whose it is comes before how it stands.
    assert_eq!(told(&stranger.post(PATH, &body(cancelled.id)).await), (403, "not_yours".to_owned()));
    assert_eq!(told(&desk.pay(&cancelled, "tok_visa").await), (409, "order_not_payable".to_owned()));

    // Its time is over, although nobody has said so yet.
    desk.clock.advance(Duration::from_secs(900));
    assert_eq!(told(&desk.pay(&live, "tok_visa").await), (409, "order_not_payable".to_owned()));
    assert_eq!(desk.stripe.ledger().counters.posts, 0);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_heard_of_a_moment_later_is_waited_for() {
    let desk = start().await;
    let order = order(&desk.clock);
    let (answer, ()) = tokio::join!(desk.pay(&order, "pm_card_visa_chargeDeclined"), async {
        desk.publish(&OrderUpdated(order.clone())).await;
    });
    answer.expect(402);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_payment_is_refused_field_by_field() {
    let desk = start().await;
    let order = desk.ordered().await;
    let (buyer, id) = (desk.user(order.user_id), order.id);
    let mut bodies = vec![
        ("".to_owned(), vec![]),
        ("[]".to_owned(), vec![]),
        ("{}".to_owned(), vec!["orderId"]),
        (format!(r#"{{"orderId":"{id}","token":"tok_visa"}}x"#), vec![]),
        (r#"{"orderId":"12","token":"tok_visa"}"#.to_owned(), vec!["orderId"]),
        (r#"{"orderId":{"$ne":null},"token":"tok_visa"}"#.to_owned(), vec!["orderId"]),
        (format!(r#"{{"orderId":"{id}"}}"#), vec!["token"]),
        (format!(r#"{{"orderId":"{id}","token":null}}"#), vec!["token"]),
        (format!(r#"{{"orderId":"{id}","token":"tok_visa","amount":50}}"#), vec!["amount"]),
        (format!(r#"{{"orderId":"{id}","token":"tok_visa","userId":"{id}"}}"#), vec!["userId"]),
    ];
    let (long, numbers) = (format!("tok_{}", "a".repeat(201)), "4242424242424242".to_owned());
    let tokens = [
        "",
        "visa",
        "tok",
        "tok_",
        "card_visa",
        "src_visa",
        "TOK_visa",
        " tok_visa",
        "tok_visa ",
        "tok_vi sa",
        "tok_visa&amount=1",
        "tok_visa\\n",
        "pm_../refunds",
        "pm_card%5Fvisa",
        "ctoken_é",
        "tok_\\u0000",
        &long,
        &numbers,
    ];
    bodies.extend(tokens.map(|token| (format!(r#"{{"orderId":"{id}","token":"{token}"}}"#), vec!["token"])));
    for (body, fields) in bodies {
        let answer = buyer.post_raw(PATH, JSON, body.clone()).await;
        assert_eq!(told(&answer), (400, "invalid_request".to_owned()), "{body}");
        assert_eq!(answer.fields(), fields, "{body}: {}", answer.body);
        // A card's number, should a browser ever send it, is not said back.
        assert!(!answer.body.contains(&numbers), "{}", answer.body);
    }
    let good = format!(r#"{{"orderId":"{id}","token":"tok_visa"}}"#);
    for media_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        assert_eq!(told(&buyer.post_raw(PATH, media_type, good.clone()).await).0, 415, "{media_type}");
    }
    let large = format!(r#"{{"orderId":"{id}","token":"{}"}}"#, "a".repeat(MAX_BODY_BYTES));
    assert_eq!(told(&buyer.post_raw(PATH, JSON, large).await), (413, "body_too_large".to_owned()));
    assert_eq!(told(&buyer.delete(PATH).await).0, 405);
    assert_eq!(desk.stripe.ledger().counters.posts, 0);
    desk.close().await;
}
