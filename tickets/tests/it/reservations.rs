use common::events::order::OrderStatus::{AwaitingPayment, Cancelled, Complete};
use common::events::ticket::{TicketState, TicketStatus, TicketUpdated, TicketWithdrawn};
use common::ids::OrderId;
use serde_json::Value;
use testkit::{TestApp, eventually};

use crate::harness::{
    START, concert, id_of, later, list, once, order_on, path, reserved, seller, sold, start_at, tell,
    withdrawn,
};

/// What was told of the one ticket there is, at a version.
async fn told(app: &TestApp, version: i64) -> TicketState {
    eventually(&format!("version {version} is told"), || async {
        app.published::<TicketUpdated>()
            .await
            .into_iter()
            .map(|event| event.0)
            .find(|state| state.version == version)
    })
    .await
}

fn holder(ticket: &Value) -> Option<OrderId> {
    ticket["orderId"].as_str().map(|id| id.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_order_reserves_its_ticket_and_the_others_are_told() {
    let app = start_at(START).await;
    let (ticket, order) = reserved(&app, &seller(&app)).await;
    assert_eq!((&ticket["version"], holder(&ticket)), (&2.into(), Some(order.id)));
    let told = told(&app, 2).await;
    assert_eq!((told.status, told.order_id), (TicketStatus::Reserved, Some(order.id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_order_frees_its_ticket() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let (ticket, order) = reserved(&app, &seller).await;
    tell(&app, &later(&order, Cancelled)).await;
    let freed = once(&seller, &ticket, "listed").await;
    assert_eq!((&freed["version"], freed.get("orderId")), (&3.into(), None));
    assert_eq!(told(&app, 3).await.order_id, None);
    assert_eq!(app.anyone().get("/api/tickets").await.json::<Vec<Value>>(200), [freed]);
    seller.put(&path(&ticket), &concert()).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complete_order_owns_its_ticket_until_it_is_undone() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let (ticket, order) = sold(&app, &seller).await;
    assert_eq!((&ticket["version"], holder(&ticket)), (&3.into(), Some(order.id)));
    assert_eq!(told(&app, 3).await.status, TicketStatus::Sold);
    tell(&app, &later(&order, Cancelled)).await;
    assert_eq!(holder(&once(&seller, &ticket, "listed").await), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_nothing_makes_no_version() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let (ticket, order) = reserved(&app, &seller).await;
    let awaiting = later(&order, AwaitingPayment);
    for event in [&order, &awaiting, &awaiting, &order, &later(&awaiting, Complete)] {
        tell(&app, event).await;
    }
    assert_eq!(once(&seller, &ticket, "sold").await["version"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_overtakes_the_cancellation_of_the_one_before_keeps_the_ticket() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let (ticket, first) = reserved(&app, &seller).await;
    let second = order_on(id_of(&ticket));
    tell(&app, &second).await;
    assert_eq!(told(&app, 3).await.order_id, Some(second.id));
    tell(&app, &later(&first, Cancelled)).await;
    tell(&app, &later(&second, Complete)).await;
    let sold = once(&seller, &ticket, "sold").await;
    assert_eq!((&sold["version"], holder(&sold)), (&4.into(), Some(second.id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_cancelled_before_it_was_heard_of_reserves_nothing() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = list(&seller, &concert()).await;
    let (early, next) = (order_on(id_of(&ticket)), order_on(id_of(&ticket)));
    tell(&app, &later(&early, Cancelled)).await;
    tell(&app, &early).await;
    tell(&app, &next).await;
    // The cancellation has its own consumer and may still come last; that changes nothing.
    eventually("the next order has it", || async {
        let now: Value = seller.get(&path(&ticket)).await.json(200);
        (holder(&now) == Some(next.id)).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_ticket_stays_withdrawn_when_an_order_comes_late() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let ticket = withdrawn(&seller).await;
    let late = order_on(id_of(&ticket));
    tell(&app, &late).await;
    // A sale that orders had decided by then counts all the same, and shows that the late order was heard.
    tell(&app, &later(&late, Complete)).await;
    let sold = once(&seller, &ticket, "sold").await;
    assert_eq!((&sold["version"], holder(&sold)), (&3.into(), Some(late.id)));
    tell(&app, &later(&later(&late, Complete), Cancelled)).await;
    let back = once(&seller, &ticket, "withdrawn").await;
    assert_eq!((&back["version"], holder(&back)), (&4.into(), None));
    let told = eventually("it is told again", || async {
        Some(app.published::<TicketWithdrawn>().await).filter(|told| told.len() == 2)
    })
    .await;
    assert_eq!(told.iter().map(|event| event.0.version).collect::<Vec<_>>(), [2, 4]);
}
