//! Someone who would like what is not his, and what nobody sent.

use std::sync::Arc;
use std::time::Duration;

use e2e::Person;
use reqwest::Method;
use serde_json::json;

use super::Crowd;
use crate::caller::Reply;
use crate::history::Act;
use crate::random::Random;

pub(super) struct Forger {
    pub(super) crowd: Arc<Crowd>,
    pub(super) person: Person,
    pub(super) random: Random,
}

impl Forger {
    pub(super) async fn forge(mut self) {
        while !self.crowd.is_over() {
            tokio::time::sleep(Duration::from_millis(200)).await;
            self.crowd.keep_signed_in(&mut self.person).await;
            let orders = self.crowd.orders.lock().unwrap().clone();
            if orders.is_empty() {
                continue;
            }
            let order = orders[self.random.index(orders.len())].clone();
            let path = format!("/api/orders/{order}");
            let own = &self.person.http;
            let (what, request) = match self.random.below(5) {
                0 => ("see the order of another", own.request(Method::GET, &path)),
                1 => ("cancel the order of another", own.request(Method::DELETE, &path)),
                2 => {
                    let body = json!({ "orderId": order, "token": "pm_card_visa" });
                    ("pay the order of another", own.request(Method::POST, "/api/payments").json(&body))
                }
                3 => {
                    let stranger = own.clone().with_cookie(self.broken_cookie());
                    ("be somebody without a signature", stranger.request(Method::GET, "/api/orders"))
                }
                _ => {
                    let event = json!({ "id": "evt_1", "type": "payment_intent.succeeded", "order": order });
                    let signature = format!("t={},v1={}", self.random.below(1 << 31), "0".repeat(64));
                    let request = own.request(Method::POST, "/api/payments/webhook").json(&event);
                    ("send a webhook that Stripe did not sign", request.header("stripe-signature", signature))
                }
            };
            match self.crowd.caller().once(Act::Forge, request).await {
                Reply::Done(answer) => {
                    self.crowd.history.ok(Act::Forge, None);
                    self.crowd.history.wrong(format!("somebody could {what}: {}", answer.body));
                }
                Reply::Refused(answer) => self.crowd.history.refused(Act::Forge, &answer.code()),
                Reply::Unknown(why) => self.crowd.history.unknown(Act::Forge, &why),
            }
        }
    }

    /// The token with another letter in its signature.
    fn broken_cookie(&self) -> String {
        let cookie = &self.person.cookie;
        let (head, signature) = cookie.rsplit_once('.').unwrap();
        let first = if signature.starts_with('A') { 'B' } else { 'A' };
        format!("{head}.{first}{}", &signature[1..])
    }
}
