//! Who visits.

use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, ensure};
use common::auth::{Claims, Role, SigningKey};
use common::clock::Clock;
use common::ids::{SessionId, UserId};
use futures::{StreamExt as _, TryStreamExt as _};
use reqwest::header::{HeaderValue, SET_COOKIE};
use serde_json::{Value, json};

use crate::http::{Ask, Http};

const PASSWORD: &str = "correct horse";
/// Signing up hashes a password; more at once only queue.
const AT_ONCE: usize = 4;

/// Someone with a session.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub cookie: HeaderValue,
}

/// Where people come from.
pub enum People {
    /// The fleet is ours, and so is the key that signs sessions: a new person whenever one is asked for.
    New(Box<SigningKey>),
    /// Those who signed up, one after the other.
    SignedUp(Vec<Person>, AtomicUsize),
}

impl People {
    pub fn person(&self) -> Result<Person> {
        match self {
            Self::New(key) => {
                let id = UserId::new();
                let now = Clock::system().now().seconds();
                let claims = Claims::new(id, format!("{id}@example.com"), Role::User, SessionId::new(), now);
                let cookie = HeaderValue::from_str(&format!("session={}", key.sign(&claims)?))?;
                Ok(Person { id: id.to_string(), cookie })
            }
            Self::SignedUp(people, next) => {
                let n = next.fetch_add(1, Ordering::Relaxed);
                people.get(n % people.len().max(1)).cloned().context("nobody has signed up")
            }
        }
    }
}

/// Addresses of new accounts, and the people who have them.
pub async fn sign_up(http: &Http, url: &str, count: usize) -> Result<Vec<(Value, Person)>> {
    let sign_up = |_| async move {
        let credentials = json!({ "email": format!("{}@example.com", UserId::new()), "password": PASSWORD });
        let ask = Ask::post(format!("{url}/api/users/signup"), credentials.clone());
        let answer = http.send(ask, None).await.map_err(anyhow::Error::msg)?;
        ensure!(answer.status == 201, "nobody can sign up: {}", answer.kind());
        let cookie =
            answer.headers.get(SET_COOKIE).and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
        let cookie = HeaderValue::from_str(cookie.split(';').next().unwrap_or_default())?;
        let user: Value = answer.json().context("the answer to a sign-up cannot be read")?;
        let id = user.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok((credentials, Person { id, cookie }))
    };
    futures::stream::iter(0..count).map(sign_up).buffered(AT_ONCE).try_collect().await
}
