//! What becomes of listings when their seller's account is suspended, restored or closed.

use common::events::order::OrderStatus::{Cancelled, Complete};
use common::events::order::{OrderCancelled, OrderCreated};
use common::events::ticket::{TicketUpdated, TicketWithdrawn};
use common::events::user::AccountStatus::{self, Active, Closed, Suspended};
use common::events::user::{UserState, UserUpdated};
use common::ids::UserId;
use serde_json::{Value, json};
use testkit::{Client, TestApp, eventually};

use crate::harness::{
    START, concert, id_of, later, list, once, order_on, path, reserved, start_at, tell, titles,
};

struct Seller {
    id: UserId,
    http: Client,
}

impl Seller {
    fn new(app: &TestApp) -> Self {
        let id = UserId::new();
        Self { id, http: app.user(id) }
    }

    /// Tells of the account as auth would.
    async fn becomes(&self, app: &TestApp, version: i64, status: AccountStatus) {
        app.publish(&UserUpdated(UserState { id: self.id, version, status })).await;
    }
}

async fn on_sale(app: &TestApp) -> Vec<Value> {
    app.anyone().get("/api/tickets").await.json(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_suspended_user_sells_is_off_the_market_until_the_user_is_restored() {
    let app = start_at(START).await;
    let (seller, other) = (Seller::new(&app), Seller::new(&app));
    let ticket = list(&seller.http, &concert()).await;
    list(&other.http, &json!({ "title": "Opera", "price": 30 })).await;
    let withdrawn = crate::harness::withdrawn(&seller.http).await;

    seller.becomes(&app, 2, Suspended).await;
    once(&seller.http, &ticket, "withdrawn").await;
    assert_eq!(titles(&on_sale(&app).await), ["Opera"]);
    app.anyone().get(&path(&ticket)).await.expect(404);
    let found: Value = app.anyone().get("/api/tickets?q=concert").await.json(200);
    assert_eq!(found, json!([]));
    let told = eventually("it is told", || async {
        let told = app.published::<TicketWithdrawn>().await;
        told.into_iter().find(|event| event.0.id == id_of(&ticket))
    });
    assert_eq!(told.await.0.version, 2);

    seller.becomes(&app, 3, Active).await;
    assert_eq!(once(&seller.http, &ticket, "listed").await["version"], 3);
    assert_eq!(on_sale(&app).await.len(), 2);
    let told = eventually("it is told", || async { app.published::<TicketUpdated>().await.pop() }).await;
    assert_eq!((told.0.id, told.0.version), (id_of(&ticket), 3));
    // What its owner has withdrawn stays so.
    once(&seller.http, &withdrawn, "withdrawn").await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_reserved_a_ticket_may_finish_although_its_seller_has_gone() {
    let app = start_at(START).await;
    let seller = Seller::new(&app);
    let ((bought, buys), (left, leaves)) =
        (reserved(&app, &seller.http).await, reserved(&app, &seller.http).await);
    let free = list(&seller.http, &concert()).await;
    seller.becomes(&app, 2, Closed).await;
    once(&seller.http, &free, "withdrawn").await;
    for held in [&bought, &left] {
        assert_eq!(app.anyone().get(&path(held)).await.json::<Value>(200)["status"], "reserved");
    }
    tell(&app, &later(&buys, Complete)).await;
    once(&seller.http, &bought, "sold").await;
    tell(&app, &later(&leaves, Cancelled)).await;
    once(&seller.http, &left, "withdrawn").await;
    // An order that comes too late is cancelled by orders, which hears of the withdrawal, and brings nothing back.
    let late = order_on(id_of(&free));
    tell(&app, &late).await;
    app.all_heard::<OrderCreated>("tickets").await;
    assert_eq!(once(&seller.http, &free, "withdrawn").await["version"], 2);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_let_go_of_once_its_seller_has_gone_nobody_else_can_reserve() {
    let app = start_at(START).await;
    let seller = Seller::new(&app);
    let (ticket, order) = reserved(&app, &seller.http).await;
    seller.becomes(&app, 2, Closed).await;
    app.all_heard::<UserUpdated>("tickets").await;
    // Made at once after the first was cancelled, and heard of before that.
    let next = order_on(id_of(&ticket));
    tell(&app, &next).await;
    let withdrawn = once(&seller.http, &ticket, "withdrawn").await;
    assert_eq!((&withdrawn["version"], withdrawn.get("orderId")), (&json!(3), None));
    tell(&app, &later(&order, Cancelled)).await;
    app.all_heard::<OrderCancelled>("tickets").await;
    assert_eq!(once(&seller.http, &ticket, "withdrawn").await["version"], 3);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_of_an_account_late_or_again_changes_nothing() {
    let app = start_at(START).await;
    let seller = Seller::new(&app);
    let ticket = list(&seller.http, &concert()).await;
    seller.becomes(&app, 3, Active).await;
    app.all_heard::<UserUpdated>("tickets").await;
    seller.becomes(&app, 2, Suspended).await;
    app.all_heard::<UserUpdated>("tickets").await;
    assert_eq!(once(&seller.http, &ticket, "listed").await["version"], 1);
    seller.becomes(&app, 4, Suspended).await;
    assert_eq!(once(&seller.http, &ticket, "withdrawn").await["version"], 2);
    seller.becomes(&app, 5, Active).await;
    once(&seller.http, &ticket, "listed").await;
    for version in [5, 4, 3, 2] {
        let again =
            UserState { id: seller.id, version, status: if version % 2 == 0 { Suspended } else { Active } };
        app.publish_raw("user.updated", &serde_json::to_vec(&again).unwrap()).await;
    }
    app.all_heard::<UserUpdated>("tickets").await;
    assert_eq!(once(&seller.http, &ticket, "listed").await["version"], 3);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_off_the_market_with_its_seller_can_be_taken_down_and_then_stays_so() {
    let app = start_at(START).await;
    let (seller, admin) = (Seller::new(&app), app.admin(UserId::new()));
    let ticket = list(&seller.http, &concert()).await;
    seller.becomes(&app, 2, Suspended).await;
    once(&seller.http, &ticket, "withdrawn").await;
    assert_eq!(seller.http.put(&path(&ticket), &concert()).await.expect(409).code(), "ticket_withdrawn");
    let down = format!("/api/admin/tickets/{}/take-down", ticket["id"].as_str().unwrap());
    let back = format!("/api/admin/tickets/{}/put-back", ticket["id"].as_str().unwrap());
    let reason = json!({ "reason": "counterfeit" });
    admin.post(&down, &reason).await.expect(200);
    // Put back, it stands as its seller does.
    assert_eq!(admin.post(&back, &reason).await.json::<Value>(200)["status"], "withdrawn");
    admin.post(&down, &reason).await.expect(200);
    let other = list(&seller.http, &concert()).await;
    assert_eq!(other["status"], "withdrawn");
    seller.becomes(&app, 3, Active).await;
    once(&seller.http, &other, "listed").await;
    once(&seller.http, &ticket, "withdrawn").await;
    assert_eq!(admin.post(&back, &reason).await.json::<Value>(200)["status"], "listed");
    app.stop().await.unwrap();
}
