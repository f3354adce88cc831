//! /api/admin/users: what admins do to accounts, and that nobody else does.

use common::events::session::SessionRevoked;
use common::events::user::{AccountStatus, UserState, UserUpdated};
use common::ids::UserId;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, World, eventually};

use crate::harness::{
    PASSWORD, config, cookie, current_user, current_user_answer, nothing_is_unsent, sign_in, sign_up,
    start_with, verify,
};

const ADMIN: &str = "admin@example.com";

/// Someone with an account, by the cookie of their first session.
pub struct Someone {
    pub id: String,
    pub email: String,
    pub cookie: String,
}

impl Someone {
    pub async fn new(app: &TestApp, email: &str) -> Self {
        let answer = sign_up(app, email).await;
        let id = answer.json::<Value>(201)["id"].as_str().unwrap().to_owned();
        Self { id, email: email.to_owned(), cookie: cookie(&answer) }
    }

    pub fn http(&self, app: &TestApp) -> Client {
        app.anyone().with_cookie(self.cookie.clone())
    }

    /// With what auth gives the browser when it asks who is signed in.
    pub async fn renewed(&self, app: &TestApp) -> Client {
        let answer = current_user_answer(app, &self.cookie).await;
        let renewed = cookie(&answer);
        app.anyone().with_cookie(if renewed.is_empty() { self.cookie.clone() } else { renewed })
    }
}

pub async fn start() -> (TestApp, Someone) {
    let world = World::new().await;
    let mut config = config(&world);
    config.admin_email = Some(ADMIN.parse().unwrap());
    let app = start_with(world, config).await;
    let admin = Someone::new(&app, ADMIN).await;
    verify(&app, ADMIN).await;
    let session = cookie(&sign_in(&app, ADMIN).await);
    (app, Someone { cookie: session, ..admin })
}

pub async fn act(admin: &Client, user: &str, act: &str) -> Answer {
    admin.post(&format!("/api/admin/users/{user}/{act}"), &json!({ "reason": "spam" })).await
}

pub async fn assign(admin: &Client, user: &str, role: &str) -> Answer {
    admin.put(&format!("/api/admin/users/{user}/role"), &json!({ "role": role, "reason": "staff" })).await
}

pub fn told(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code())
}

