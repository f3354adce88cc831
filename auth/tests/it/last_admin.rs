//! There is always an active admin.

use serde_json::Value;

use crate::closing::close;
use crate::harness::{PASSWORD, cookie, current_user, sign_in};
use crate::moderation::{Someone, act, assign, start, told};

#[tokio::test(flavor = "multi_thread")]
async fn the_last_active_admin_stays_one() {
    let (app, admin) = start().await;
    let http = admin.http(&app);
    for answer in [assign(&http, &admin.id, "user").await, act(&http, &admin.id, "suspend").await] {
        assert_eq!(told(&answer), (409, "last_admin".to_owned()));
    }
    let other = Someone::new(&app, "ada@example.com").await;
    assign(&http, &other.id, "admin").await.expect(200);
    act(&http, &other.id, "suspend").await.expect(200);
    // A suspended admin is none.
    assert_eq!(told(&assign(&http, &admin.id, "user").await), (409, "last_admin".to_owned()));
    act(&http, &other.id, "restore").await.expect(200);
    assign(&http, &admin.id, "user").await.expect(200);
    assert_eq!(told(&http.get("/api/admin/users").await).0 / 100, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_demote_or_suspend_each_other_at_once_one_is_left() {
    let (app, admin) = start().await;
    let other = Someone::new(&app, "ada@example.com").await;
    assign(&admin.http(&app), &other.id, "admin").await.expect(200);
    for round in 0..6 {
        let (one, two) = (admin.renewed(&app).await, other.renewed(&app).await);
        let (first, second) = match round % 2 {
            0 => tokio::join!(assign(&one, &other.id, "user"), assign(&two, &admin.id, "user")),
            _ => tokio::join!(assign(&one, &other.id, "user"), act(&two, &admin.id, "suspend")),
        };
        let done: Vec<bool> = [&first, &second].map(|answer| answer.status == 200).to_vec();
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{first:?} {second:?}");
        for refused in [first, second].iter().filter(|answer| answer.status != 200) {
            // Who was demoted before his request was looked at is refused for that.
            let expected = ["last_admin", "admins_only", "not_authenticated"];
            assert!(expected.contains(&refused.code().as_str()), "{refused:?}");
        }
        let winner = if done[0] { &admin } else { &other };
        let http = winner.renewed(&app).await;
        let admins: Vec<Value> = http.get("/api/admin/users?role=admin&status=active").await.json(200);
        assert_eq!(admins.len(), 1, "{admins:?}");
        let loser = if done[0] { &other } else { &admin };
        act(&http, &loser.id, "restore").await.expect(200);
        assign(&http, &loser.id, "admin").await.expect(200);
        if current_user(&app, &loser.cookie).await.is_null() {
            // Suspended: his sessions ended.
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_active_admin_cannot_close_the_account() {
    let (app, admin) = start().await;
    let wrong = close(&app, &admin.cookie, "not the password").await;
    assert_eq!(told(&wrong), (400, "invalid_credentials".to_owned()));
    let refused = close(&app, &admin.cookie, PASSWORD).await;
    assert_eq!((told(&refused), refused.header("set-cookie")), ((409, "last_admin".to_owned()), ""));
    // Nothing has happened.
    admin.http(&app).get("/api/admin/users").await.expect(200);

    let other = Someone::new(&app, "ada@example.com").await;
    assign(&admin.http(&app), &other.id, "admin").await.expect(200);
    close(&app, &admin.cookie, PASSWORD).await.expect(204);
    assert_eq!(current_user(&app, &admin.cookie).await, Value::Null);
    let http = other.renewed(&app).await;
    let closed: Value = http.get(&format!("/api/admin/users/{}", admin.id)).await.json(200);
    assert_eq!(closed["status"], "deleted");
    assert_eq!(told(&assign(&http, &admin.id, "user").await), (409, "account_deleted".to_owned()));
    let last = cookie(&sign_in(&app, &other.email).await);
    assert_eq!(told(&close(&app, &last, PASSWORD).await), (409, "last_admin".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_close_their_accounts_at_once_one_is_left() {
    let (app, mut left) = start().await;
    for round in 0..4 {
        let other = Someone::new(&app, &format!("ada{round}@example.com")).await;
        assign(&left.renewed(&app).await, &other.id, "admin").await.expect(200);
        let one = cookie(&sign_in(&app, &left.email).await);
        let two = cookie(&sign_in(&app, &other.email).await);
        let (first, second) = tokio::join!(close(&app, &one, PASSWORD), close(&app, &two, PASSWORD));
        let (refused, stays) = if first.status == 204 { (second, other) } else { (first, left) };
        assert_eq!(told(&refused), (409, "last_admin".to_owned()));
        left = stays;
        let http = left.renewed(&app).await;
        let admins: Vec<Value> = http.get("/api/admin/users?role=admin&status=active").await.json(200);
        assert_eq!(admins.len(), 1, "{admins:?}");
    }
}
