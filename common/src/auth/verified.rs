//! Tokens whose signatures were checked. A check costs tens of microseconds, and a page asks many times
//! with the same token.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::claims::Claims;

/// Tokens of one generation; there are two. About 1 KB each.
const CAPACITY: usize = 5_000;

/// What tokens say that one of our keys signed. It says nothing about the time, nor whether the session
/// ended: both change. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Verified(Arc<Mutex<Generations>>);

/// When the younger one is full, it becomes the older one, so that who is seen often is remembered.
#[derive(Debug, Default)]
struct Generations {
    younger: HashMap<String, Claims>,
    older: HashMap<String, Claims>,
}

impl Verified {
    pub(super) fn get(&self, token: &str) -> Option<Claims> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(claims) = generations.younger.get(token) {
            return Some(claims.clone());
        }
        let (token, claims) = generations.older.remove_entry(token)?;
        generations.add(token, claims.clone());
        Some(claims)
    }

    pub(super) fn add(&self, token: &str, claims: &Claims) {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.add(token.to_owned(), claims.clone());
    }
}

impl Generations {
    fn add(&mut self, token: String, claims: Claims) {
        if self.younger.len() >= CAPACITY {
            self.older = std::mem::take(&mut self.younger);
        }
        self.younger.insert(token, claims);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Role;
    use crate::ids::{SessionId, UserId};

    #[test]
    fn memory_is_bounded_and_who_is_seen_often_is_remembered() {
        let verified = Verified::default();
        let claims = Claims::new(UserId::new(), String::new(), Role::User, SessionId::new(), 0);
        verified.add("often", &claims);
        for n in 0..CAPACITY * 5 {
            verified.add(&format!("token {n}"), &claims);
            assert!(verified.get("often").is_some());
        }
        assert_eq!(verified.get("token 0"), None);
        assert_eq!(verified.get(&format!("token {}", CAPACITY * 5 - 1)), Some(claims));
        let generations = verified.0.lock().unwrap();
        assert!(generations.younger.len() <= CAPACITY && generations.older.len() <= CAPACITY);
    }
}
