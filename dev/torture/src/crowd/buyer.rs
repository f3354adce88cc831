//! Someone who buys, or nearly.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use e2e::{Order, Person, Ticket};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client};

use super::Crowd;
use crate::caller::{Reply, post_once};
use crate::history::{Act, Deed};
use crate::random::Random;

const CARD: &str = "pm_card_visa";
const OLD_CARD: &str = "tok_visa";
const BAD_CARD: &str = "pm_card_chargeDeclined";
const CAREFUL_CARD: &str = "pm_card_authenticationRequired";
/// How long a buyer waits for his order to end one way or the other.
const PATIENCE: Duration = Duration::from_secs(30);

/// The price was paid, or is being paid.
struct Paying {
    status: String,
    client_secret: Option<String>,
}

pub(super) struct Buyer {
    pub(super) crowd: Arc<Crowd>,
    pub(super) person: Person,
    pub(super) random: Random,
}

impl Buyer {
    pub(super) async fn buy(mut self) {
        while !self.crowd.is_over() {
            if self.random.percent(1) {
                self.become_another().await;
            }
            self.crowd.keep_signed_in(&mut self.person).await;
            let Some(ticket) = self.crowd.wanted(&mut self.random) else {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            if let Some(order) = self.reserve(&ticket).await {
                self.go_on_with(&order, &ticket).await;
            }
        }
    }

    async fn go_on_with(&mut self, order: &Order, ticket: &str) {
        let (key, another) = (self.random.key(), self.random.key());
        match self.random.below(100) {
            // Leaves, and lets the order expire.
            0..8 => return,
            8..16 => return self.cancel(order).await,
            16..21 => {
                self.pay(order, BAD_CARD).await;
                if self.random.percent(50) {
                    self.pay(order, CARD).await;
                }
            }
            21..29 => self.pay_carefully(order).await,
            29..34 => {
                tokio::join!(self.pay_under(order, CARD, &key), self.cancel(order));
            }
            34..39 => {
                // As the time ends.
                let left = order_time_left(order);
                let late = self.random.millis(0, 1_500);
                tokio::time::sleep((left + late).saturating_sub(Duration::from_millis(1_000))).await;
                self.pay(order, CARD).await;
            }
            39..52 => {
                // The button is pressed twice.
                tokio::join!(self.pay_under(order, CARD, &key), self.pay_under(order, CARD, &key));
            }
            52..60 => {
                // In two windows.
                tokio::join!(self.pay_under(order, CARD, &key), self.pay_under(order, OLD_CARD, &another));
            }
            60..70 => drop(self.pay(order, OLD_CARD).await),
            _ => drop(self.pay(order, CARD).await),
        }
        if self.ends_complete(order).await {
            self.crowd.purchases.fetch_add(1, Ordering::Relaxed);
            self.crowd.no_longer_on_offer(ticket);
        }
    }

    async fn reserve(&mut self, ticket: &str) -> Option<Order> {
        let (body, key) = (json!({ "ticketId": ticket }), self.random.key());
        let request = || post_once(&self.person.http, "/api/orders", &key, &body);
        let reply = if self.random.percent(15) {
            let caller = self.crowd.caller();
            let (one, other) = tokio::join!(
                caller.until_known(Act::Reserve, request),
                caller.until_known(Act::Reserve, request)
            );
            self.are_one(&one, &other);
            one
        } else {
            self.crowd.caller().until_known(Act::Reserve, request).await
        };
        match reply? {
            Reply::Done(answer) => {
                let order: Order = answer.json(201);
                let (id, user) = (order.id.clone(), self.person.id.clone());
                let deed = Deed::Reserve { order: id, ticket: ticket.to_owned(), user };
                self.crowd.history.ok(Act::Reserve, Some(deed));
                let mut orders = self.crowd.orders.lock().unwrap();
                if orders.len() < 200 {
                    orders.push(order.id.clone());
                }
                Some(order)
            }
            Reply::Refused(answer) => {
                self.crowd.history.refused(Act::Reserve, &answer.code());
                self.hear_no(ticket, &answer).await;
                None
            }
            Reply::Unknown(_) => None,
        }
    }

    /// The same key never makes two orders.
    fn are_one(&self, one: &Option<Reply>, other: &Option<Reply>) {
        let id = |reply: &Option<Reply>| match reply {
            Some(Reply::Done(answer)) => {
                serde_json::from_str::<Order>(&answer.body).ok().map(|order| order.id)
            }
            _ => None,
        };
        if let (Some(one), Some(other)) = (id(one), id(other)) {
            if one != other {
                self.crowd.history.wrong(format!("one Idempotency-Key made the orders {one} and {other}"));
            }
            self.crowd.history.saw("orders that were asked for twice and made once");
        }
    }

    /// Somebody was quicker; now and then it turns out that the ticket is gone for good.
    async fn hear_no(&mut self, ticket: &str, answer: &Answer) {
        match answer.code().as_str() {
            "ticket_reserved" => {
                self.crowd.history.saw("buyers who came second");
                if self.random.percent(10) && self.is_gone(ticket).await {
                    self.crowd.no_longer_on_offer(ticket);
                }
            }
            "ticket_withdrawn" => self.crowd.no_longer_on_offer(ticket),
            "too_many_orders" => tokio::time::sleep(Duration::from_millis(500)).await,
            // A 404 while the news of the listing is on its way.
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }

    async fn is_gone(&self, ticket: &str) -> bool {
        let request = self.person.http.request(Method::GET, &format!("/api/tickets/{ticket}"));
        match self.crowd.caller().once(Act::Look, request).await {
            Reply::Done(answer) => {
                self.crowd.history.ok(Act::Look, None);
                let ticket: Ticket = answer.json(200);
                ["sold", "withdrawn"].contains(&ticket.status.as_str())
            }
            Reply::Refused(answer) => {
                self.crowd.history.refused(Act::Look, &answer.code());
                false
            }
            Reply::Unknown(why) => {
                self.crowd.history.unknown(Act::Look, &why);
                false
            }
        }
    }

    async fn cancel(&self, order: &Order) {
        let path = format!("/api/orders/{}", order.id);
        let request = || self.person.http.request(Method::DELETE, &path);
        match self.crowd.caller().until_known(Act::Cancel, request).await {
            Some(Reply::Done(_)) => {
                self.crowd.history.ok(Act::Cancel, Some(Deed::Cancel { order: order.id.clone() }));
            }
            Some(Reply::Refused(answer)) => self.crowd.history.refused(Act::Cancel, &answer.code()),
            _ => {}
        }
    }

    async fn pay(&mut self, order: &Order, card: &str) -> Option<Paying> {
        let key = self.random.key();
        self.pay_under(order, card, &key).await
    }

    /// Tries until payments has heard of the order.
    async fn pay_under(&self, order: &Order, card: &str, key: &str) -> Option<Paying> {
        let body = json!({ "orderId": order.id, "token": card });
        let mut attempt = 0;
        loop {
            // A refusal is an answer, so the next try needs a key of its own.
            let key = format!("{key}-{attempt}");
            let request = || post_once(&self.person.http, "/api/payments", &key, &body);
            match self.crowd.caller().until_known(Act::Pay, request).await? {
                Reply::Done(answer) => return Some(self.paying(order, &answer)),
                Reply::Refused(answer) => {
                    self.crowd.history.refused(Act::Pay, &answer.code());
                    if answer.status == 402 {
                        self.crowd.history.saw("cards that were declined");
                    }
                    if answer.status != 404 || self.crowd.is_over() {
                        return None;
                    }
                }
                Reply::Unknown(_) => return None,
            }
            attempt += 1;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }

    fn paying(&self, order: &Order, answer: &Answer) -> Paying {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let text = |field: &str| body[field].as_str().map(str::to_owned);
        let (order, payment) = (order.id.clone(), text("id").unwrap_or_default());
        let paid = (answer.status == 201).then_some(Deed::Pay { order, payment });
        self.crowd.history.ok(Act::Pay, paid);
        Paying { status: text("status").unwrap_or_default(), client_secret: text("clientSecret") }
    }

    /// With a card whose bank asks back; the buyer says yes, no, or yes when it is too late.
    async fn pay_carefully(&mut self, order: &Order) {
        let Some(paying) = self.pay(order, CAREFUL_CARD).await else { return };
        let intent = paying.client_secret.as_deref().and_then(|secret| secret.split_once("_secret"));
        let (Some((intent, _)), "requires_action") = (intent, paying.status.as_str()) else { return };
        let (word, saw) = match self.random.below(10) {
            0..5 => ("succeed", "3-D Secure passed"),
            5..7 => ("fail", "3-D Secure failed"),
            _ => {
                let late = order_time_left(order) + self.random.millis(0, 3_000);
                tokio::time::sleep(late.saturating_sub(Duration::from_millis(1_500))).await;
                ("succeed", "3-D Secure passed as the time ended")
            }
        };
        if self.crowd.market.stripe.try_to_authenticate(intent, word).await {
            self.crowd.history.saw(saw);
        } else {
            self.crowd.history.saw("3-D Secure came too late");
        }
    }

    /// Looks until the order has ended.
    async fn ends_complete(&self, order: &Order) -> bool {
        let path = format!("/api/orders/{}", order.id);
        let until = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < until && !self.crowd.is_over() {
            let request = self.person.http.request(Method::GET, &path);
            match self.crowd.caller().once(Act::Look, request).await {
                Reply::Done(answer) => {
                    self.crowd.history.ok(Act::Look, None);
                    match answer.json::<Order>(200).status.as_str() {
                        "complete" => return true,
                        "cancelled" => return false,
                        _ => {}
                    }
                }
                Reply::Refused(answer) => {
                    self.crowd.history.wrong(format!("a buyer could not see his order: {answer:?}"));
                    return false;
                }
                Reply::Unknown(why) => self.crowd.history.unknown(Act::Look, &why),
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        false
    }

    /// Signs out, and comes back as somebody else.
    async fn become_another(&mut self) {
        let signing_out = || self.person.http.request(Method::POST, "/api/users/signout").json(&json!({}));
        let session = self.person.claims()["sid"].as_str().unwrap_or_default().to_owned();
        if let Some(Reply::Done(_)) = self.crowd.caller().until_known(Act::SignOut, signing_out).await {
            self.crowd.history.ok(Act::SignOut, Some(Deed::SignOut { session }));
            self.crowd.ended.lock().unwrap().push(self.person.clone());
        }
        let (url, key) = (self.crowd.market.fleet.url(), self.random.key());
        let email = format!("{key}@example.com");
        let who = json!({ "email": email, "password": "correct horse" });
        let anyone = Client::new(&url);
        let signing_up = || post_once(&anyone, "/api/users/signup", &key, &who);
        match self.crowd.caller().until_known(Act::SignUp, signing_up).await {
            Some(Reply::Done(answer)) => {
                self.person = Person::signed_in(&url, email, &answer);
                self.crowd.history.ok(Act::SignUp, Some(Deed::SignUp { user: self.person.id.clone() }));
            }
            Some(reply) => self.crowd.history.wrong(format!("signing up was refused: {reply:?}")),
            None => {}
        }
    }
}

fn order_time_left(order: &Order) -> Duration {
    let now = common::clock::Clock::system().now();
    let left = order.expires_at.millis().saturating_sub(now.millis());
    Duration::from_millis(u64::try_from(left).unwrap_or(0))
}
