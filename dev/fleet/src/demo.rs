//! Fills a fleet with a market to look at, as its users would: through the public HTTP API.

mod catalogue;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Days, NaiveTime, TimeZone as _, Utc};
use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{letters, loopback};
use catalogue::{EVENTS, Occasion, SELLERS, Seat};

/// Of every account of the demo.
pub const PASSWORD: &str = "demo-password";
/// An account without listings, to buy with.
pub const BUYER: &str = "buyer@demo.example";
/// An account that is an admin's where the fleet is told this address.
pub const ADMIN: &str = "admin@demo.example";

/// What the demo has put on sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    pub accounts: usize,
    /// Those that were not there before.
    pub listings: usize,
}

/// Makes the accounts and the listings that are missing; running it again changes nothing.
pub async fn fill(url: &str, mail_folder: &Path) -> Result<Filled> {
    let http = loopback::client()?;
    let mut listings = 0;
    for (index, seller) in SELLERS.iter().enumerate() {
        let account = Account::open(&http, url, seller).await?;
        let listed = account.titles_and_seats().await?;
        // Every seller has some seats of every event, as on a real market.
        let offers = EVENTS.iter().flat_map(|event| event.seats.iter().map(move |seat| (event, seat)));
        for (event, seat) in offers.skip(index).step_by(SELLERS.len()) {
            if !listed.iter().any(|(title, place)| title == event.title && *place == seat.place()) {
                account.list(event, seat).await?;
                listings += 1;
            }
        }
    }
    Account::open(&http, url, BUYER).await?;
    let admin = Account::open(&http, url, ADMIN).await?;
    if !admin.email_verified {
        admin.verify(ADMIN, mail_folder).await?;
    }
    Ok(Filled { accounts: SELLERS.len() + 2, listings })
}

/// Somebody who is signed in.
struct Account<'a> {
    http: &'a Client,
    url: &'a str,
    cookie: String,
    email_verified: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    email_verified: bool,
}

#[derive(Deserialize)]
struct Listing {
    title: String,
    section: Option<String>,
    row: Option<String>,
    seat: Option<String>,
}

impl<'a> Account<'a> {
    /// Signs up, or in where the account exists.
    async fn open(http: &'a Client, url: &'a str, email: &str) -> Result<Self> {
        let credentials = json!({ "email": email, "password": PASSWORD });
        let post = |path: &str| http.post(format!("{url}/api/users/{path}")).json(&credentials);
        let mut answer = post("signup").send().await?;
        if answer.status() == StatusCode::CONFLICT {
            answer = post("signin").send().await?;
        }
        let answer = accept(answer).await.with_context(|| format!("cannot sign in {email}"))?;
        let cookies = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let pairs: Vec<&str> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
        let cookie = pairs.join("; ");
        let User { email_verified } = answer.json().await?;
        Ok(Self { http, url, cookie, email_verified })
    }

    /// Opens the link that is sent to the address, as its owner would.
    async fn verify(&self, address: &str, mail_folder: &Path) -> Result<()> {
        let at = format!("{}/api/users/email-verification", self.url);
        self.send(self.http.post(&at)).await?;
        let verified = async {
            loop {
                // The newest one counts, and there may be a newer one than was just read.
                for token in letters::tokens(mail_folder, address, "/account/verify-email") {
                    let confirm = self.http.post(format!("{at}/confirm")).json(&json!({ "token": token }));
                    if confirm.send().await?.status().is_success() {
                        return anyhow::Ok(());
                    }
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let verified = tokio::time::timeout(Duration::from_secs(30), verified).await;
        verified.with_context(|| format!("no letter to {address} in {}", mail_folder.display()))?
    }

    async fn titles_and_seats(&self) -> Result<Vec<(String, String)>> {
        let request = self.http.get(format!("{}/api/tickets/mine?limit=100", self.url));
        let listings: Vec<Listing> = self.send(request).await?.json().await?;
        let place = |part: Option<String>| part.unwrap_or_default();
        let describe = |listing: Listing| {
            let place = format!("{}/{}/{}", place(listing.section), place(listing.row), place(listing.seat));
            (listing.title, place)
        };
        Ok(listings.into_iter().map(describe).collect())
    }

    async fn list(&self, event: &Occasion, seat: &Seat) -> Result<()> {
        let body = listing(event, seat, std::time::SystemTime::now().into())?;
        let request = self.http.post(format!("{}/api/tickets", self.url)).json(&body);
        let listed = self.send(request).await;
        listed.with_context(|| format!("cannot list {}", event.title)).map(drop)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response> {
        accept(request.header(COOKIE, &self.cookie).send().await?).await
    }
}

async fn accept(answer: Response) -> Result<Response> {
    let status = answer.status();
    if !status.is_success() {
        bail!("{} answered {status}: {}", answer.url().clone(), answer.text().await.unwrap_or_default());
    }
    Ok(answer)
}

/// The body of `POST /api/tickets`. Prices go as decimal strings, as the browser sends them.
fn listing(event: &Occasion, seat: &Seat, now: DateTime<Utc>) -> Result<Value> {
    let mut body = json!({
        "title": event.title,
        "description": event.description,
        "venue": event.venue,
        "city": event.city,
        "startsAt": starts_at(event, now)?.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        "timezone": event.timezone.name(),
        "section": seat.section,
        "price": seat.price,
        "faceValue": seat.face_value,
    });
    let numbered =
        [("row", seat.row), ("seat", seat.seat)].into_iter().filter(|(_, value)| !value.is_empty());
    if let Value::Object(fields) = &mut body {
        fields.extend(numbered.map(|(name, value)| (name.to_owned(), value.into())));
    }
    Ok(body)
}

/// The event's local time on a day counted from today.
fn starts_at(event: &Occasion, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let (hour, minute) = event.local_time;
    let day = now.with_timezone(&event.timezone).date_naive() + Days::new(event.days_from_now);
    let time = NaiveTime::from_hms_opt(hour, minute, 0).context("no such time of day")?;
    let local = event.timezone.from_local_datetime(&day.and_time(time)).earliest();
    Ok(local.context("the clock skips this time on that day")?.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-24T23:30:00Z".parse().unwrap()
    }

    #[test]
    fn an_event_begins_at_its_own_citys_time() {
        let event = Occasion { days_from_now: 10, local_time: (19, 30), ..EVENTS[0] };
        let event = Occasion { timezone: chrono_tz::America::New_York, ..event };
        assert_eq!(starts_at(&event, now()).unwrap().to_rfc3339(), "2026-12-05T00:30:00+00:00");
    }

    #[test]
    fn every_listing_is_one_of_its_own() {
        let mut places: Vec<(&str, String)> = Vec::new();
        for event in EVENTS {
            places.extend(event.seats.iter().map(|seat| (event.title, seat.place())));
        }
        let count = places.len();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), count);
        assert!((40..=60).contains(&count), "{count} listings");
    }

    #[test]
    fn a_seat_without_number_has_no_such_field() {
        let standing = EVENTS.iter().flat_map(|event| event.seats).find(|seat| seat.seat.is_empty()).unwrap();
        let body = listing(&EVENTS[0], standing, now()).unwrap();
        assert!(body.get("seat").is_none() && body["section"].is_string());
    }
}
