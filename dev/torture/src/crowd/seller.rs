//! Someone who sells, changes prices, and takes tickets back.

use std::sync::Arc;
use std::time::Duration;

use e2e::{Person, Ticket};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Crowd, ON_OFFER};
use crate::caller::{Reply, post_once};
use crate::history::{Act, Deed};
use crate::random::Random;

pub(super) struct Seller {
    pub(super) crowd: Arc<Crowd>,
    pub(super) person: Person,
    pub(super) random: Random,
}

impl Seller {
    pub(super) async fn sell(mut self) {
        let mut own = Vec::new();
        while !self.crowd.is_over() {
            self.crowd.keep_signed_in(&mut self.person).await;
            let few = self.crowd.offers.lock().unwrap().len() < ON_OFFER;
            if few {
                own.extend(self.list().await);
            } else {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            if own.is_empty() {
                continue;
            }
            let ticket = own[self.random.index(own.len())].clone();
            if self.random.percent(6) {
                self.edit(&ticket).await;
            }
            if self.random.percent(2) {
                self.withdraw(&ticket).await;
            }
            if own.len() > ON_OFFER {
                own.remove(0);
            }
        }
    }

    fn listing(&mut self) -> Value {
        let cents = 500 + self.random.below(20_000);
        json!({ "title": "Concert", "price": format!("{}.{:02}", cents / 100, cents % 100) })
    }

    async fn list(&mut self) -> Option<String> {
        let (listing, key) = (self.listing(), self.random.key());
        let request = || post_once(&self.person.http, "/api/tickets", &key, &listing);
        match self.crowd.caller().until_known(Act::Sell, request).await? {
            Reply::Done(answer) => {
                let ticket: Ticket = answer.json(201);
                let deed = Deed::Sell { ticket: ticket.id.clone(), version: ticket.version };
                self.crowd.history.ok(Act::Sell, Some(deed));
                self.crowd.offers.lock().unwrap().push_back(ticket.id.clone());
                Some(ticket.id)
            }
            reply => {
                self.crowd.history.wrong(format!("a listing was refused: {reply:?}"));
                None
            }
        }
    }

    async fn edit(&mut self, ticket: &str) {
        let listing = self.listing();
        let path = format!("/api/tickets/{ticket}");
        let request = || self.person.http.request(Method::PUT, &path).json(&listing);
        match self.crowd.caller().until_known(Act::Edit, request).await {
            Some(Reply::Done(answer)) => {
                let edited: Ticket = answer.json(200);
                let deed = Deed::Edit { ticket: edited.id, version: edited.version };
                self.crowd.history.ok(Act::Edit, Some(deed));
            }
            Some(Reply::Refused(answer)) => self.crowd.history.refused(Act::Edit, &answer.code()),
            _ => {}
        }
    }

    async fn withdraw(&mut self, ticket: &str) {
        let path = format!("/api/tickets/{ticket}");
        let request = || self.person.http.request(Method::DELETE, &path);
        match self.crowd.caller().until_known(Act::Withdraw, request).await {
            Some(Reply::Done(_)) => {
                self.crowd.no_longer_on_offer(ticket);
                let deed = Deed::Withdraw { ticket: ticket.to_owned() };
                self.crowd.history.ok(Act::Withdraw, Some(deed));
            }
            Some(Reply::Refused(answer)) => self.crowd.history.refused(Act::Withdraw, &answer.code()),
            _ => {}
        }
    }
}
