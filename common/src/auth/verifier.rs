//! From a request's cookie to its claims.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jsonwebtoken::{Algorithm, Validation};

use super::claims::{AUDIENCE, Claims, ISSUER};
use super::keys::PublicKeys;
use crate::clock::Clock;
use crate::config::Env;

/// The session's cookie: `__Host-session` over HTTPS; `session` where a developer has plain HTTP, to
/// which browsers give no `__Host-` cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    /// `secure` unless browsers reach the fleet over plain HTTP.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// `COOKIE_SECURE`, true unless it says `false`.
    pub fn from_env(env: &mut Env) -> Self {
        Self::new(env.or("COOKIE_SECURE", true))
    }

    pub fn name(self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    /// A cookie that ends with the browser's session; how long it counts is the token's and the record's matter.
    pub fn with_token(self, token: String) -> Cookie<'static> {
        Cookie::build((self.name(), token))
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .path("/")
            .build()
    }

    /// What clears it.
    pub fn cleared(self) -> Cookie<'static> {
        let mut cookie = self.with_token(String::new());
        cookie.make_removal();
        cookie
    }
}

/// Checks sessions. Every service has one in its state, for the extractors.
#[derive(Clone, Debug)]
pub struct SessionVerifier {
    keys: Arc<PublicKeys>,
    cookie: SessionCookie,
    clock: Clock,
    validation: Arc<Validation>,
}

impl SessionVerifier {
    pub fn new(keys: PublicKeys, cookie: SessionCookie, clock: Clock) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "sub", "iss", "aud"]);
        // Judged below, by our own clock.
        validation.validate_exp = false;
        Self { keys: Arc::new(keys), cookie, clock, validation: Arc::new(validation) }
    }

    /// The claims of the request's session, if it carries a valid one.
    pub fn claims(&self, headers: &HeaderMap) -> Option<Claims> {
        self.claims_ignoring_expiry(headers).filter(|claims| self.is_alive(claims))
    }

    /// The claims of the request's session, even if its token has expired. Only auth may use this, because
    /// it asks the session's record next, which says whether the session still lives.
    pub fn claims_ignoring_expiry(&self, headers: &HeaderMap) -> Option<Claims> {
        let jar = CookieJar::from_headers(headers);
        self.signed(jar.get(self.cookie.name())?.value())
    }

    /// The claims of a token that one of our keys signed with EdDSA and that is alive.
    pub fn verify(&self, token: &str) -> Option<Claims> {
        self.signed(token).filter(|claims| self.is_alive(claims))
    }

    fn signed(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let key = self.keys.get(header.kid.as_deref()?)?;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok()?.claims;
        (claims.iat <= self.clock.now().seconds() + LEEWAY_SECONDS).then_some(claims)
    }

    fn is_alive(&self, claims: &Claims) -> bool {
        self.clock.now().seconds() < claims.exp
    }
}

/// How far the clocks of two machines may differ.
const LEEWAY_SECONDS: i64 = 5;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::{Role, SESSION_LIFETIME, SigningKey};
    use crate::clock::Timestamp;
    use crate::ids::{SessionId, UserId};

    fn claims(now: i64) -> Claims {
        Claims::new(UserId::new(), "ada@example.com".to_owned(), Role::User, SessionId::new(), now)
    }

    fn verifier(key: &SigningKey, clock: &Clock) -> SessionVerifier {
        SessionVerifier::new(key.public_keys().unwrap(), SessionCookie { secure: true }, clock.clone())
    }

    #[test]
    fn a_token_counts_until_it_expires() {
        let (key, clock) =
            (SigningKey::generate().unwrap(), Clock::manual(Timestamp::from_millis(1_000_000)));
        let claims = claims(clock.now().seconds());
        let token = key.sign(&claims).unwrap();
        assert_eq!(verifier(&key, &clock).verify(&token), Some(claims));
        clock.advance(SESSION_LIFETIME - Duration::from_secs(1));
        assert!(verifier(&key, &clock).verify(&token).is_some());
        clock.advance(Duration::from_secs(1));
        assert_eq!(verifier(&key, &clock).verify(&token), None);
    }

    #[test]
    fn an_expired_token_is_read_for_auth_alone() {
        let (key, clock) =
            (SigningKey::generate().unwrap(), Clock::manual(Timestamp::from_millis(1_000_000)));
        let claims = claims(clock.now().seconds());
        let mut headers = HeaderMap::new();
        let cookie = format!("__Host-session={}", key.sign(&claims).unwrap());
        headers.insert("cookie", cookie.parse().unwrap());
        clock.advance(SESSION_LIFETIME);
        assert_eq!(verifier(&key, &clock).claims(&headers), None);
        assert_eq!(verifier(&key, &clock).claims_ignoring_expiry(&headers), Some(claims));
        let another = SigningKey::generate().unwrap();
        assert_eq!(verifier(&another, &clock).claims_ignoring_expiry(&headers), None);
    }

    #[test]
    fn a_key_survives_its_pem_and_keeps_its_kid() {
        let key = SigningKey::generate().unwrap();
        let again: SigningKey = key.to_pem().parse().unwrap();
        assert_eq!(again.jwks(), key.jwks());
        let clock = Clock::system();
        let token = again.sign(&claims(clock.now().seconds())).unwrap();
        assert!(verifier(&key, &clock).verify(&token).is_some());
    }

    #[test]
    fn another_keys_token_and_an_altered_one_do_not_count() {
        let (ours, theirs, clock) =
            (SigningKey::generate().unwrap(), SigningKey::generate().unwrap(), Clock::system());
        let claims = claims(clock.now().seconds());
        assert_eq!(verifier(&ours, &clock).verify(&theirs.sign(&claims).unwrap()), None);
        let admin = Claims { role: Role::Admin, ..claims.clone() };
        let (token, forged) = (ours.sign(&claims).unwrap(), theirs.sign(&admin).unwrap());
        let mixed: Vec<&str> = vec![
            token.split('.').next().unwrap(),
            forged.split('.').nth(1).unwrap(),
            token.split('.').nth(2).unwrap(),
        ];
        assert_eq!(verifier(&ours, &clock).verify(&mixed.join(".")), None);
    }

    #[test]
    fn a_token_of_another_issuer_or_audience_does_not_count() {
        let (key, clock) = (SigningKey::generate().unwrap(), Clock::system());
        let good = claims(clock.now().seconds());
        for bad in [
            Claims { iss: "someone".to_owned(), ..good.clone() },
            Claims { aud: "elsewhere".to_owned(), ..good.clone() },
            Claims { iat: good.iat + 3600, exp: good.exp + 3600, ..good.clone() },
        ] {
            assert_eq!(verifier(&key, &clock).verify(&key.sign(&bad).unwrap()), None);
        }
    }
}
