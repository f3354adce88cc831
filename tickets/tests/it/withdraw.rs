use common::events::ticket::{TicketStatus, TicketWithdrawn};
use common::ids::{TicketId, UserId};
use serde_json::Value;
use testkit::eventually;

use crate::harness::{START, concert, list, path, reserved, seller, sold, start_at};

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_ticket_is_off_the_list_and_the_others_are_told() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &concert()).await;
    seller.delete(&path(&ticket)).await.expect(204);
    assert_eq!(app.anyone().get("/api/tickets").await.json::<Vec<Value>>(200), Vec::<Value>::new());
    let told = eventually("it is told", || async { app.published::<TicketWithdrawn>().await.pop() }).await.0;
    assert_eq!((told.version, told.status, told.order_id), (2, TicketStatus::Withdrawn, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawing_again_changes_nothing() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &concert()).await;
    for _ in 0..3 {
        seller.delete(&path(&ticket)).await.expect(204);
    }
    assert_eq!(seller.get(&path(&ticket)).await.json::<Value>(200)["version"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_come_in_their_order() {
    let app = start_at(START).await;
    let (owner, other) = (seller(&app), app.user(UserId::new()));
    let (reserved, _) = reserved(&app, &owner).await;
    let (sold, _) = sold(&app, &owner).await;
    for (who, path, status, code, message) in [
        (&app.anyone(), "/api/tickets/nonsense", 401, "not_authenticated", "Not authorized"),
        (&other, "/api/tickets/nonsense", 400, "invalid_request", "must be an id of 24 hexadecimal digits"),
        (&other, &format!("/api/tickets/{}", TicketId::new()), 404, "not_found", "Ticket not found"),
        (&other, &path(&reserved), 403, "not_yours", "This ticket belongs to someone else"),
        (&owner, &path(&reserved), 409, "ticket_reserved", "You cannot withdraw a reserved ticket"),
        (&owner, &path(&sold), 409, "ticket_sold", "You cannot withdraw a sold ticket"),
    ] {
        let answer = who.delete(path).await;
        assert_eq!((answer.expect(status).code().as_str(), answer.message().as_str()), (code, message));
    }
}
