//! Letters leave the house, whatever dies or does not answer.

use std::time::Duration;

use auth::config::Config;
use auth::mail::Delivery;
use bson::{Document, doc};
use testkit::{TestApp, World, eventually};

use crate::harness::{START, config, letters, mail_is_sent, sign_up, start, start_with};
use crate::smtp::Smtp;

async fn start_with_smtp(smtp: &Smtp) -> TestApp {
    let world = World::at(START).await;
    let delivery = Delivery::Smtp(smtp.url().parse().unwrap());
    let config = Config { delivery, ..config(&world) };
    start_with(world, config).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_in_the_folder_can_be_read_as_it_is() {
    let app = start(World::at(START).await).await;
    sign_up(&app, "Ada@example.com").await;
    mail_is_sent(&app).await;
    let letters = letters(&app, "Ada@example.com");
    assert_eq!(letters.len(), 1);
    let letter = letters.first().unwrap();
    for line in [
        "From: Tickets <no-reply@example.com>\r\n",
        "Subject: Confirm your address\r\n",
        "Content-Transfer-Encoding: 7bit\r\n",
        "Date: Tue, 02 Oct 2096 07:06:40 +0000\r\n",
        "\r\nhttps://tickets.example.com/account/verify-email#token=",
    ] {
        assert!(letter.contains(line), "{line} is not in {letter}");
    }
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_handed_to_the_server_once() {
    let smtp = Smtp::start().await;
    let app = start_with_smtp(&smtp).await;
    for name in ["ada", "bob", "eve"] {
        sign_up(&app, &format!("{name}@example.com")).await;
    }
    mail_is_sent(&app).await;
    app.stop().await.unwrap();
    let mut to: Vec<String> = smtp.taken().into_iter().map(|letter| letter.to).collect();
    to.sort_unstable();
    assert_eq!(to, ["<ada@example.com>", "<bob@example.com>", "<eve@example.com>"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_now_is_asked_again_later_and_later() {
    let smtp = Smtp::start().await;
    let app = start_with_smtp(&smtp).await;
    smtp.answer_recipients_with("451 try again");
    sign_up(&app, "ada@example.com").await;
    for (asked, wait) in [(1, 5), (2, 10), (3, 20)] {
        let mails = app.database("auth").await.collection::<Document>("mails");
        let due = bson::DateTime::from_millis(app.clock.now().plus(Duration::from_secs(wait)).millis());
        eventually("the letter waits", || async {
            mails.find_one(doc! { "tries": asked, "dueAt": due }).await.unwrap()
        })
        .await;
        assert_eq!(smtp.asked(), usize::try_from(asked).unwrap());
        app.clock.advance(Duration::from_secs(wait));
    }
    smtp.answer_recipients_with("250 welcome");
    app.clock.advance(Duration::from_secs(3600));
    mail_is_sent(&app).await;
    assert_eq!(smtp.taken().len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_refused_for_good_is_not_sent_again() {
    let smtp = Smtp::start().await;
    let app = start_with_smtp(&smtp).await;
    smtp.answer_recipients_with("550 nobody here");
    sign_up(&app, "ada@example.com").await;
    mail_is_sent(&app).await;
    assert_eq!((smtp.asked(), smtp.taken().len()), (1, 0));
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_loses_nothing_and_fails_no_request() {
    let smtp = Smtp::start().await;
    let url = smtp.url();
    drop(smtp);
    let world = World::at(START).await;
    let config = Config { delivery: Delivery::Smtp(url.parse().unwrap()), ..config(&world) };
    let app = start_with(world, config).await;
    sign_up(&app, "ada@example.com").await;
    let mails = app.database("auth").await.collection::<Document>("mails");
    eventually("it was tried", || async { mails.find_one(doc! { "tries": { "$gt": 0 } }).await.unwrap() })
        .await;
    let smtp = Smtp::start_at(&url).await;
    app.clock.advance(Duration::from_secs(3600));
    mail_is_sent(&app).await;
    assert_eq!(smtp.taken().len(), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_had_claimed_is_sent_when_its_lease_is_over() {
    let app = start(World::at(START).await).await;
    let database = app.database("auth").await;
    sign_up(&app, "ada@example.com").await;
    mail_is_sent(&app).await;
    // As a process leaves it that dies after claiming and before sending.
    let user = database.collection::<Document>("users").find_one(doc! {}).await.unwrap().unwrap();
    let at = |wait| bson::DateTime::from_millis(app.clock.now().plus(wait).millis());
    let claimed = doc! {
        "_id": bson::oid::ObjectId::new(),
        "errand": { "verifyEmail": { "userId": user.get_object_id("_id").unwrap() } },
        "createdAt": at(Duration::ZERO),
        "dueAt": at(auth::repo::LEASE),
        "tries": 1_i64,
    };
    database.collection::<Document>("mails").insert_one(claimed).await.unwrap();
    app.clock.advance(auth::repo::LEASE);
    mail_is_sent(&app).await;
    assert_eq!(letters(&app, "ada@example.com").len(), 2);
    app.stop().await.unwrap();
}
