use common::ids::TicketId;
use serde_json::Value;

use crate::harness::{START, full, list, path, reserved, seller, sold, start_at, withdrawn};

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_shown_to_anyone() {
    let app = start_at(START).await;
    let ticket = list(&seller(&app), &full()).await;
    assert_eq!(app.anyone().get(&path(&ticket)).await.json::<Value>(200), ticket);
    let bad_cookie = app.anyone().with_cookie("session=nonsense".to_owned());
    assert_eq!(bad_cookie.get(&path(&ticket)).await.json::<Value>(200), ticket);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reserved_or_sold_ticket_is_shown_with_its_order() {
    let app = start_at(START).await;
    let seller = seller(&app);
    for (ticket, order) in [reserved(&app, &seller).await, sold(&app, &seller).await] {
        assert_eq!(ticket["orderId"].as_str().unwrap(), order.id.to_string());
        assert_eq!(app.anyone().get(&path(&ticket)).await.json::<Value>(200), ticket);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_ticket_is_there_for_its_seller_alone() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let ticket = withdrawn(&owner).await;
    let shown: Value = owner.get(&path(&ticket)).await.json(200);
    assert_eq!((&shown["status"], &shown["version"]), (&"withdrawn".into(), &2.into()));
    for other in [app.anyone(), seller(&app)] {
        assert_eq!(other.get(&path(&ticket)).await.expect(404).message(), "Ticket not found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_there_is_not_is_not_found_and_what_is_no_id_is_refused() {
    let app = start_at(START).await;
    let answer = app.anyone().get(&format!("/api/tickets/{}", TicketId::new())).await;
    assert_eq!(
        (answer.expect(404).code().as_str(), answer.message().as_str()),
        ("not_found", "Ticket not found")
    );
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let answer = app.anyone().get("/api/tickets/nonsense").await;
    assert_eq!(answer.expect(400).fields(), ["id"]);
}