async fn audit(admin: &Client) -> Vec<Value> {
    admin.get("/api/admin/users/audit").await.json(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_gets_in_and_nobody_else_learns_who_there_is() {
    let (app, _) = start().await;
    let user = Someone::new(&app, "ada@example.com").await;
    for id in [user.id.as_str(), &UserId::new().to_string(), "nonsense"] {
        for (who, expected) in
            [(app.anyone(), (401, "not_authenticated")), (user.http(&app), (403, "admins_only"))]
        {
            for answer in [
                who.get("/api/admin/users").await,
                who.get("/api/admin/users?limit=0").await,
                who.get(&format!("/api/admin/users/{id}")).await,
                who.get("/api/admin/users/audit").await,
                act(&who, id, "suspend").await,
                act(&who, id, "restore").await,
                assign(&who, id, "admin").await,
            ] {
                assert_eq!(told(&answer), (expected.0, expected.1.to_owned()));
            }
        }
    }
    assert_eq!(current_user(&app, &user.cookie).await["role"], "user");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_come_in_their_order() {
    let (app, admin) = start().await;
    let http = admin.http(&app);
    let unknown = UserId::new().to_string();
    for (path, body, status, fields) in [
        ("nonsense/suspend".to_owned(), json!({}), 400, vec!["id"]),
        (format!("{unknown}/suspend"), json!({}), 400, vec!["reason"]),
        (format!("{unknown}/restore"), json!({ "reason": " " }), 400, vec!["reason"]),
        (format!("{unknown}/suspend"), json!({ "reason": "x".repeat(501) }), 400, vec!["reason"]),
        (format!("{unknown}/suspend"), json!({ "reason": "spam" }), 404, vec![]),
        (format!("{unknown}/restore"), json!({ "reason": "spam" }), 404, vec![]),
    ] {
        let answer = http.post(&format!("/api/admin/users/{path}"), &body).await;
        let fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
        assert_eq!((answer.status.as_u16(), answer.fields()), (status, fields), "{path} {body}");
    }
    for (body, field) in [
        (json!({ "reason": "staff" }), "role"),
        (json!({ "role": "owner", "reason": "staff" }), "role"),
        (json!({ "role": "admin" }), "reason"),
    ] {
        let answer = http.put(&format!("/api/admin/users/{unknown}/role"), &body).await;
        assert_eq!(answer.expect(400).fields(), [field], "{body}");
    }
    assert_eq!(told(&assign(&http, &unknown, "admin").await), (404, "not_found".to_owned()));
    for query in ["role=owner", "status=lost", "limit=101", "after=x", "email=ada"] {
        let answer = http.get(&format!("/api/admin/users?{query}")).await;
        assert_eq!(answer.expect(400).fields(), [query.split('=').next().unwrap()]);
    }
    assert_eq!(http.get(&format!("/api/admin/users/{unknown}")).await.status.as_u16(), 404);
    assert!(audit(&http).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_user_is_signed_out_everywhere_and_stays_out_until_restored() {
    let (app, admin) = start().await;
    let http = admin.http(&app);
    let user = Someone::new(&app, "ada@example.com").await;
    let phone = cookie(&sign_in(&app, &user.email).await);
    let suspended: Value = act(&http, &user.id, "suspend").await.json(200);
    assert_eq!(
        (&suspended["status"], &suspended["suspended"]["reason"]),
        (&json!("suspended"), &json!("spam"))
    );
    assert_eq!(act(&http, &user.id, "suspend").await.json::<Value>(200), suspended);
    for session in [&user.cookie, &phone] {
        assert_eq!(current_user(&app, session).await, Value::Null);
    }
    let revoked = eventually("it is told", || async { app.published::<SessionRevoked>().await.pop() }).await;
    assert_eq!(revoked.user_id.to_string(), user.id);
    // Only who knows the password learns of it.
    let wrong = json!({ "email": user.email, "password": "not the password" });
    let wrong = app.anyone().post("/api/users/signin", &wrong).await;
    assert_eq!(told(&wrong), (400, "invalid_credentials".to_owned()));
    let refused = sign_in(&app, &user.email).await;
    assert_eq!((told(&refused), refused.header("set-cookie")), ((403, "suspended".to_owned()), ""));

    let restored: Value = act(&http, &user.id, "restore").await.json(200);
    assert_eq!((&restored["status"], restored.get("suspended")), (&json!("active"), None));
    assert_eq!(act(&http, &user.id, "restore").await.json::<Value>(200), restored);
    assert_eq!(current_user(&app, &user.cookie).await, Value::Null);
    sign_in(&app, &user.email).await.expect(200);
    let log = audit(&http).await;
    let acts: Vec<_> = log.iter().map(|entry| entry["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["user.restored", "user.suspended"]);
    assert_eq!(log[0]["admin"], json!({ "id": admin.id, "email": ADMIN }));
    assert!(log.iter().all(|entry| entry["subject"] == user.id.as_str() && entry["reason"] == "spam"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_an_account_is_told_once_and_names_nobody() {
    let (app, admin) = start().await;
    let http = admin.http(&app);
    let user = Someone::new(&app, "ada@example.com").await;
    let changed = json!({ "currentPassword": PASSWORD, "newPassword": "another long secret" });
    user.http(&app).post("/api/users/password", &changed).await.expect(200);
    for (word, expected) in [
        ("suspend", [AccountStatus::Suspended].as_slice()),
        ("suspend", &[AccountStatus::Suspended]),
        ("restore", &[AccountStatus::Suspended, AccountStatus::Active]),
        ("restore", &[AccountStatus::Suspended, AccountStatus::Active]),
        ("suspend", &[AccountStatus::Suspended, AccountStatus::Active, AccountStatus::Suspended]),
    ] {
        act(&http, &user.id, word).await.expect(200);
        nothing_is_unsent(&app).await;
        let told = app.published::<UserUpdated>().await;
        let statuses: Vec<_> = told.iter().map(|UserUpdated(state)| state.status).collect();
        assert_eq!(statuses, expected, "{word}");
        assert!(told.iter().all(|event| event.0.id.to_string() == user.id));
        assert!(told.is_sorted_by_key(|event| event.0.version));
    }
    let told = app.published::<UserUpdated>().await;
    let UserUpdated(UserState { id, version, status }) = told.last().unwrap();
    let all_of_it = json!({ "id": id, "version": version, "status": status });
    assert_eq!(serde_json::to_value(told.last().unwrap()).unwrap(), all_of_it);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_role_counts_from_the_next_renewal_and_the_session_lives_on() {
    let (app, admin) = start().await;
    let http = admin.http(&app);
    let user = Someone::new(&app, "ada@example.com").await;
    let given: Value = assign(&http, &user.id, "admin").await.json(200);
    assert_eq!(given["role"], "admin");
    assert_eq!(assign(&http, &user.id, "admin").await.json::<Value>(200), given);
    // The token with the old role counts no more; whoever asks who they are gets one with the new.
    eventually("the old token is refused", || async {
        (user.http(&app).get("/api/users/sessions").await.status == 401).then_some(())
    })
    .await;
    let second = user.renewed(&app).await;
    assert_eq!(second.get("/api/users/sessions").await.json::<Vec<Value>>(200).len(), 1);
    second.get("/api/admin/users").await.expect(200);

    let taken: Value = assign(&http, &user.id, "user").await.json(200);
    assert_eq!(taken["role"], "user");
    // By the records, at once, whatever the token says.
    let refused = second.get("/api/admin/users").await;
    assert!([401, 403].contains(&refused.status.as_u16()), "{refused:?}");
    assert_eq!(current_user(&app, &user.cookie).await["role"], "user");
    assert_eq!(
        told(&user.renewed(&app).await.get("/api/admin/users").await),
        (403, "admins_only".to_owned())
    );
    let log = audit(&http).await;
    let acts: Vec<_> = log.iter().map(|entry| (entry["act"].as_str(), entry["detail"].as_str())).collect();
    let changed = Some("user.role_changed");
    assert_eq!(acts, [(changed, Some("user")), (changed, Some("admin"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_found_by_address_role_and_status_newest_first() {
    let (app, admin) = start().await;
    let http = admin.http(&app);
    let mut users = vec![admin];
    for email in ["Ada@Example.com", "ada.l@example.org", "bob+ada@example.com", "carol@example.com"] {
        users.insert(0, Someone::new(&app, email).await);
    }
    act(&http, &users[0].id, "suspend").await.expect(200);
    let names = |expected: &[usize]| expected.iter().map(|n| users[*n].id.clone()).collect::<Vec<_>>();
    for (query, expected) in [
        (String::new(), names(&[0, 1, 2, 3, 4])),
        ("q=ADA".to_owned(), names(&[1, 2, 3])),
        ("q=ada.l".to_owned(), names(&[2])),
        ("q=b%2Bada".to_owned(), names(&[1])),
        // What is looked for is a text and no pattern.
        ("q=o%2Bb".to_owned(), names(&[])),
        ("q=a.a".to_owned(), names(&[])),
        (format!("q={}", users[3].id), names(&[3])),
        ("role=admin".to_owned(), names(&[4])),
        ("role=user&q=example.com".to_owned(), names(&[0, 1, 3])),
        ("status=suspended".to_owned(), names(&[0])),
        ("status=active".to_owned(), names(&[1, 2, 3, 4])),
    ] {
        for limit in [1, 2, 100] {
            let (mut found, mut next) = (Vec::new(), Some(format!("/api/admin/users?limit={limit}&{query}")));
            while let Some(path) = next {
                let answer = http.get(&path).await;
                let page: Vec<Value> = answer.json(200);
                found.extend(page.iter().map(|user| user["id"].as_str().unwrap().to_owned()));
                let link = answer.header("link").strip_prefix('<');
                next = link.map(|link| link.split('>').next().unwrap().to_owned());
            }
            assert_eq!(found, expected, "{query}");
        }
    }
    let shown = http.get(&format!("/api/admin/users/{}", users[3].id)).await;
    assert_eq!(shown.json::<Value>(200)["email"], "Ada@Example.com");
    for secret in ["argon2", "passwordHash", PASSWORD] {
        assert!(!shown.body.contains(secret));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_was_taken_from_who_has_the_admins_address_stays_taken() {
    let (app, first) = start().await;
    let service = app.service_config("auth");
    let second = Someone::new(&app, "ada@example.com").await;
    assign(&first.http(&app), &second.id, "admin").await.expect(200);
    assign(&second.renewed(&app).await, &first.id, "user").await.expect(200);
    assert_eq!(sign_in(&app, ADMIN).await.json::<Value>(200)["role"], "user");
    app.stop().await.unwrap();

    // Another process on the same database.
    let world = World::new().await;
    let mut config = config(&world);
    (config.service, config.admin_email) = (service, Some(ADMIN.parse().unwrap()));
    let app = start_with(world, config).await;
    assert_eq!(sign_in(&app, ADMIN).await.json::<Value>(200)["role"], "user");
    assert_eq!(sign_in(&app, &second.email).await.json::<Value>(200)["role"], "admin");
}
