use common::events::ticket::TicketUpdated;
use common::ids::{TicketId, UserId};
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::{START, concert, full, list, path, reserved, seller, sold, start_at, withdrawn};

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_replaces_all_that_the_seller_wrote() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &full()).await;
    let edited: Value =
        seller.put(&path(&ticket), &json!({ "title": "Opera", "price": "30" })).await.json(200);
    let expected = json!({ "id": ticket["id"], "title": "Opera", "price": 30, "currency": "usd",
        "userId": ticket["userId"], "version": 2, "status": "listed" });
    assert_eq!(edited, expected);
    assert_eq!(app.anyone().get(&path(&ticket)).await.json::<Value>(200), expected);
    let told = eventually("it is told", || async { app.published::<TicketUpdated>().await.pop() }).await.0;
    assert_eq!((told.version, told.title.as_str(), told.event.city), (2, "Opera", None));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_judged_as_a_new_listing_is() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &full()).await;
    let answer = seller.put(&path(&ticket), &json!({ "price": 0, "startsAt": "2020-01-01T00:00:00Z" })).await;
    assert_eq!(answer.expect(400).fields(), ["price", "startsAt", "timezone", "title"]);
    for field in ["id", "userId", "orderId", "status", "version"] {
        let mut body = concert();
        body[field] = ticket[field].clone();
        let answer = seller.put(&path(&ticket), &body).await;
        assert!(answer.expect(400).message().contains("unknown field"), "{}", answer.body);
    }
    assert_eq!(seller.get(&path(&ticket)).await.json::<Value>(200), ticket);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_come_in_their_order() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let (good, bad) = (concert(), json!({}));
    let (ticket, _) = reserved(&app, &owner).await;
    let unknown = format!("/api/tickets/{}", TicketId::new());
    let other = app.user(UserId::new());
    for (who, path, body, status, code) in [
        (&app.anyone(), "/api/tickets/nonsense", &bad, 401, "not_authenticated"),
        (&other, "/api/tickets/nonsense", &good, 400, "invalid_request"),
        (&other, &unknown, &bad, 400, "invalid_request"),
        (&other, &path(&ticket), &bad, 400, "invalid_request"),
        (&other, &unknown, &good, 404, "not_found"),
        (&other, &path(&ticket), &good, 403, "not_yours"),
        (&owner, &path(&ticket), &good, 409, "ticket_reserved"),
    ] {
        assert_eq!(who.put(path, body).await.expect(status).code(), code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_listed_ticket_can_be_edited() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let (reserved, _) = reserved(&app, &seller).await;
    let (sold, _) = sold(&app, &seller).await;
    let withdrawn = withdrawn(&seller).await;
    for (ticket, code, message) in [
        (reserved, "ticket_reserved", "You cannot edit a reserved ticket"),
        (sold, "ticket_sold", "You cannot edit a sold ticket"),
        (withdrawn, "ticket_withdrawn", "You cannot edit a withdrawn ticket"),
    ] {
        let before: Value = seller.get(&path(&ticket)).await.json(200);
        let answer = seller.put(&path(&ticket), &full()).await;
        assert_eq!((answer.expect(409).code().as_str(), answer.message().as_str()), (code, message));
        assert_eq!(seller.get(&path(&ticket)).await.json::<Value>(200), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_at_the_same_time_are_counted_one_by_one() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &concert()).await;
    let path = path(&ticket);
    let edits =
        (1..=20).map(|price| {
            let (seller, path) = (seller.clone(), path.clone());
            async move {
                seller.put(&path, &json!({ "title": "Concert", "price": price })).await.json::<Value>(200)
            }
        });
    let mut versions: Vec<i64> = futures::future::join_all(edits)
        .await
        .iter()
        .map(|edited| edited["version"].as_i64().unwrap())
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, (2..=21).collect::<Vec<_>>());
}
