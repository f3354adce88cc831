//! Someone who buys and sells.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::clock::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use testkit::{Answer, Client, eventually};

/// A signed-in user behind NGINX.
#[derive(Clone)]
pub struct Person {
    pub http: Client,
    /// What the session's cookie is sent as.
    pub cookie: String,
    pub id: String,
    pub email: String,
}

/// A listing, as the API shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    pub id: String,
    pub status: String,
    pub version: i64,
    pub order_id: Option<String>,
}

/// An order, as the API shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub id: String,
    pub status: String,
    pub version: i64,
    pub expires_at: Timestamp,
    pub cancel_reason: Option<String>,
}

impl Person {
    pub(crate) async fn sign_up(url: &str) -> Self {
        Self::sign_up_as(url, format!("p{}@example.com", bson::oid::ObjectId::new().to_hex())).await
    }

    pub(crate) async fn sign_up_as(url: &str, email: String) -> Self {
        let answer = Client::new(url).post("/api/users/signup", &credentials(&email)).await;
        answer.expect(201);
        Self::signed_in(url, email, &answer)
    }

    /// The same person in another browser, behind the ingress at `url`.
    pub async fn sign_in_again(&self, url: &str) -> Self {
        let answer = Client::new(url).post("/api/users/signin", &credentials(&self.email)).await;
        answer.expect(200);
        Self::signed_in(url, self.email.clone(), &answer)
    }

    /// Whom an answer has signed in.
    pub fn signed_in(url: &str, email: String, answer: &Answer) -> Self {
        let user: Value = serde_json::from_str(&answer.body).unwrap();
        let cookie = cookie_of(answer);
        let http = Client::new(url).with_cookie(cookie.clone());
        Self { http, cookie, id: user["id"].as_str().unwrap().to_owned(), email }
    }

    /// Takes the newer token of an answer that brings one.
    pub fn renew(&mut self, answer: &Answer) {
        let cookie = cookie_of(answer);
        if !cookie.is_empty() {
            self.http = self.http.clone().with_cookie(cookie.clone());
            self.cookie = cookie;
        }
    }

    /// The same person, asking somebody else than the ingress.
    pub fn at(&self, url: &str) -> Client {
        Client::new(url).with_cookie(self.cookie.clone())
    }

    /// The session's token, as it was issued.
    pub fn token(&self) -> String {
        self.cookie.split_once('=').unwrap().1.to_owned()
    }

    /// What the token says.
    pub fn claims(&self) -> Value {
        let payload = URL_SAFE_NO_PAD.decode(self.token().split('.').nth(1).unwrap()).unwrap();
        serde_json::from_slice(&payload).unwrap()
    }

    /// Puts a ticket on sale, and waits until it can be reserved: orders hears of it a moment later.
    pub async fn sell(&self, dollars: &str) -> Ticket {
        let listing = json!({ "title": "Concert", "price": dollars });
        let ticket: Ticket = self.http.post("/api/tickets", &listing).await.json(201);
        let seen = json!({ "ticketId": ticket.id });
        // The seller may not buy his own ticket, so his try tells without an effect whether it is known.
        eventually("orders knows the ticket", || async {
            (self.http.post("/api/orders", &seen).await.code() == "own_ticket").then_some(())
        })
        .await;
        ticket
    }

    pub async fn try_reserve(&self, ticket: &Ticket) -> Answer {
        self.http.post("/api/orders", &json!({ "ticketId": ticket.id })).await
    }

    pub async fn reserve(&self, ticket: &Ticket) -> Order {
        self.try_reserve(ticket).await.json(201)
    }

    /// Pays with one of Stripe's test cards.
    pub async fn pay(&self, order: &Order, token: &str) -> Answer {
        self.http.post("/api/payments", &json!({ "orderId": order.id, "token": token })).await
    }

    pub async fn cancel(&self, order: &Order) -> Answer {
        self.http.delete(&format!("/api/orders/{}", order.id)).await
    }

    /// Asks, as an admin, for a buyer's money to be given back.
    pub async fn refund(&self, order: &Order, ticket: &str) -> Answer {
        let body = json!({ "reason": "the event is off", "ticket": ticket });
        self.http.post(&format!("/api/admin/orders/{}/refund", order.id), &body).await
    }

    pub async fn order(&self, order: &Order) -> Order {
        self.http.get(&format!("/api/orders/{}", order.id)).await.json(200)
    }

    /// Waits until the order stands so.
    pub async fn sees(&self, order: &Order, status: &str) -> Order {
        eventually(&format!("the order is {status}"), || async {
            let answer = self.http.get(&format!("/api/orders/{}", order.id)).await;
            serde_json::from_str::<Order>(&answer.body).ok().filter(|order| order.status == status)
        })
        .await
    }

    /// Waits until the listing stands so.
    pub async fn sees_ticket(&self, ticket: &Ticket, status: &str) -> Ticket {
        eventually(&format!("the ticket is {status}"), || async {
            let answer = self.http.get(&format!("/api/tickets/{}", ticket.id)).await;
            serde_json::from_str::<Ticket>(&answer.body).ok().filter(|ticket| ticket.status == status)
        })
        .await
    }
}

fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

fn credentials(email: &str) -> Value {
    json!({ "email": email, "password": "correct horse" })
}
