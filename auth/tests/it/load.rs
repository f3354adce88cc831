use std::time::Duration;

use auth::domain::Rate;
use auth::hasher::Limits;
use common::error::Problem;
use futures::future::join_all;
use testkit::World;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{config, credentials, sign_in, sign_up, start, start_with};

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_the_queue_full_is_asked_to_come_again() {
    let world = World::new().await;
    let mut config = config(&world);
    config.hashing = Limits { running: 1, waiting: 1 };
    config.throttling.guesses_here = Rate::new(100, Duration::from_secs(1));
    let app = start_with(world, config).await;
    sign_up(&app, "ada@example.com").await;
    let answers = join_all((0..30).map(|_| sign_in(&app, "ada@example.com"))).await;
    let (served, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert!(served.len() >= 2 && !refused.is_empty(), "{} served, {} refused", served.len(), refused.len());
    for answer in refused {
        assert_eq!(answer.json::<Problem>(503).code, "unavailable");
        assert_eq!(answer.header("retry-after"), "1");
    }
    sign_in(&app, "ada@example.com").await.expect(200);
    app.stop().await.unwrap();
}

/// A request that the server has accepted and that lacks only its body.
struct Begun {
    connection: TcpStream,
    body: String,
}

impl Begun {
    /// Returns when the server has asked for the body, which it does once a handler reads it.
    async fn sign_up(address: &str, email: &str) -> Self {
        let mut connection = TcpStream::connect(address).await.unwrap();
        let body = credentials(email).to_string();
        let head = format!(
            "POST /api/users/signup HTTP/1.1\r\nhost: auth\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nexpect: 100-continue\r\n\r\n",
            body.len()
        );
        connection.write_all(head.as_bytes()).await.unwrap();
        let mut go_on = [0; 25];
        connection.read_exact(&mut go_on).await.unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        Self { connection, body }
    }

    /// All that comes until the server closes the connection.
    async fn finish(mut self) -> String {
        self.connection.write_all(self.body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        self.connection.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_before_a_stop_is_answered() {
    let app = start(World::new().await).await;
    let address = app.url.strip_prefix("http://").unwrap().to_owned();
    let users = app.database("auth").await.collection::<bson::Document>("users");
    let begun = join_all((0..20).map(|n| {
        let address = address.clone();
        async move { Begun::sign_up(&address, &format!("user{n}@example.com")).await }
    }))
    .await;

    let stopped = tokio::spawn(app.stop());
    testkit::eventually("nobody new is let in", || async {
        TcpStream::connect(&address).await.is_err().then_some(())
    })
    .await;
    let answers = join_all(begun.into_iter().map(Begun::finish)).await;
    for answer in answers {
        assert!(
            answer.starts_with("HTTP/1.1 201 Created\r\n")
                && answer.ends_with("\"role\":\"user\",\"emailVerified\":false}"),
            "{answer}"
        );
    }
    stopped.await.unwrap().unwrap();
    assert_eq!(users.count_documents(bson::doc! {}).await.unwrap(), 20);
}
