//! A ticket that is bought through NGINX.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::http::{self, Answer, Request};

const PASSWORD: &str = "correct horse battery staple";
/// For one request, which may wait for a service that has just started.
const TIMEOUT: Duration = Duration::from_secs(30);
/// For what follows from a request by way of events.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

/// The market as somebody outside sees it, with a seller and a buyer.
pub(super) struct Market {
    edge: SocketAddr,
    host: String,
    seller: Person,
    buyer: Person,
}

struct Person {
    email: String,
    cookie: String,
}

impl Market {
    /// Two people sign up. The pages of the client, and the script that Stripe would give a browser, are there too.
    pub(super) fn open(edge: SocketAddr, host: &str) -> Result<Self> {
        let now =
            SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?.as_nanos();
        let person =
            |name: &str| Person { email: format!("{name}-{now}@example.com"), cookie: String::new() };
        let (seller, buyer) = (person("seller"), person("buyer"));
        let mut market = Self { edge, host: host.to_owned(), seller, buyer };
        market.seller.cookie = market.enter(&market.seller, "signup", 201)?;
        market.buyer.cookie = market.enter(&market.buyer, "signup", 201)?;
        for path in ["/", "/stripe/v3/"] {
            market.ask("GET", path, "", None, &[200])?;
        }
        Ok(market)
    }

    /// Signs in, sells, reserves, pays, and waits until the order is complete and the ticket sold.
    pub(super) fn buy(&mut self) -> Result<()> {
        self.seller.cookie = self.enter(&self.seller, "signin", 200)?;
        self.buyer.cookie = self.enter(&self.buyer, "signin", 200)?;
        let (seller, buyer) = (self.seller.cookie.as_str(), self.buyer.cookie.as_str());

        let listing = json!({ "title": "Winter Jazz Night", "price": "19.99" });
        let ticket = id_of(&self.ask("POST", "/api/tickets", seller, Some(&listing), &[201])?)?;
        let reservation = json!({ "ticketId": ticket });
        // Until orders has heard of the ticket, there is none.
        let order = self.until("the ticket can be reserved", || {
            let answer = self.ask("POST", "/api/orders", buyer, Some(&reservation), &[201, 404])?;
            if answer.status == 201 { id_of(&answer).map(Some) } else { Ok(None) }
        })?;
        let payment = json!({ "orderId": order, "token": "pm_card_visa" });
        self.ask("POST", "/api/payments", buyer, Some(&payment), &[200, 201, 202])?;
        self.until("the order is complete", || {
            self.stands(&format!("/api/orders/{order}"), buyer, "complete")
        })?;
        self.until("the ticket is sold", || self.stands(&format!("/api/tickets/{ticket}"), seller, "sold"))?;
        self.ask("GET", &format!("/tickets/{ticket}"), buyer, None, &[200]).map(drop)
    }

    /// The cookie of a session.
    fn enter(&self, person: &Person, way: &str, status: u16) -> Result<String> {
        let credentials = json!({ "email": person.email, "password": PASSWORD });
        let answer = self.ask("POST", &format!("/api/users/{way}"), "", Some(&credentials), &[status])?;
        Ok(answer.cookies.join("; "))
    }

    fn stands(&self, path: &str, cookie: &str, status: &str) -> Result<Option<()>> {
        let answer = self.ask("GET", path, cookie, None, &[200])?;
        let body: Value = serde_json::from_str(&answer.body).context("no JSON")?;
        Ok((body.get("status").and_then(Value::as_str) == Some(status)).then_some(()))
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        body: Option<&Value>,
        good: &[u16],
    ) -> Result<Answer> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = Request { method, path, host: &self.host, cookie, body: &body };
        let answer = http::ask(self.edge, &request, TIMEOUT).with_context(|| format!("{method} {path}"))?;
        if !good.contains(&answer.status) {
            bail!("{method} {path} answered {}: {}", answer.status, answer.body);
        }
        Ok(answer)
    }

    fn until<T>(&self, what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look().with_context(|| format!("waiting until {what}"))? {
                return Ok(found);
            }
            if Instant::now() > deadline {
                bail!("waited {} s in vain until {what}", PATIENCE.as_secs());
            }
            thread::sleep(PAUSE);
        }
    }
}

fn id_of(answer: &Answer) -> Result<String> {
    let body: Value = serde_json::from_str(&answer.body).context("no JSON")?;
    let id = body.get("id").and_then(Value::as_str);
    id.map(str::to_owned).context("the answer has no id")
}
