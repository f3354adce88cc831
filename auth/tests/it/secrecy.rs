use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::json;
use testkit::World;

use crate::harness::{cookie, start};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_answers_nor_logs_hold_a_password_and_logs_hold_no_address_or_token() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();

    let (email, password) = ("tell-no-one@example.com", "hunter2hunter2");
    let app = start(World::new().await).await;
    let (good, wrong) = (
        json!({ "email": email, "password": password }),
        json!({ "email": email, "password": "hunter2 is wrong" }),
    );
    let misplaced = json!({ "email": email, "password": { "hunter2hunter2": 1 }, });
    let too_short = json!({ "email": email, "password": "hunter2" });
    let mut answers = Vec::new();
    for path in ["/api/users/signup", "/api/users/signup", "/api/users/signin"] {
        for body in [&good, &wrong, &misplaced, &too_short] {
            answers.push(app.anyone().post(path, body).await);
        }
    }
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [201, 409, 400, 400, 409, 409, 400, 400, 200, 400, 400, 400]);
    let session = cookie(answers.first().unwrap());
    for answer in &answers {
        assert!(!format!("{answer:?}").contains("hunter2"), "{answer:?}");
        assert!(!answer.body.contains("argon2"));
    }
    app.anyone().with_cookie(session.clone()).get("/api/users/currentuser").await.expect(200);
    app.stop().await.unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/api/users/signup") && log.contains("signed in"));
    for secret in ["hunter2", email, "argon2", session.as_str()] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
