use common::events::ticket::{TicketCreated, TicketStatus};
use common::ids::{TicketId, UserId};
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::{START, concert, full, list, seller, start_at};

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_with_everything_is_answered_with_everything() {
    let app = start_at(START).await;
    let user = UserId::new();
    let answer = app.user(user).post("/api/tickets", &full()).await;
    let ticket: Value = answer.json(201);
    let id = ticket["id"].as_str().unwrap();
    assert!(id.parse::<TicketId>().is_ok());
    assert_eq!(answer.header("location"), format!("/api/tickets/{id}"));
    let expected = json!({
        "id": id, "title": "Concert", "price": 19.99, "currency": "usd", "userId": user, "version": 1,
        "status": "listed", "description": "Standing\nNo refunds", "venue": "Rockefeller", "city": "Oslo",
        "startsAt": "2099-03-01T19:00:00.000Z", "timezone": "Europe/Oslo",
        "section": "A", "row": "1", "seat": "12", "faceValue": 25,
    });
    assert_eq!(ticket, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_of_a_ticket_is_left_out() {
    let app = start_at(START).await;
    let user = UserId::new();
    let blank = json!({ "title": "  Concert ", "price": "20.00", "description": "", "venue": " ", "city": null,
        "startsAt": "", "timezone": "", "section": null, "row": "", "seat": "", "faceValue": "" });
    for body in [concert(), blank] {
        let ticket = list(&app.user(user), &body).await;
        let expected = json!({ "id": ticket["id"], "title": "Concert", "price": 20, "currency": "usd",
            "userId": user, "version": 1, "status": "listed" });
        assert_eq!(ticket, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_listing_is_told_to_the_others() {
    let app = start_at(START).await;
    let user = UserId::new();
    let ticket = list(&app.user(user), &full()).await;
    let told = eventually("it is told", || async { app.published::<TicketCreated>().await.pop() }).await.0;
    assert_eq!(told.id.to_string(), ticket["id"].as_str().unwrap());
    assert_eq!(
        (told.version, told.user_id, told.status, told.order_id),
        (1, user, TicketStatus::Listed, None)
    );
    assert_eq!(
        (told.price_cents.cents(), told.face_value_cents.map(|value| value.cents())),
        (1999, Some(2500))
    );
    assert_eq!(told.event.timezone.as_deref(), Some("Europe/Oslo"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_signed_in_cannot_sell() {
    let app = start_at(START).await;
    let answer = app.anyone().post("/api/tickets", &json!({ "title": "", "nonsense": 1 })).await;
    assert_eq!(
        (answer.expect(401).code().as_str(), answer.message().as_str()),
        ("not_authenticated", "Not authorized")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_field_is_named_and_explained() {
    let app = start_at(START).await;
    let seller = seller(&app);
    let long = |length: usize| "x".repeat(length);
    for (field, value, message) in [
        ("title", json!(null), "title is required"),
        ("title", json!(""), "title is required"),
        ("title", json!("   "), "title is required"),
        ("title", json!(7), "title must be a text"),
        ("title", json!(long(201)), "title must have at most 200 characters"),
        ("title", json!("a\u{0}b"), "title must not have control characters"),
        ("title", json!("two\nlines"), "title must not have control characters"),
        ("price", json!(null), "price must be a number of dollars"),
        ("price", json!(""), "price must be a number of dollars"),
        ("price", json!("cheap"), "price must be a number of dollars"),
        ("price", json!("NaN"), "price must be a number of dollars"),
        ("price", json!(true), "price must be a number of dollars"),
        ("price", json!({ "$gt": 0 }), "price must be a number of dollars"),
        ("price", json!("19.999"), "price must have at most two decimals"),
        ("price", json!(0), "price must be from 0.50 to 999999.99"),
        ("price", json!(-10), "price must be from 0.50 to 999999.99"),
        ("price", json!(0.49), "price must be from 0.50 to 999999.99"),
        ("price", json!("1000000"), "price must be from 0.50 to 999999.99"),
        ("faceValue", json!("much"), "faceValue must be a number of dollars"),
        ("faceValue", json!(0.1), "faceValue must be from 0.50 to 999999.99"),
        ("description", json!(long(5001)), "description must have at most 5000 characters"),
        ("description", json!([]), "description must be a text"),
        ("venue", json!(long(201)), "venue must have at most 200 characters"),
        ("city", json!(long(201)), "city must have at most 200 characters"),
        ("section", json!(long(201)), "section must have at most 200 characters"),
        ("row", json!(long(201)), "row must have at most 200 characters"),
        ("seat", json!(12), "seat must be a text"),
        (
            "startsAt",
            json!("tomorrow"),
            "startsAt must be an RFC 3339 date and time with its offset, for example 2099-03-01T19:00:00+01:00",
        ),
        (
            "startsAt",
            json!("9999-12-31T23:59:59-23:59"),
            "startsAt must be an RFC 3339 date and time with its offset, for example 2099-03-01T19:00:00+01:00",
        ),
        (
            "startsAt",
            json!("2099-03-01T19:00:00"),
            "startsAt must be an RFC 3339 date and time with its offset, for example 2099-03-01T19:00:00+01:00",
        ),
        ("startsAt", json!("2026-01-01T00:00:00Z"), "startsAt must not be in the past"),
        ("timezone", json!("Middle/Earth"), "timezone must be an IANA time zone, for example Europe/Oslo"),
        ("timezone", json!(""), "timezone is required with startsAt"),
    ] {
        let mut body = full();
        body[field] = value;
        let answer = seller.post("/api/tickets", &body).await;
        assert_eq!(answer.expect(400).code(), "invalid_request");
        assert_eq!((answer.fields(), answer.message().as_str()), (vec![field.to_owned()], message));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_wrong_fields_are_told_at_once() {
    let app = start_at(START).await;
    let body = json!({ "price": "x", "description": 1, "venue": "x".repeat(201), "city": 1, "startsAt": "x",
        "section": 1, "row": 1, "seat": 1, "faceValue": 0 });
    let answer = seller(&app).post("/api/tickets", &body).await;
    let all = [
        "city",
        "description",
        "faceValue",
        "price",
        "row",
        "seat",
        "section",
        "startsAt",
        "timezone",
        "title",
        "venue",
    ];
    assert_eq!(answer.expect(400).fields(), all);
    let answer = seller(&app).post("/api/tickets", &json!({})).await;
    assert_eq!(answer.expect(400).fields(), ["price", "title"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_the_listing_itself_can_be_set() {
    let app = start_at(START).await;
    for (field, value) in [
        ("id", json!(TicketId::new())),
        ("_id", json!(TicketId::new())),
        ("userId", json!(UserId::new())),
        ("orderId", json!(null)),
        ("status", json!("sold")),
        ("version", json!(9)),
        ("currency", json!("nok")),
        ("event", json!({})),
        ("withdrawn", json!(true)),
    ] {
        let mut body = concert();
        body[field] = value;
        let answer = seller(&app).post("/api/tickets", &body).await;
        assert!(
            answer.expect(400).message().contains(&format!("unknown field `{field}`")),
            "{}",
            answer.body
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_listing_fits() {
    let app = start_at(START).await;
    let (long, short) = ("🎟".repeat(5000), "🎟".repeat(200));
    let mut body = full();
    body["description"] = json!(long);
    for field in ["title", "venue", "city", "section", "row", "seat"] {
        body[field] = json!(short);
    }
    let ticket = list(&seller(&app), &body).await;
    assert_eq!((&ticket["description"], &ticket["title"]), (&json!(long), &json!(short)));
    eventually("even its event fits", || async { app.published::<TicketCreated>().await.pop() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_listing_at_all_is_refused_with_a_reason() {
    let app = start_at(START).await;
    let seller = seller(&app);
    for (media_type, body, status, code) in [
        ("application/json", "{\"title\":", 400, "invalid_request"),
        ("application/json", "", 400, "invalid_request"),
        ("application/json", "[]", 400, "invalid_request"),
        ("application/json", "{\"title\":\"a\",\"title\":\"b\",\"price\":1}", 400, "invalid_request"),
        ("text/plain", "{\"title\":\"a\",\"price\":1}", 415, "unsupported_media_type"),
        ("application/json", &format!("\"{}\"", "x".repeat(40_000)), 413, "body_too_large"),
    ] {
        let answer = seller.post_raw("/api/tickets", media_type, body.to_owned()).await;
        assert_eq!(answer.expect(status).code(), code);
        assert!(!answer.message().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_is_kept_to_the_cent() {
    let app = start_at(START).await;
    for (sent, shown) in [
        ("19.99", "19.99"),
        ("\"19.99\"", "19.99"),
        ("0.5", "0.5"),
        ("\"20.00\"", "20"),
        ("999999.99", "999999.99"),
        ("1.15", "1.15"),
        ("2e1", "20"),
    ] {
        let body = format!("{{\"title\":\"Concert\",\"price\":{sent}}}");
        let answer = seller(&app).post_raw("/api/tickets", "application/json", body).await;
        assert!(answer.expect(201).body.contains(&format!("\"price\":{shown},")), "{sent}: {}", answer.body);
    }
}
