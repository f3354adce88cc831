//! /api/admin/tickets: what admins see and do, and that nobody else does.

use common::events::order::OrderStatus;
use common::events::ticket::{TicketStatus, TicketUpdated, TicketWithdrawn};
use common::ids::{TicketId, UserId};
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, eventually};

use crate::harness::{
    START, concert, full, id_of, later, list, once, order_on, pages, path, reserved, seller, sold, start_at,
    tell, titles, withdrawn,
};

fn told(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code())
}

async fn act(admin: &Client, ticket: &Value, act: &str) -> Answer {
    let path = format!("/api/admin/tickets/{}/{act}", ticket["id"].as_str().unwrap());
    admin.post(&path, &json!({ "reason": "counterfeit" })).await
}

async fn take_down(app: &TestApp, ticket: &Value) -> Value {
    act(&app.admin(UserId::new()), ticket, "take-down").await.json(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_gets_in_and_nobody_else_learns_what_there_is() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let ticket = list(&owner, &concert()).await;
    for id in [ticket["id"].as_str().unwrap(), &TicketId::new().to_string(), "nonsense"] {
        for (who, expected) in [
            (&app.anyone(), (401, "not_authenticated")),
            (&owner, (403, "admins_only")),
            (&seller(&app), (403, "admins_only")),
        ] {
            let reason = json!({ "reason": "counterfeit" });
            for answer in [
                who.get("/api/admin/tickets").await,
                who.get(&format!("/api/admin/tickets/{id}")).await,
                who.get("/api/admin/tickets/audit").await,
                who.post(&format!("/api/admin/tickets/{id}/take-down"), &reason).await,
                who.post(&format!("/api/admin/tickets/{id}/put-back"), &reason).await,
            ] {
                assert_eq!(told(&answer), (expected.0, expected.1.to_owned()));
            }
        }
    }
    assert_eq!(app.anyone().get(&path(&ticket)).await.json::<Value>(200), ticket);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_come_in_their_order() {
    let app = start_at(START).await;
    let (owner, admin) = (seller(&app), app.admin(UserId::new()));
    let (sold, _) = sold(&app, &owner).await;
    let withdrawn = withdrawn(&owner).await;
    for word in ["take-down", "put-back"] {
        let unknown = format!("/api/admin/tickets/{}/{word}", TicketId::new());
        let nonsense = format!("/api/admin/tickets/nonsense/{word}");
        for (path, body, status, fields) in [
            (&nonsense, json!({}), 400, vec!["id"]),
            (&unknown, json!({}), 400, vec!["reason"]),
            (&unknown, json!({ "reason": "" }), 400, vec!["reason"]),
            (&unknown, json!({ "reason": "x".repeat(501) }), 400, vec!["reason"]),
            (&unknown, json!({ "reason": "why", "x": 1 }), 400, vec!["x"]),
            (&unknown, json!({ "reason": "why" }), 404, vec![]),
        ] {
            let answer = admin.post(path, &body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.fields()),
                (status, fields.iter().map(ToString::to_string).collect()),
                "{path} {body}"
            );
        }
    }
    assert_eq!(told(&act(&admin, &sold, "take-down").await), (409, "ticket_sold".to_owned()));
    assert_eq!(told(&act(&admin, &withdrawn, "take-down").await), (409, "ticket_withdrawn".to_owned()));
    for query in ["status=lost", "userId=12", "limit=0", "after=x", "colour=red"] {
        let answer = admin.get(&format!("/api/admin/tickets?{query}")).await;
        assert_eq!(
            (told(&answer).0, answer.fields()),
            (400, vec![query.split('=').next().unwrap().to_owned()])
        );
    }
    assert!(admin.get("/api/admin/tickets/audit").await.json::<Vec<Value>>(200).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_is_taken_down_is_gone_for_all_but_its_seller_who_sees_why() {
    let app = start_at(START).await;
    let (owner, admin) = (seller(&app), app.admin(UserId::new()));
    let ticket = list(&owner, &full()).await;
    let down = take_down(&app, &ticket).await;
    let why = json!({ "at": "2026-09-21T14:13:20.000Z", "reason": "counterfeit" });
    assert_eq!(
        (&down["status"], &down["takenDown"], &down["version"]),
        (&json!("withdrawn"), &why, &json!(2))
    );
    assert_eq!(take_down(&app, &ticket).await, down);
    for other in [app.anyone(), seller(&app)] {
        other.get(&path(&ticket)).await.expect(404);
        assert_eq!(other.get("/api/tickets").await.json::<Value>(200), json!([]));
    }
    assert_eq!(owner.get(&path(&ticket)).await.json::<Value>(200)["takenDown"], why);
    assert_eq!(owner.get("/api/tickets/mine").await.json::<Value>(200)[0]["takenDown"], why);
    assert_eq!(told(&owner.put(&path(&ticket), &full()).await), (409, "ticket_taken_down".to_owned()));
    let event = eventually("it is told", || async { app.published::<TicketWithdrawn>().await.pop() }).await.0;
    assert_eq!((event.version, event.status), (2, TicketStatus::Withdrawn));

    let back: Value = act(&admin, &ticket, "put-back").await.json(200);
    assert_eq!(
        (&back["status"], &back["takenDown"], &back["version"]),
        (&json!("listed"), &Value::Null, &json!(3))
    );
    assert_eq!(act(&admin, &ticket, "put-back").await.json::<Value>(200), back);
    app.anyone().get(&path(&ticket)).await.expect(200);
    let event = eventually("it is told", || async { app.published::<TicketUpdated>().await.pop() }).await.0;
    assert_eq!((event.version, event.status), (3, TicketStatus::Listed));

    let log: Vec<Value> = admin.get("/api/admin/tickets/audit").await.json(200);
    let acts: Vec<&str> = log.iter().map(|entry| entry["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["ticket.put_back", "ticket.taken_down"]);
    assert!(log.iter().all(|entry| entry["subject"] == ticket["id"] && entry["reason"] == "counterfeit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reserved_listing_is_taken_down_and_its_order_has_lost_it() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let (ticket, order) = reserved(&app, &owner).await;
    let down = take_down(&app, &ticket).await;
    assert_eq!((&down["status"], &down["orderId"]), (&json!("withdrawn"), &Value::Null));
    // That its order was made payable meanwhile brings nothing back, nor does its end.
    tell(&app, &later(&order, OrderStatus::AwaitingPayment)).await;
    tell(&app, &later(&later(&order, OrderStatus::AwaitingPayment), OrderStatus::Cancelled)).await;
    let back: Value = act(&app.admin(UserId::new()), &ticket, "put-back").await.json(200);
    assert!(["listed", "reserved"].contains(&back["status"].as_str().unwrap()), "{back}");
    once(&owner, &ticket, "listed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_in_the_moment_of_the_taking_down_counts_and_undone_it_brings_nothing_back() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let (ticket, order) = reserved(&app, &owner).await;
    take_down(&app, &ticket).await;
    let complete = later(&order, OrderStatus::Complete);
    tell(&app, &complete).await;
    once(&owner, &ticket, "sold").await;
    // Why it was taken down is nobody's matter but the seller's.
    assert_eq!(app.anyone().get(&path(&ticket)).await.json::<Value>(200)["takenDown"], Value::Null);
    tell(&app, &later(&complete, OrderStatus::Cancelled)).await;
    once(&owner, &ticket, "withdrawn").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_seller_withdraws_while_it_is_down_stays_withdrawn() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let ticket = list(&owner, &concert()).await;
    take_down(&app, &ticket).await;
    for _ in 0..2 {
        owner.delete(&path(&ticket)).await.expect(204);
    }
    let back: Value = act(&app.admin(UserId::new()), &ticket, "put-back").await.json(200);
    assert_eq!((&back["status"], &back["version"]), (&json!("withdrawn"), &json!(4)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_whose_refund_voided_it_is_withdrawn_for_good() {
    let app = start_at(START).await;
    let owner = seller(&app);
    let (ticket, order) = sold(&app, &owner).await;
    let mut voided = later(&order, OrderStatus::Cancelled);
    voided.ticket_voided = true;
    tell(&app, &voided).await;
    once(&owner, &ticket, "withdrawn").await;
    // An order that slipped in has not got it, and ends without putting it back.
    let next = order_on(id_of(&ticket));
    tell(&app, &next).await;
    tell(&app, &later(&next, OrderStatus::Cancelled)).await;
    let other = list(&owner, &concert()).await;
    let marker = order_on(id_of(&other));
    tell(&app, &marker).await;
    once(&owner, &other, "reserved").await;
    assert_eq!(once(&owner, &ticket, "withdrawn").await["version"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_listings_are_found_by_status_seller_and_text() {
    let app = start_at(START).await;
    let (owner, admin) = (seller(&app), app.admin(UserId::new()));
    let mut named = Vec::new();
    for title in ["Jazz (late)", "jazz .* early", "Opera"] {
        app.clock.advance(std::time::Duration::from_secs(1));
        named.push(list(&owner, &json!({ "title": title, "price": 5, "venue": "The Brass Cellar" })).await);
    }
    app.clock.advance(std::time::Duration::from_secs(1));
    let other = seller(&app);
    sold(&app, &other).await;
    app.clock.advance(std::time::Duration::from_secs(1));
    withdrawn(&other).await;
    take_down(&app, &named[1]).await;
    let user = named[0]["userId"].as_str().unwrap();
    let id = named[2]["id"].as_str().unwrap();
    for (query, expected) in [
        (String::new(), vec!["Concert", "Concert", "Opera", "jazz .* early", "Jazz (late)"]),
        ("status=listed".to_owned(), vec!["Opera", "Jazz (late)"]),
        ("status=sold".to_owned(), vec!["Concert"]),
        ("status=withdrawn".to_owned(), vec!["Concert", "jazz .* early"]),
        ("status=taken_down".to_owned(), vec!["jazz .* early"]),
        ("q=JAZZ".to_owned(), vec!["jazz .* early", "Jazz (late)"]),
        ("q=.*".to_owned(), vec!["jazz .* early"]),
        ("q=%28late%29".to_owned(), vec!["Jazz (late)"]),
        ("q=brass".to_owned(), vec!["Opera", "jazz .* early", "Jazz (late)"]),
        (format!("q={id}"), vec!["Opera"]),
        (format!("q={id}&status=sold"), vec![]),
        (format!("userId={user}"), vec!["Opera", "jazz .* early", "Jazz (late)"]),
        (format!("userId={user}&status=taken_down"), vec!["jazz .* early"]),
    ] {
        for limit in [1, 2, 100] {
            let first = format!("/api/admin/tickets?limit={limit}&{query}");
            let found: Vec<Value> = pages(&admin, &first, |_| async {}).await.into_iter().flatten().collect();
            assert_eq!(titles(&found), expected, "{first}");
        }
    }
    let shown: Value = admin.get(&format!("/api/admin/tickets/{id}")).await.json(200);
    assert_eq!((&shown["createdAt"], &shown["title"]), (&json!("2026-09-21T14:13:23.000Z"), &json!("Opera")));
}
