use common::ids::TicketId;
use testkit::eventually;
use tickets::app;

use crate::harness::{START, order_on, reserved, seller, start_at, tell};

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_put_aside_and_the_service_goes_on() {
    let app = start_at(START).await;
    app.publish_raw("order.created", b"no JSON").await;
    app.publish_raw("order.cancelled", b"{\"id\":\"nonsense\"}").await;
    let dead = eventually("both are put aside", || async {
        Some(app.dead_letters(app::NAME).await).filter(|dead| dead.len() == 2)
    })
    .await;
    let mut subjects: Vec<_> = dead.iter().map(|letter| letter.subject.as_str()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["order.cancelled", "order.created"]);
    assert!(dead.iter().all(|letter| letter.reason.contains("cannot be read")), "{dead:?}");
    assert!(dead.iter().any(|letter| letter.body == b"no JSON"));
    reserved(&app, &seller(&app)).await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_on_a_ticket_that_was_never_listed_is_put_aside() {
    let app = start_at(START).await;
    let order = order_on(TicketId::new());
    tell(&app, &order).await;
    let dead = eventually("it is put aside", || async { app.dead_letters(app::NAME).await.pop() }).await;
    assert!(dead.reason.contains(&format!("there is no ticket {}", order.ticket.id)), "{}", dead.reason);
    assert!(dead.reason.contains(&order.id.to_string()), "{}", dead.reason);
    reserved(&app, &seller(&app)).await;
}
